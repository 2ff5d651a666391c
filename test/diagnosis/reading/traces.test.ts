import { explain } from '../../../src/diagnosis/verdict/text/explain';

const lines = (...text: string[]) => text.join('\n');
const read = (text: string) => explain(text, { phase: 'run' });
const frames = (count: number, frame: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => frame(at));

const python = (exception: string, depth: number) =>
  lines(
    'INFO starting',
    'Traceback (most recent call last):',
    ...frames(
      depth,
      (at) => `  File "/app/part${at}.py", line ${at}, in step${at}\n    step${at}(rates: list)`,
    ),
    '    ^^^^^^^^^^^^^^^^^^',
    exception,
    'INFO bye',
  );

describe('a stack trace', () => {
  test.each([
    'ValueError: no price for item 7',
    "KeyError: 'DATABASE_URL'",
    'botocore.errorfactory.NoSuchBucket: the bucket is gone',
    'KeyboardInterrupt',
  ])('of Python is proven by the exception below its frames: %s', (exception) => {
    for (const depth of [1, 12]) {
      expect(read(python(exception, depth)).proof?.line).toBe(exception);
    }
  });

  test('of Python is found behind the prefixes of a log collector, which eat its indentation', () => {
    const prefixed = python('ValueError: no price', 3)
      .split('\n')
      .map((line) => `2026-11-23T10:00:00.000Z ${line}`)
      .join('\n');
    expect(read(prefixed).proof?.line).toBe('ValueError: no price');
  });

  test('shows its beginning, its last frame and the exception, and no more than twelve lines', () => {
    const { telling } = read(python('ValueError: no price for item 7', 40));
    expect(telling).toEqual([
      'INFO starting',
      'Traceback (most recent call last):',
      'File "/app/part0.py", line 0, in step0',
      'step0(rates: list)',
      '…',
      'File "/app/part39.py", line 39, in step39',
      'step39(rates: list)',
      'ValueError: no price for item 7',
    ]);
  });

  test('of the JVM is proven by its innermost cause', () => {
    const text = lines(
      'Exception in thread "main" java.lang.IllegalStateException: could not start',
      ...frames(8, (at) => `\tat com.fern.App.step${at}(App.java:${at})`),
      'Caused by: java.lang.RuntimeException: rates',
      '\tat com.fern.Rates.load(Rates.java:33)',
      'Caused by: java.lang.NullPointerException: the table of rates is null',
      '\tat com.fern.Table.of(Table.java:3)',
      '\t... 12 more',
      'INFO shutting down',
      'Caused by: java.lang.Error: told of another trace',
    );
    expect(read(text).proof).toEqual({
      line: 'Caused by: java.lang.NullPointerException: the table of rates is null',
      lineNumber: 12,
    });
  });

  test('that a framework announces is proven by the exception below the announcement', () => {
    const text = lines(
      '2026-11-23T10:00:00Z ERROR 1 --- [main] o.s.boot.SpringApplication : Application run failed',
      '',
      'org.springframework.beans.factory.BeanCreationException: no bean for the table of rates',
      '\tat org.springframework.beans.Factory.create(Factory.java:3)',
    );
    expect(read(text).proof?.line).toBe(
      'org.springframework.beans.factory.BeanCreationException: no bean for the table of rates',
    );
  });

  test('is none in the report of Spring Boot, which is proven by its description', () => {
    const text = lines(
      '***************************',
      'APPLICATION FAILED TO START',
      '***************************',
      '',
      'Description:',
      '',
      'Web server failed to start. Port 8080 was already in use.',
      '',
      'Action:',
    );
    expect(read(text).proof?.line).toBe('Web server failed to start. Port 8080 was already in use.');
  });

  test('of .NET is proven by the exception within', () => {
    const text = lines(
      'Unhandled exception. System.InvalidOperationException: could not start',
      ' ---> System.IO.FileNotFoundException: rates.json is not there',
      '   at Fern.Rates.Load(String path) in /src/Rates.cs:line 3',
      '   --- End of inner exception stack trace ---',
      '   at Fern.App.Main(String[] args)',
    );
    expect(read(text).proof?.line).toBe('---> System.IO.FileNotFoundException: rates.json is not there');
  });

  test('of Node is proven by the error below the line of the runtime', () => {
    const text = lines(
      'node:internal/modules/cjs/loader:1148',
      '  throw err;',
      '  ^',
      '',
      "Error: Cannot find module '/app/server.js'",
      '    at Module._resolveFilename (node:internal/modules/cjs/loader:1145:15)',
    );
    expect(read(text).proof?.line).toBe("Error: Cannot find module '/app/server.js'");
  });

  test('that is cut off is proven by its first line', () => {
    const text = lines('Traceback (most recent call last):', '  File "/app/a.py", line 1, in <module>');
    expect(read(text).proof?.line).toBe('Traceback (most recent call last):');
  });
});

describe('the telling lines', () => {
  test('leave out drawn rules, and a line that only says the one before again', () => {
    const refused =
      "fatal: unable to access 'https://git.example/x.git/': Could not resolve host: git.example";
    const { telling } = explain(
      lines('------', 'git command failed', refused, `${refused} (exit code 128)`),
      {
        phase: 'source',
      },
    );
    expect(telling).toEqual(['git command failed', refused]);
  });
});

import { explain } from '../../../../src/diagnosis/verdict/text/explain';

/** Lines that tools print while all goes well. */
const wellLines: readonly string[] = [
  '#8 [4/7] RUN npm ci',
  'added 312 packages, and audited 313 packages in 9s',
  'Successfully installed flask-3.0.3 werkzeug-3.0.1',
  '[INFO] BUILD SUCCESS',
  'Downloaded from central: https://repo.maven.apache.org/maven2/a/b/1/b-1.pom (2.1 kB at 33 kB/s)',
  'go: downloading github.com/fernwood/tides v1.2.3',
  'Setting up curl (7.88.1-10+deb12u5) ...',
  'OK: 12 MiB in 24 packages',
  'Successfully tagged fernwood/tides:1',
  '1: digest: sha256:0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9 size: 1573',
  'Resolving deltas: 100% (12/12), done.',
  '2026-06-22T10:00:00Z INFO handled a request in 12 ms',
];

/** What a command says last that fails. */
const lastWords: readonly string[] = [
  'ERROR: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1',
  "The command '/bin/sh -c make' returned a non-zero code: 2",
  'make: *** [Makefile:12: image] Error 1',
  'Error: Process completed with exit code 1.',
  'error building image: error building stage: failed to execute command: waiting for process to exit: exit status 1',
  'ERROR: failed to build: exit status 1',
];

describe('a text whose last word is a failing command is never called healthy', () => {
  test.each([10, 100, 1000, 10_000, 100_000])('however much went well before it: %d lines', (count) => {
    const well = Array.from({ length: count }, (_, at) => wellLines[(at * 7) % wellLines.length]).join('\n');
    for (const last of lastWords) {
      expect([last, explain(`${well}\n${last}\n`).cause]).not.toEqual([last, 'healthy-no-problem']);
    }
  });
});

describe('a text that is cut off while it tells of a failure is never called healthy', () => {
  const words: readonly string[] = [
    ...lastWords,
    '#9 12.20 error An unexpected error occurred: "https://registry.yarnpkg.com/tides: ESOCKETTIMEDOUT"',
    "src/tides.ts(3,4): error TS2304: Cannot find name 'moon'.",
    'npm error code ELIFECYCLE',
    '> Task :compileJava FAILED',
    '[INFO] BUILD FAILURE',
    'Host key verification failed.',
    ' > [build 4/6] RUN yarn install --frozen-lockfile:',
  ];
  test.each(words)('%s', (last) => {
    const sign = /erro|fail|\*\*\* |command '\/|RUN yarn/i.exec(last);
    const begins = (sign?.index ?? 0) + (sign?.[0].length ?? 0);
    const called = Array.from({ length: last.length - begins + 1 }, (_, more) => {
      const end = last.slice(0, begins + more);
      return [end, explain(`${wellLines.join('\n')}\n${end}`).cause];
    });
    expect(called.filter(([, cause]) => cause === 'healthy-no-problem')).toEqual([]);
  });
});

describe('a pod that is not ready', () => {
  const started = (count: string) =>
    [
      'Ready:          False',
      'Events:',
      `  Normal  Started  1s${count}  kubelet  Started container web`,
    ].join('\n');

  test('is well where its container was started a moment ago', () => {
    expect(explain(started('')).cause).toBe('healthy-no-problem');
  });

  test('is not well where its container is started again and again', () => {
    expect(explain(started(' (x7 over 9m)')).cause).not.toBe('healthy-no-problem');
  });
});

describe('a tool that shows its help did not do its work', () => {
  test.each([
    ['RUN npm lint', 'Top hits for "lint"\nnpm help package-json  lint:3'],
    ['RUN pip instal flask', 'Usage:\n  pip <command> [options]'],
    ['RUN mvn', 'usage: mvn [options] [<goal(s)>] [<phase(s)>]'],
  ])('%s', (command, help) => {
    expect(explain(`Step 4/6 : ${command}\n${help}`).cause).toBe('build-command-usage-error');
  });
});

describe('an error that the next line ignores', () => {
  const failed = 'certificate verify failed: self signed certificate';

  test('is none', () => {
    const text = `${failed}\nIgnoring verification error, continuing with connection\nlistening on port 8080`;
    expect(explain(text).cause).toBe('healthy-no-problem');
    expect(explain(failed).cause).toBe('tls-unknown-authority');
  });
});

describe('health needs a sign of it', () => {
  test.each(['hello', 'lorem ipsum dolor sit amet', '{"a": 1}', '42'])('%s is no log at all', (text) => {
    expect(explain(text)).toMatchObject({ cause: 'unknown', telling: [] });
  });

  test('without a success it is only possible', () => {
    expect(explain('Pulling fs layer')).toMatchObject({
      cause: 'healthy-no-problem',
      confidence: 'possible',
    });
    expect(explain('Successfully built 0a1b2c3d4e5f')).toMatchObject({
      cause: 'healthy-no-problem',
      confidence: 'likely',
    });
  });

  test('a success before the failure is none', () => {
    const failed = 'E: Unable to locate package tides';
    expect(explain(`Successfully built 0a1b2c3d4e5f\n${failed}`).cause).toBe('package-version-not-found');
  });
});

describe('the part of the work comes from the text', () => {
  test('a refused database at the start of an app is no package index', () => {
    const refused = 'java.net.ConnectException: Connection refused (postgres:5432)';
    expect(explain(refused, { phase: 'run' }).cause).toBe('runtime-dependency-unreachable');
    expect(explain(`> Task :bootRun\n${refused}`, { phase: 'run' }).cause).toBe(
      'runtime-dependency-unreachable',
    );
  });

  test('what its words mean in one part of the work only is no more than possible without it', () => {
    const killed = 'Killed';
    expect(explain(killed).confidence).toBe('possible');
    expect(explain(killed, { phase: 'build' })).toMatchObject({
      cause: 'build-out-of-memory',
      confidence: 'likely',
    });
  });
});

test('two causes that are shown as plainly are both named, each with its line', () => {
  const found = explain(`failed to pull image "us.icr.io/shop/web:1": toomanyrequests: rate limit exceeded
npm error code ENOSPC
npm error nospc ENOSPC: no space left on device, write`);
  expect([found.cause, found.close?.cause].sort()).toEqual(['disk-space-exhausted', 'rate-limited']);
  expect(found.close?.proof.line).toBeTruthy();
});

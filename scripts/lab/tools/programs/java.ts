import type { LabCase, Suite, Tool } from '../../case';
import { asUser, cases } from './start';

const compile = (source: string, release = '') =>
  `printf '%s' '${source}' > Main.java && javac ${release} Main.java`;
const jdk = (version: number) => `/usr/lib/jvm/java-${version}-openjdk-amd64/bin`;
const main = (body: string) =>
  `public class Main { public static void main(String[] args) throws Exception { ${body} } }`;
export const java = (suite: Suite, version: number): Tool => ({
  name: 'java',
  on: [suite],
  needs: 'java',
  version: `${jdk(version)}/java -version`,
  env: { PATH: `${jdk(version)}:/usr/sbin:/usr/bin:/sbin:/bin` },
  cases: [
    ...cases([
      ['jar-missing', 'runtime-file-missing', /Unable to access jarfile/, {}, 'java -jar target/app.jar'],
      [
        'class-missing',
        'runtime-file-missing',
        /Could not find or load main class/,
        {},
        'java -cp classes com.example.shop.Application',
      ],
      [
        'no-main-attribute',
        'runtime-file-missing',
        /no main manifest attribute/,
        { 'a.txt': '1' },
        'jar cf app.jar a.txt && java -jar app.jar',
        { also: ['container-exit-nonzero', 'no-entrypoint', 'entrypoint-not-found'] },
      ],
      [
        'option-unknown',
        'build-command-usage-error',
        /Unrecognized/,
        {},
        'java -XX:+UseConcurrentGarbage -version',
        { also: ['container-exit-nonzero', 'runtime-version-mismatch', 'job-arguments-invalid'] },
      ],
      [
        'heap-larger-than-memory',
        'container-exit-nonzero',
        /could not create the Java Virtual Machine|reserve enough space|Native memory allocation/i,
        {},
        'ulimit -v 2000000; java -Xmx8g -version',
        { also: ['container-oom-killed'] },
      ],
    ]),
    ...(
      [
        [
          'database-refuses',
          'runtime-dependency-unreachable',
          /Connection refused/,
          'new java.net.Socket("db.example.com", 5432);',
        ],
        [
          'database-does-not-resolve',
          'runtime-dependency-unreachable',
          /UnknownHostException/,
          'new java.net.Socket("postgres-main.example.com", 5432);',
        ],
        [
          'port-in-use',
          'runtime-port-in-use',
          /Address already in use/,
          'new java.net.ServerSocket(18300); new java.net.ServerSocket(18300);',
        ],
        [
          'variable-missing',
          'runtime-config-missing',
          /DATABASE_URL/,
          'if (System.getenv("DATABASE_URL") == null) throw new IllegalStateException("Environment variable DATABASE_URL is not set");',
        ],
        [
          'heap',
          'container-oom-killed',
          /OutOfMemoryError/,
          'java.util.List<byte[]> all = new java.util.ArrayList<>(); while (true) all.add(new byte[1000000]);',
        ],
        [
          'throws',
          'container-exit-nonzero',
          /NullPointerException/,
          'String plan = args.length > 5 ? "a" : null; System.out.println(plan.length());',
        ],
        [
          'caused-by',
          'container-exit-nonzero',
          /Caused by/,
          'try { Integer.parseInt("twelve"); } catch (Exception e) { throw new RuntimeException("Could not read plans", e); }',
        ],
        [
          'class-of-library-missing',
          'runtime-file-missing',
          /ClassNotFoundException/,
          'Class.forName("org.postgresql.Driver");',
        ],
        [
          'may-not-write',
          'runtime-permission-denied',
          /AccessDenied|Permission denied/i,
          'java.nio.file.Files.writeString(java.nio.file.Path.of("/var/lib/shop.db"), "x");',
        ],
      ] as const
    ).map(([name, cause, shows, body]): LabCase => {
      const also =
        name === 'heap' ? { also: ['build-out-of-memory', 'container-exit-nonzero'] as const } : {};
      const command =
        name === 'may-not-write'
          ? asUser(`${jdk(version)}/java Main`)
          : `java ${name === 'heap' ? '-Xmx16m ' : ''}Main`;
      return { name, cause, shows, ...also, setup: compile(main(body)), run: command };
    }),
    {
      name: 'well',
      cause: 'healthy-no-problem',
      shows: /Started/,
      setup: compile(
        main(
          'System.out.println("WARN  o.s.ErrorPageRegistrar - falling back to default error page"); System.out.println("INFO  Started Application in 2.1 seconds");',
        ),
      ),
      run: 'java Main',
    },
    {
      name: 'well-options',
      cause: 'healthy-no-problem',
      shows: /Picked up/,
      setup: compile(main('System.out.println("INFO  0 failed migrations, 12 applied");')),
      env: { JAVA_TOOL_OPTIONS: '-XX:MaxRAMPercentage=75.0' },
      run: 'java Main',
    },
  ],
});

/** Classes of the newest JDK of a suite under an older one. */
export const javaOld = (suite: Suite, older: number, newer: number): Tool => ({
  name: 'java',
  on: [suite],
  needs: 'java',
  version: `${jdk(older)}/java -version`,
  cases: [
    {
      name: `class-of-java-${newer}`,
      cause: 'runtime-version-mismatch',
      shows: /UnsupportedClassVersionError/,
      setup: `printf '%s' '${main('System.out.println(1);')}' > Main.java && ${jdk(newer)}/javac Main.java`,
      run: `${jdk(older)}/java Main`,
    },
    {
      name: `release-of-java-${newer}`,
      cause: 'build-tool-version-mismatch',
      shows: /release version|not supported|invalid/,
      setup: `printf '%s' '${main('')}' > Main.java`,
      run: `${jdk(older)}/javac --release ${newer} Main.java`,
    },
  ],
});

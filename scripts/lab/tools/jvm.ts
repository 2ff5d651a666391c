import type { LabCase, Suite, Tool } from '../case';

const pom = (more = '', java = '17') => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>shop</artifactId>
  <version>1.0.0</version>
  <properties>
    <maven.compiler.source>${java}</maven.compiler.source>
    <maven.compiler.target>${java}</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
${more}
</project>
`;
const dependency = (artifact: string, version: string) =>
  `  <dependencies><dependency><groupId>com.example</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency></dependencies>`;
const mirror = (host: string) => ({
  '/root/.m2/settings.xml': `<settings><mirrors><mirror><id>company</id><mirrorOf>*</mirrorOf><url>https://${host}/maven2</url></mirror></mirrors></settings>`,
});
const source = (body: string) => ({
  'src/main/java/App.java': `public class App {\n  public static void main(String[] args) {\n    ${body}\n  }\n}\n`,
});
const fresh = 'rm -rf /root/.m2/repository';
const online = { setup: 'rm -rf /root/.m2/settings.xml /root/.m2/repository' };
const mvn = 'mvn -B -ntp';
/** Offline, with the plugins that Debian has. */
const offline = 'rm -f /root/.m2/settings.xml; mvn -B -o -Dmaven.repo.local=/usr/share/maven-repo';

const maven: readonly LabCase[] = [
  {
    name: 'no-pom',
    cause: 'project-files-missing-in-build',
    shows: /there is no POM/,
    run: `${mvn} package`,
  },
  {
    name: 'pom-broken',
    cause: 'unknown',
    also: ['compile-error', 'build-tool-version-mismatch'],
    shows: /Non-parseable POM/,
    files: { 'pom.xml': pom('  <dependencies>') },
    run: `${mvn} package`,
  },
  {
    name: 'version-of-dependency-absent',
    cause: 'unknown',
    also: ['package-version-not-found', 'compile-error'],
    shows: /'dependencies\.dependency\.version'/,
    files: {
      'pom.xml': pom(
        '  <dependencies><dependency><groupId>com.example</groupId><artifactId>mail</artifactId></dependency></dependencies>',
      ),
    },
    run: `${mvn} package`,
  },
  {
    name: 'plugin-not-in-repository',
    cause: 'package-version-not-found',
    shows: /could not be resolved/,
    files: {
      'pom.xml': pom(
        '  <build><plugins><plugin><groupId>com.example</groupId><artifactId>shop-maven-plugin</artifactId><version>9.9</version><extensions>true</extensions></plugin></plugins></build>',
      ),
    },
    ...online,
    run: `${mvn} package`,
  },
  {
    name: 'parent-not-in-repository',
    cause: 'package-version-not-found',
    shows: /Non-resolvable parent POM/,
    files: {
      'pom.xml': pom(
        '  <parent><groupId>com.example</groupId><artifactId>parent</artifactId><version>2.0</version></parent>',
      ),
    },
    ...online,
    run: `${mvn} package`,
  },
  ...(
    [
      [
        'does-not-resolve',
        'registyr.example.com',
        'package-install-network',
        /Unknown host|Name or service not known|registyr|UnresolvedAddress|No such host|nodename/i,
      ],
      ['refuses-connection', 'closed.example.com', 'package-install-network', /refused/i],
      [
        'wants-login',
        'packages.example.com',
        'package-registry-auth',
        /401|authentication failed|Unauthorized/i,
      ],
      ['forbids', 'forbidden.example.com', 'package-registry-auth', /403|authorization failed|Forbidden/i],
      ['down', 'down.example.com', 'package-install-network', /503/],
      ['certificate', 'corporate.example.com', 'tls-unknown-authority', /PKIX/],
      [
        'certificate-of-another-host',
        'othername.example.com',
        'tls-hostname-mismatch',
        /No subject alternative|doesn't match|No name matching/,
      ],
      ['hangs-up', 'hangup.example.com', 'package-install-network', /handshake|reset|closed|terminated/i],
    ] as const
  ).map(
    ([name, host, cause, shows]): LabCase => ({
      name: `repository-${name}`,
      ...(name === 'down' && { also: ['registry-server-error'] as const }),
      cause,
      shows,
      files: { 'pom.xml': pom(), ...mirror(host) },
      setup: fresh,
      run: `${mvn} package`,
    }),
  ),
  {
    name: 'compile',
    cause: 'compile-error',
    shows: /COMPILATION ERROR/,
    files: { 'pom.xml': pom(), ...source('int port = "8080";') },
    run: `${offline} compile`,
  },
  {
    name: 'compile-symbol',
    cause: 'compile-error',
    shows: /cannot find symbol/,
    files: { 'pom.xml': pom(), ...source('start();') },
    run: `${offline} compile`,
  },
  {
    name: 'release-too-new',
    cause: 'build-tool-version-mismatch',
    shows: /release version|invalid target release|invalid source release/,
    files: { 'pom.xml': pom('', '99'), ...source('') },
    run: `${offline} compile`,
  },
  {
    name: 'goal-unknown',
    cause: 'build-command-usage-error',
    shows: /Unknown lifecycle phase/,
    files: { 'pom.xml': pom() },
    run: `${mvn} pakcage`,
  },
  {
    name: 'offline-dependency-missing',
    cause: 'package-version-not-found',
    shows: /offline mode|could not be resolved/i,
    files: { 'pom.xml': pom(dependency('mail', '4.2')), ...source('') },
    run: `${offline} compile`,
  },
  {
    name: 'profile-missing-only-warning',
    cause: 'healthy-no-problem',
    shows: /BUILD SUCCESS/,
    files: { 'pom.xml': pom(), ...source('System.out.println("errors");') },
    run: `${offline} -Pproduction compile`,
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    shows: /BUILD SUCCESS/,
    files: { 'pom.xml': pom(), ...source('new java.util.Date().getYear();') },
    run: `${offline} compile`,
  },
];

const gradle: readonly LabCase[] = [
  {
    name: 'script-broken',
    cause: 'compile-error',
    also: ['unknown'],
    shows: /build file|Could not compile/,
    files: { 'build.gradle': "apply plugin: 'java\n" },
    run: 'gradle build',
  },
  {
    name: 'task-unknown',
    cause: 'build-command-usage-error',
    shows: /Task 'bulid' not found/,
    files: { 'build.gradle': "apply plugin: 'java'\n" },
    run: 'gradle bulid',
  },
  {
    name: 'plugin-missing',
    cause: 'package-version-not-found',
    shows: /not found/,
    files: { 'build.gradle': "apply plugin: 'com.example.shop'\n" },
    run: 'gradle build',
  },
  {
    name: 'compile',
    cause: 'compile-error',
    shows: /Compilation failed|error:/,
    files: { 'build.gradle': "apply plugin: 'java'\n", ...source('int port = "8080";') },
    run: 'gradle build',
  },
  {
    name: 'dependency-missing',
    cause: 'package-version-not-found',
    shows: /Could not find/,
    files: {
      'build.gradle':
        "apply plugin: 'java'\nrepositories { maven { url 'https://repo.maven.apache.org/maven2' } }\ndependencies { compile 'com.example:mail:4.2' }\n",
      ...source(''),
    },
    run: 'gradle build',
  },
  {
    name: 'repository-refuses',
    cause: 'package-install-network',
    shows: /refused/i,
    files: {
      'build.gradle':
        "apply plugin: 'java'\nrepositories { maven { url 'https://closed.example.com/maven2' } }\ndependencies { compile 'com.example:mail:4.2' }\n",
      ...source(''),
    },
    run: 'gradle build',
  },
  {
    name: 'repository-wants-login',
    cause: 'package-registry-auth',
    shows: /401|Unauthorized/i,
    files: {
      'build.gradle':
        "apply plugin: 'java'\nrepositories { maven { url 'https://packages.example.com/maven2' } }\ndependencies { compile 'com.example:mail:4.2' }\n",
      ...source(''),
    },
    run: 'gradle build',
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    shows: /BUILD SUCCESSFUL/,
    files: { 'build.gradle': "apply plugin: 'java'\n", ...source('') },
    run: 'gradle build',
  },
];

const trust =
  'keytool -importcert -noprompt -cacerts -storepass changeit -alias example -file /usr/local/share/ca-certificates/example-root.crt';

/** With a Java that the suite's Maven and Gradle know. */
const on = (suite: Suite, jdk: number): readonly Tool[] => {
  const home = `/usr/lib/jvm/java-${jdk}-openjdk-amd64`;
  const shared = {
    on: [suite],
    setup: trust,
    env: { JAVA_HOME: home, GRADLE_OPTS: '-Dorg.gradle.daemon=false' },
  };
  return [
    { ...shared, name: 'maven', needs: 'mvn', version: 'mvn --version', cases: maven },
    {
      ...shared,
      name: 'gradle',
      needs: 'gradle',
      version: "gradle --version 2>/dev/null | grep -o '^Gradle [0-9.]*'",
      cases: gradle,
    },
  ];
};

export const jvmTools: readonly Tool[] = [...on('bookworm', 17), ...on('trixie', 21), ...on('sid', 17)];

/** Output of tools at work, when nothing is wrong: what a failure is found among. */

const npmDeprecated = [
  'inflight@1.0.6: This module is not supported, and leaks memory. Do not use it.',
  'rimraf@3.0.2: Rimraf versions prior to v4 are no longer supported',
  'glob@7.2.3: Glob versions prior to v9 are no longer supported',
  '@humanwhocodes/config-array@0.13.0: Use @eslint/config-array instead',
  '@humanwhocodes/object-schema@2.0.3: Use @eslint/object-schema instead',
  'eslint@8.57.1: This version is no longer supported.',
  'sourcemap-codec@1.4.8: Please use @jridgewell/sourcemap-codec instead',
  "w3c-hr-time@1.0.2: Use your platform's native performance.now() and performance.timeOrigin.",
];

/** `npm ci` that works, with its usual warnings. */
export function npmCi(packages: number, seconds: number): string[] {
  return [
    ...npmDeprecated.map((entry) => `npm warn deprecated ${entry}`),
    '',
    `added ${packages} packages, and audited ${packages + 1} packages in ${seconds}s`,
    '',
    `${Math.round(packages / 6)} packages are looking for funding`,
    '  run `npm fund` for details',
    '',
    '3 vulnerabilities (2 low, 1 moderate)',
    '',
    'To address all issues (including breaking changes), run:',
    '  npm audit fix --force',
    '',
    'Run `npm audit` for details.',
    'npm notice',
    'npm notice New minor version of npm available! 11.4.2 -> 11.6.0',
    'npm notice Changelog: https://github.com/npm/cli/releases/tag/v11.6.0',
    'npm notice',
  ];
}

/** A Vite build of a web front end. */
export function viteBuild(name: string, chunks: readonly string[]): string[] {
  return [
    '',
    `> ${name}@3.14.0 build`,
    '> vite build',
    '',
    'vite v6.3.5 building for production...',
    'transforming...',
    '(!) Some chunks are larger than 500 kB after minification. Consider:',
    '- Using dynamic import() to code-split the application',
    `✓ ${chunks.length * 61} modules transformed.`,
    'rendering chunks...',
    'computing gzip size...',
    ...chunks.map(
      (chunk, index) =>
        `dist/assets/${chunk}.js`.padEnd(44) +
        `${(14 + ((index * 37) % 180)).toFixed(2)} kB │ gzip: ${(5 + ((index * 13) % 60)).toFixed(2)} kB`,
    ),
    '✓ built in 11.82s',
  ];
}

export const shopChunks = [
  'index',
  'vendor',
  'router',
  'cart',
  'checkout',
  'catalog',
  'search',
  'account',
  'orders',
  'wishlist',
  'reviews',
  'payment',
  'shipping',
  'returns',
  'gift-cards',
  'newsletter',
  'stores',
  'help',
  'legal',
  'charts',
];

const debianPackages: readonly (readonly [string, string])[] = [
  ['libssl3', '3.0.17-1~deb12u2'],
  ['openssl', '3.0.17-1~deb12u2'],
  ['ca-certificates', '20230311+deb12u1'],
  ['libcurl4', '7.88.1-10+deb12u12'],
  ['curl', '7.88.1-10+deb12u12'],
  ['libexpat1', '2.5.0-1+deb12u1'],
  ['libpq5', '15.13-0+deb12u1'],
  ['libjpeg62-turbo', '1:2.1.5-2'],
  ['libpng16-16', '1.6.39-2'],
  ['libtiff6', '4.5.0-6+deb12u2'],
  ['libwebp7', '1.2.4-0.2+deb12u1'],
  ['libfreetype6', '2.12.1+dfsg-5+deb12u4'],
  ['fontconfig-config', '2.14.1-4'],
  ['libfontconfig1', '2.14.1-4'],
  ['libxml2', '2.9.14+dfsg-1.3~deb12u2'],
  ['libicu72', '72.1-3'],
  ['imagemagick', '8:6.9.11.60+dfsg-1.6+deb12u3'],
  ['tzdata', '2025b-0+deb12u1'],
];

/** `apt-get update && apt-get install` that works. */
export function aptInstall(): string[] {
  return [
    'Get:1 http://deb.debian.org/debian bookworm InRelease [151 kB]',
    'Get:2 http://deb.debian.org/debian bookworm-updates InRelease [55.4 kB]',
    'Get:3 http://deb.debian.org/debian-security bookworm-security InRelease [48.0 kB]',
    'Get:4 http://deb.debian.org/debian bookworm/main amd64 Packages [8793 kB]',
    'Fetched 9311 kB in 2s (5120 kB/s)',
    'Reading package lists...',
    'Building dependency tree...',
    'Reading state information...',
    ...debianPackages.map(
      ([name, version], index) =>
        `Get:${index + 1} http://deb.debian.org/debian bookworm/main amd64 ${name} amd64 ${version} [${120 + index * 31} kB]`,
    ),
    'debconf: delaying package configuration, since apt-utils is not installed',
    ...debianPackages.flatMap(([name, version]) => [
      `Selecting previously unselected package ${name}:amd64.`,
      `Unpacking ${name}:amd64 (${version}) ...`,
    ]),
    ...debianPackages.map(([name, version]) => `Setting up ${name}:amd64 (${version}) ...`),
    'Processing triggers for libc-bin (2.36-9+deb12u10) ...',
  ];
}

const pythonPackages: readonly (readonly [string, string, string])[] = [
  ['numpy', '2.2.6', '16.8 MB'],
  ['pandas', '2.3.1', '12.4 MB'],
  ['scipy', '1.15.3', '37.7 MB'],
  ['scikit-learn', '1.7.1', '13.1 MB'],
  ['joblib', '1.5.1', '307 kB'],
  ['threadpoolctl', '3.6.0', '18 kB'],
  ['python-dateutil', '2.9.0.post0', '229 kB'],
  ['pytz', '2025.2', '509 kB'],
  ['tzdata', '2025.2', '347 kB'],
  ['six', '1.17.0', '11 kB'],
  ['requests', '2.32.4', '64 kB'],
  ['urllib3', '2.5.0', '129 kB'],
  ['certifi', '2025.7.14', '162 kB'],
  ['charset-normalizer', '3.4.2', '147 kB'],
  ['idna', '3.10', '70 kB'],
  ['sqlalchemy', '2.0.41', '3.3 MB'],
  ['psycopg2-binary', '2.9.10', '3.0 MB'],
  ['flask', '3.1.1', '103 kB'],
  ['gunicorn', '23.0.0', '85 kB'],
  ['pyarrow', '21.0.0', '42.7 MB'],
];

/** `pip install -r requirements.txt`, up to `count` packages downloaded; `done` adds the last line. */
export function pipInstall(count = pythonPackages.length, done = true): string[] {
  const some = pythonPackages.slice(0, count);
  return [
    ...some.flatMap(([name, version, size]) => [
      `Collecting ${name}==${version} (from -r requirements.txt)`,
      `  Downloading ${name.replaceAll('-', '_')}-${version}-cp311-cp311-manylinux_2_17_x86_64.whl (${size})`,
    ]),
    ...(done
      ? [
          `Installing collected packages: ${some.map(([name]) => name).join(', ')}`,
          `Successfully installed ${some.map(([name, version]) => `${name}-${version}`).join(' ')}`,
          "WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager.",
        ]
      : []),
  ];
}

const goModules = [
  'github.com/gorilla/mux v1.8.1',
  'github.com/jackc/pgx/v5 v5.7.5',
  'github.com/prometheus/client_golang v1.22.0',
  'github.com/rs/zerolog v1.34.0',
  'go.opentelemetry.io/otel v1.37.0',
  'golang.org/x/sync v0.16.0',
  'golang.org/x/text v0.27.0',
  'google.golang.org/grpc v1.73.0',
  'google.golang.org/protobuf v1.36.6',
  'github.com/cespare/xxhash/v2 v2.3.0',
  'github.com/beorn7/perks v1.0.1',
  'github.com/jackc/puddle/v2 v2.2.2',
];

/** `go mod download` that works. */
export function goDownload(): string[] {
  return goModules.map((module) => `go: downloading ${module}`);
}

const javaArtifacts = [
  'org/springframework/boot/spring-boot-starter-web/3.5.3',
  'org/springframework/spring-core/6.2.8',
  'org/springframework/spring-webmvc/6.2.8',
  'org/apache/tomcat/embed/tomcat-embed-core/10.1.42',
  'com/fasterxml/jackson/core/jackson-databind/2.19.1',
  'org/hibernate/orm/hibernate-core/6.6.18.Final',
  'org/postgresql/postgresql/42.7.7',
  'ch/qos/logback/logback-classic/1.5.18',
  'org/slf4j/slf4j-api/2.0.17',
  'io/micrometer/micrometer-core/1.15.1',
  'org/junit/jupiter/junit-jupiter/5.12.2',
  'org/mockito/mockito-core/5.17.0',
];

/** Maven fetching what it needs. */
export function mavenDownload(): string[] {
  return javaArtifacts.flatMap((path) => {
    const parts = path.split('/');
    const file = `${path}/${parts.at(-2)}-${parts.at(-1)}.jar`;
    return [
      `Downloading from central: https://repo.maven.apache.org/maven2/${file}`,
      `Downloaded from central: https://repo.maven.apache.org/maven2/${file} (1.2 MB at 8.4 MB/s)`,
    ];
  });
}

import {
  fileIn,
  gitHostIn,
  imageIn,
  peerIn,
  refusedIn,
  sourceIn,
  variableIn,
} from '../../../src/diagnosis/remedy/spoken';

test.each([
  ['Missing required environment variable: COURIER_ACCOUNT_URL', 'COURIER_ACCOUNT_URL'],
  ['Error: environment variable "COURIER_KEY" is not set', 'COURIER_KEY'],
  ['COURIER_KEY must be set', 'COURIER_KEY'],
  ["KeyError: 'COURIER_KEY'", 'COURIER_KEY'],
  [`Could not resolve placeholder in value "${'$'}{COURIER_KEY}"`, 'COURIER_KEY'],
  ['required key COURIER_KEY missing value', 'COURIER_KEY'],
  ['env: COURIER_KEY undefined', 'COURIER_KEY'],
])('%s needs %s', (line, variable) => expect(variableIn([line])).toBe(variable));

test.each([
  ['one word', `${'A'.repeat(5_000)}_KEY`],
  ['many parts', `KEY${'_A'.repeat(5_000)}`],
])('a name of %s that is longer than any variable’s is none', (_what, name) => {
  const lines = [
    `Set ${name} to continue`,
    `please export ${name}`,
    `{ ${name}: [ 'Required' ] }`,
    `env: ${name} undefined`,
    `${name} must be set`,
    `value "\${${name}}"`,
    `missing ${name}`,
  ];
  expect(lines.map((line) => variableIn([line]))).toEqual(lines.map(() => undefined));
});

test.each(['a setting is missing', 'HTTP_ERROR', 'FATAL ERROR: out of memory', ''])(
  '%j names no variable',
  (line) => expect(variableIn([line])).toBeUndefined(),
);

test.each([
  ['connect ECONNREFUSED 172.21.33.7:6379', '172.21.33.7:6379'],
  [
    'connection to server at "routes.internal" (10.8.2.14), port 5432 failed: Connection refused',
    'routes.internal:5432',
  ],
  ['Error: getaddrinfo ENOTFOUND redis', 'redis'],
  ['dial tcp: lookup db on 172.21.0.10:53: no such host', 'db'],
  ['could not translate host name "db" to address: Name or service not known', 'db'],
  ['dial tcp 10.1.2.3:3306: connect: connection refused', '10.1.2.3:3306'],
  ['failed to connect to amqp://user:pw@mq.internal:5672/', 'mq.internal:5672'],
])('%s calls %s', (line, peer) => expect(peerIn([line])).toBe(peer));

test.each(['Connection refused', 'connection to the database failed', ''])('%j names no service', (line) =>
  expect(peerIn([line])).toBeUndefined(),
);

test.each([
  ['The COURIER_KEY setting must not be empty.', 'COURIER_KEY'],
  ['JWT secret not provided. Set COURIER_JWT_SECRET.', 'COURIER_JWT_SECRET'],
  ["Invalid environment variables: { COURIER_URL: [ 'Required' ] }", 'COURIER_URL'],
  ['You must specify COURIER_PASSWORD to a non-empty value', 'COURIER_PASSWORD'],
])('%s needs %s', (line, variable) => expect(variableIn([line])).toBe(variable));

test.each([
  ['Failed to pull image "fernwood/web:v9": rpc error', 'fernwood/web:v9'],
  [
    'manifest for registry.fernwood.example/shop/api:2.4 not found: manifest unknown',
    'registry.fernwood.example/shop/api:2.4',
  ],
  ['pull access denied for fernwood/web, repository does not exist', 'fernwood/web'],
  ["Unable to find image 'web:dev' locally", 'web:dev'],
  [
    'Error: initializing source docker://quay.io/fernwood/web:1: reading manifest 1',
    'quay.io/fernwood/web:1',
  ],
  [
    'docker: Error response from daemon: No such image: registry.fernwood.example/web:1.1',
    'registry.fernwood.example/web:1.1',
  ],
  ['Container image "web:local" is not present with pull policy of Never', 'web:local'],
  [
    'Head "https://registry.fernwood.example/v2/shop/manifests/latest": unauthorized',
    'registry.fernwood.example/shop:latest',
  ],
])('%s is about %s', (line, image) => expect(imageIn([line])).toBe(image));

test.each(['manifest unknown', 'failed to solve: failed to read dockerfile', ''])(
  '%j names no image',
  (line) => expect(imageIn([line])).toBeUndefined(),
);

test.each([
  [
    "fatal: unable to access 'https://git.fernwood.example/shop.git/': Could not resolve host",
    'https://git.fernwood.example/shop.git',
  ],
  [
    "fatal: repository 'https://github.com/fernwood/shop.git/' not found",
    'https://github.com/fernwood/shop.git',
  ],
  ['git@github.com:fernwood/shop.git: not found', 'git@github.com:fernwood/shop.git'],
])('%s reads %s', (line, source) => expect(sourceIn([line])).toBe(source));

test('an address that bears a login is not repeated', () =>
  expect(
    sourceIn(["fatal: unable to access 'https://me:pw@git.fernwood.example/shop.git/': 403"]),
  ).toBeUndefined());

test.each([
  ['git@github.com: Permission denied (publickey).', 'github.com'],
  [
    "fatal: could not read Username for 'https://git.fernwood.example': terminal prompts disabled",
    'git.fernwood.example',
  ],
  [
    'No ED25519 host key is known for git.fernwood.example and you have requested strict checking.',
    'git.fernwood.example',
  ],
])('%s talks to %s', (line, host) => expect(gitHostIn([line])).toBe(host));

test.each([
  ['/bin/sh: 1: ./gradlew: Permission denied', './gradlew'],
  ['exec /entrypoint.sh: permission denied', '/entrypoint.sh'],
  ['unable to start container process: exec: "./start.sh": permission denied: unknown', './start.sh'],
  ["Container command '/opt/tides/serve.sh' could not be invoked.", '/opt/tides/serve.sh'],
])('%s: %s may not be run', (line, file) => expect(fileIn([line])).toBe(file));

test.each([
  [
    "PermissionError: [Errno 13] Permission denied: '/var/lib/quay/state.db'",
    { path: '/var/lib/quay/state.db' },
  ],
  ["Error: EACCES: permission denied, open '/data/quay.log'", { path: '/data/quay.log' }],
  ["mkdir: cannot create directory '/data/quay': Permission denied", { path: '/data/quay' }],
  [
    'nginx: [emerg] mkdir() "/var/cache/nginx/quay" failed (13: Permission denied)',
    { path: '/var/cache/nginx/quay' },
  ],
  ['java.nio.file.AccessDeniedException: /var/log/quay', { path: '/var/log/quay' }],
  ["OSError: [Errno 30] Read-only file system: '/app/quay'", { path: '/app/quay' }],
  ['nginx: [emerg] bind() to 0.0.0.0:443 failed (13: Permission denied)', { port: '443' }],
  ['Error: listen EACCES: permission denied 0.0.0.0:80', { port: '80' }],
  ['listen tcp :81: bind: permission denied', { port: '81' }],
  ['permission denied', {}],
])('%s: the program has no right to %j', (line, refused) => expect(refusedIn([line])).toEqual(refused));

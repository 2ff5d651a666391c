import { peerIn, variableIn } from '../../../src/diagnosis/remedy/spoken';

test.each([
  ['Missing required environment variable: COURIER_ACCOUNT_URL', 'COURIER_ACCOUNT_URL'],
  ['Error: environment variable "COURIER_KEY" is not set', 'COURIER_KEY'],
  ['COURIER_KEY must be set', 'COURIER_KEY'],
  ["KeyError: 'COURIER_KEY'", 'COURIER_KEY'],
  [`Could not resolve placeholder in value "${'$'}{COURIER_KEY}"`, 'COURIER_KEY'],
  ['required key COURIER_KEY missing value', 'COURIER_KEY'],
  ['env: COURIER_KEY undefined', 'COURIER_KEY'],
])('%s needs %s', (line, variable) => expect(variableIn([line])).toBe(variable));

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

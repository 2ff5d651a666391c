import fc from 'fast-check';
import { parseChallenges } from '../../src/registry/challenge';

function read(header: string): unknown {
  return parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
}

const bearer = [
  'bearer',
  { realm: 'https://us.icr.io/oauth/token', service: 'registry', scope: 'repository:shop/api:pull' },
];

describe('challenges', () => {
  test.each([
    'Bearer realm="https://us.icr.io/oauth/token",service="registry",scope="repository:shop/api:pull"',
    'Bearer realm=https://us.icr.io/oauth/token, service=registry, scope=repository:shop/api:pull',
    'bearer  realm = "https://us.icr.io/oauth/token" , service = "registry" ,scope="repository:shop/api:pull"',
    'BEARER Realm="https://us.icr.io/oauth/token",SERVICE="registry",,scope="repository:shop/api:pull",',
  ])('%s', (header) => {
    expect(read(header)).toEqual([bearer]);
  });

  test('a comma within quotes is part of the value', () => {
    expect(read('Bearer realm="https://a.example/t",scope="repository:a/b:pull,push"')).toEqual([
      ['bearer', { realm: 'https://a.example/t', scope: 'repository:a/b:pull,push' }],
    ]);
  });

  test('escapes within quotes are taken off', () => {
    expect(read('Basic realm="the \\"best\\" registry"')).toEqual([
      ['basic', { realm: 'the "best" registry' }],
    ]);
  });

  test('several challenges in one header', () => {
    expect(read('Basic realm="a", Bearer realm="https://b.example/t"')).toEqual([
      ['basic', { realm: 'a' }],
      ['bearer', { realm: 'https://b.example/t' }],
    ]);
  });

  test('a missing header and an unclosed quote do no harm', () => {
    expect(parseChallenges(undefined)).toEqual([]);
    expect(read('Bearer realm="https://a.example')).toEqual([['bearer', { realm: 'https://a.example' }]]);
  });

  test('whatever a server sends, reading it ends', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (header) => {
        expect(Array.isArray(parseChallenges(header))).toBe(true);
      }),
    );
  });
});

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

  test('reads on where a value ends without a separator, and keeps spaces within quotes', () => {
    expect(read('Bearer realm="https://b.example/t"service="a b, c"')).toEqual([
      ['bearer', { realm: 'https://b.example/t', service: 'a b, c' }],
    ]);
    expect(read('   , ,  Basic   realm="x"  ,  ')).toEqual([['basic', { realm: 'x' }]]);
  });

  test('reads no more than 8,192 characters', () => {
    expect(read(`Basic realm="x"${' '.repeat(8192)}, Bearer realm="y"`)).toEqual([['basic', { realm: 'x' }]]);
    expect(read(`Basic realm="x"${' '.repeat(8000)}, Bearer realm="y"`)).toHaveLength(2);
  });

  test('a bare value ends at a comma or a space, and may be empty', () => {
    expect(read('Bearer realm=a,service=b scope=')).toEqual([
      ['bearer', { realm: 'a', service: 'b', scope: '' }],
    ]);
    expect(read('Bearer realm= ,service=b')).toEqual([['bearer', { realm: '', service: 'b' }]]);
  });
});

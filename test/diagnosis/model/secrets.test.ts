import { inspect } from 'node:util';
import { Masker, maskDeep, maskKnownDeep, Secret } from '../../../src/diagnosis/model/secrets';

describe('Secret', () => {
  test('falls out of its box only when it is asked for', () => {
    const secret = new Secret('canary-value');
    const printed = `${secret} ${JSON.stringify({ secret })} ${inspect({ secret }, { showHidden: true })}`;
    expect(printed).not.toContain('canary-value');
    expect(secret.reveal()).toBe('canary-value');
  });

  test('shows the same word wherever it is printed', () => {
    const secret = new Secret('canary-value');
    expect([`${secret}`, JSON.stringify(secret), inspect(secret)]).toEqual([
      '[secret]',
      '"[secret]"',
      '[secret]',
    ]);
  });
});

describe('trust 15: masking of whole answers', () => {
  const masker = new Masker();
  masker.learn('canary-known-1');
  const answer = {
    'canary-known-1': ['canary-known-1', { deeper: 'with NPM_TOKEN=canary-unknown' }],
    count: 3,
    absent: undefined,
  };

  test('reaches every string, keys and lists included, and changes nothing else', () => {
    expect(maskDeep(answer, masker)).toEqual({
      '[secret]': ['[secret]', { deeper: 'with NPM_TOKEN=[secret]' }],
      count: 3,
      absent: undefined,
    });
    expect(answer.count).toBe(3);
  });

  test('of what was masked when it came in, only what was learned since is taken out', () => {
    expect(maskKnownDeep(answer, masker)).toEqual({
      '[secret]': ['[secret]', { deeper: 'with NPM_TOKEN=canary-unknown' }],
      count: 3,
      absent: undefined,
    });
    expect(masker.maskKnown('canary-known-1 and NPM_TOKEN=canary-unknown')).toBe(
      '[secret] and NPM_TOKEN=canary-unknown',
    );
  });

  test('a secret may leave a word of the caller’s own', () => {
    expect(masker.replace('canary-known-1 and DB_PASSWORD=canary-pw', (secret) => `<${secret.length}>`)).toBe(
      '<14> and DB_PASSWORD=<9>',
    );
  });

  test('a box stays a box', () => {
    const secret = new Secret('canary-value');
    expect(maskDeep({ secret }, masker).secret).toBe(secret);
  });
});

describe('Masker', () => {
  test('masks a known value, also as base64, in a URL and in JSON', () => {
    const masker = new Masker();
    masker.learn(new Secret('p@ss "word"/1'));
    const base64 = Buffer.from('p@ss "word"/1').toString('base64');
    const text = `plain p@ss "word"/1, ${base64}, ${encodeURIComponent('p@ss "word"/1')}, ${JSON.stringify('p@ss "word"/1')}`;
    expect(masker.mask(text)).toBe('plain [secret], [secret], [secret], "[secret]"');
  });

  test('does not learn a value so short that it would eat ordinary words', () => {
    const masker = new Masker();
    masker.learn('a');
    expect(masker.mask('a cat')).toBe('a cat');
  });

  test.each([
    ['https://bob:canary-1@git.example/x.git', 'https://bob:[secret]@git.example/x.git'],
    ['Authorization: Bearer canary1234567890abcdef', 'Authorization: Bearer [secret]'],
    ['DB_PASSWORD=canary-pw NEXT=1', 'DB_PASSWORD=[secret] NEXT=1'],
    ['NPM_TOKEN=canary-token', 'NPM_TOKEN=[secret]'],
    ['{"access_token":"canary-1","expires":1}', '{"access_token":"[secret]","expires":1}'],
    ['cloning with ghp_canary00000000000000', 'cloning with [secret]'],
    ['-----BEGIN RSA PRIVATE KEY-----\ncanary\n-----END RSA PRIVATE KEY-----', '[secret]'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOjF9.c2ln', '[secret]'],
  ])('masks what looks like a credential: %s', (text, masked) => {
    expect(new Masker().mask(text)).toBe(masked);
  });

  test.each([
    'failed to fetch anonymous token: unexpected status from GET request: 401 Unauthorized',
    'no basic auth credentials',
    'the registry wants Basic authentication with a password',
    'Www-Authenticate: Bearer realm="https://icr.io/oauth/token",service="registry"',
    'image pull secret: icr-key does not exist',
    'password: REDACTED',
  ])('leaves words about credentials readable: %s', (text) => {
    expect(new Masker().mask(text)).toBe(text);
  });
});

describe('trust 2: values that were learned', () => {
  const masked = (text: string, ...values: string[]) => {
    const masker = new Masker();
    for (const value of values) masker.learn(value);
    return masker.maskKnown(text);
  };

  test('may be as long as a secret of Kubernetes, 1 MiB, and many', () => {
    const long = Array.from({ length: 20_000 }, (_, at) => `line-${at}-${'x'.repeat(40)}`).join('\n');
    const word = 'abc/def+'.repeat(20_000);
    const many = Array.from({ length: 20_000 }, (_, at) => `value-${at}-of-many`);
    const text = `a ${long} b ${word} c ${many.join(' ')} d`;
    expect(masked(text, long, word, ...many)).toMatch(/^a \[secret\] b \[secret\] c (?:\[secret\] )+d$/);
    // One line of it is enough to tell.
    expect(masked(`see line-7-${'x'.repeat(40)}!`, long)).toBe('see [secret]!');
  });

  test('that begin another one leave nothing of it', () => {
    expect(masked('x secret-a-longer y', 'secret-a', 'secret-a-longer')).toBe('x [secret] y');
    expect(masked('x secret-a-longer y', 'secret-a-longer', 'secret-a')).toBe('x [secret] y');
    expect(masked('secret-a-lon', 'secret-a', 'secret-a-longer')).toBe('[secret]-lon');
  });

  test('stand side by side, at the beginning and at the end', () => {
    expect(masked('secret-asecret-b secret-a', 'secret-a', 'secret-b')).toBe('[secret][secret] [secret]');
    expect(masked('secre', 'secret-a')).toBe('secre');
    expect(masked('', 'secret-a')).toBe('');
  });
});

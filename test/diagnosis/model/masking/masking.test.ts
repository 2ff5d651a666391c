import { lookalikes } from '../../../../scripts/canaries/lookalikes';
import { chance } from '../../../../scripts/canaries/random';
import { kinds } from '../../../../scripts/canaries/secrets';
import { Masker, maskDeep, maskKnownDeep, Secret } from '../../../../src/diagnosis/model/secrets';

const runs = Array.from({ length: 12 }, (_, number) => number);

describe('trust 2: no secret is readable in a text that leaves the masker', () => {
  test.each(Object.entries(kinds))('%s', (_kind, make) => {
    const masker = new Masker();
    for (const seed of runs) {
      const { text, secrets } = make(chance(seed * 7919 + 17));
      const masked = masker.mask(text);
      for (const secret of secrets) expect(masked).not.toContain(secret.slice(0, 12));
    }
  });
});

describe('trust 2: what only looks like a secret stays readable', () => {
  test.each(Object.entries(lookalikes))('%s', (_kind, make) => {
    const masker = new Masker();
    for (const seed of runs) {
      const text = make(chance(seed * 104_729 + 5));
      expect(masker.mask(text)).toBe(text);
    }
  });
});

describe('the masker', () => {
  const masked = (text: string) => new Masker().mask(text);

  test.each([
    ['password: hunter2 ', 'password: [secret] '],
    ['DB_PASSWORD=letmein\nPORT=80', 'DB_PASSWORD=[secret]\nPORT=80'],
    ['--build-arg NPM_AUTH=a1b2c3d4e5 .', '--build-arg NPM_AUTH=[secret] .'],
    [
      '{"name":"DB_PASSWORD","value":"letmein","type":"literal"}',
      '{"name":"DB_PASSWORD","value":"[secret]","type":"literal"}',
    ],
    ["{'pwd': 'let me in'}", "{'pwd': '[secret]'}"],
    ['https://bob:p@ss/w@rd@git.example/x.git', 'https://bob:[secret]@git.example/x.git'],
    ['jdbc:db://h/x?user=bob&password=letmein1&ssl=1', 'jdbc:db://h/x?user=bob&password=[secret]&ssl=1'],
    ['Cookie: theme=dark1; session=abcdef123456', 'Cookie: theme=[secret]; session=[secret]'],
    ['token%3Dabcdef123456%26next%3D1', 'token%3D[secret]%26next%3D1'],
    ['curl -u ci:letmein1 https://x.example', 'curl -u ci:[secret] https://x.example'],
    ['docker login -p letmein1 -u ci', 'docker login -p [secret] -u ci'],
    ['password=\u001b[32mletmein1\u001b[0m ok', 'password=[secret] ok'],
    ['pass\u200bword: letmein1 ok', 'pass\u200bword: [secret] ok'],
    [
      '{&quot;password&quot;:&quot;letmein1&quot;,&quot;a&quot;:1}',
      '{&quot;password&quot;:&quot;[secret]&quot;,&quot;a&quot;:1}',
    ],
    ['{\\u0022pwd\\u0022:\\u0022let%21in1\\u0022}', '{\\u0022pwd\\u0022:\\u0022[secret]\\u0022}'],
    [
      'next=https%3A%2F%2Fbob%3Aletmein1%40h.example%2Fx',
      'next=https%3A%2F%2Fbob%3A[secret]%40h.example%2Fx',
    ],
    ['a%253Db&password%253Dletmein1%2526c%253Dd', 'a%253Db&password%253D[secret]%2526c%253Dd'],
    ['p\0a\0s\0s\0=\0l\0e\0t\0m\0e\0i\0n\x001\0\n\0', 'p\0a\0s\0s\0=\0[secret]\0\n\0'],
    ['--password \\\n  letmein1 --tls', '--password \\\n  [secret] --tls'],
    ['- value: letmein1\n  name: DB_PASSWORD', '- value: [secret]\n  name: DB_PASSWORD'],
    ['<entry key="db.password">letmein1</entry>', '<entry key="db.password">[secret]</entry>'],
    ['password:\n  "letmein1"\nport: 1', 'password:\n  "[secret]"\nport: 1'],
    ['machine h login bob password let-me-in', 'machine h login bob password [secret]'],
    ['echo letmein1 | docker login --password-stdin', 'echo [secret] | docker login --password-stdin'],
    ['the password is Letme1n9!x, bob', 'the password is [secret], bob'],
  ])('keeps what stands around a secret: %s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  test('leaves a text alone that it has masked before', () => {
    for (const make of Object.values(kinds)) {
      const once = masked(make(chance(3)).text);
      expect(masked(once)).toBe(once);
    }
  });

  test('joins stretches that overlap', () => {
    const masker = new Masker();
    masker.learn('abcdef');
    masker.learn('cdefgh');
    masker.learn('def');
    expect(masker.mask('abcdefgh; xcdefghx')).toBe('[secret]gh; x[secret]x');
    expect(masker.mask('abcdefcdefgh')).toBe('[secret][secret]');
  });

  test('knows a value by each of its lines, in JSON in JSON, in forms and in base64 with others', () => {
    const masker = new Masker();
    const value = 'first line of the key, long enough\nsecond line of it, also long enough';
    masker.learn(new Secret(value));
    masker.learn('tr ue/+"x');
    expect(masker.mask('#7 second line of it, also long enough')).toBe('#7 [secret]');
    expect(masker.mask(JSON.stringify(JSON.stringify({ a: 'tr ue/+"x' })))).not.toContain('ue/+');
    expect(masker.mask('a=tr+ue%2F%2B%22x&b=1')).toBe('a=[secret]&b=1');
    expect(masker.mask('a=tr%20ue%2f%2b%22x')).toBe('a=[secret]');
    expect(masker.mask(`auth ${Buffer.from('app:tr ue/+"x').toString('base64')}.`)).toBe('auth [secret].');
    expect(masker.maskKnown('password=letmein1 tr ue/+"x')).toBe('password=letmein1 [secret]');
  });

  test('learns values that begin alike, end alike and hold characters of expressions', () => {
    const masker = new Masker();
    const values = [
      'a.b*c+d?',
      'a.b*c+d',
      'a.b*c',
      '(x|y)[z]{1}^$',
      '(x|y)[z]',
      '\\d\\d\\d',
      'new\nline',
      'aXb*c+d',
    ];
    for (const value of values) masker.learn(value);
    for (const value of values.filter(({ length }) => length >= 6)) {
      expect(masker.mask(`<${value}>`)).toBe('<[secret]>');
    }
    expect(masker.mask('aXbbcccd 123456 xyz')).toBe('aXbbcccd 123456 xyz');
  });

  test('masks keys and values of plain data, deep down, and takes no box apart', () => {
    const masker = new Masker();
    masker.learn('canary-value');
    const box = new Secret('canary-value');
    const at = new Date(0);
    const data = {
      list: ['canary-value', 1, null, undefined, true],
      'canary-value': { deep: 'a canary-value' },
      box,
      at,
    };
    for (const change of [maskDeep, maskKnownDeep]) {
      const copy = change(data, masker) as typeof data & Record<string, unknown>;
      expect(copy).toEqual({
        list: ['[secret]', 1, null, undefined, true],
        '[secret]': { deep: 'a [secret]' },
        box,
        at,
      });
      expect(copy.box).toBe(box);
      expect(copy.at).toBe(at);
    }
    expect(data.list[0]).toBe('canary-value');
    expect(maskDeep({ text: 'password=letmein1' }, masker)).toEqual({ text: 'password=[secret]' });
    expect(maskKnownDeep({ text: 'password=letmein1' }, masker)).toEqual({ text: 'password=letmein1' });
  });

  test.each(
    [
      'eyJ',
      'eyJa-',
      '-----BEGIN RSA PRIVATE KEY-----\n',
      '-----END PRIVATE KEY-----\n',
      '-----BEGIN PRIVATE KEY-----\nAAAAAAAAAAAAAAAAAAAA\n',
      'https://a:b@',
      'x://@@@',
      '@',
      'password',
      'password=',
      'password="',
      'password: |\n ',
      'A',
      'aB1-',
      '\\',
      '\\"',
      ' ',
      'cookie: a=b;',
      'curl -u ',
      'login -p ',
      '-',
      'token ',
      'YWJj',
      'MIIEpAIBAAKC',
      '<password>',
      'bearer ',
      '=',
      'glpat-',
      'a_password_b_',
      'AKIA',
      'name: PASSWORD\n',
      'value: x\nname: PASSWORD\n',
      '<a password="',
      'echo x | ',
      'bundle config a ',
      '%25',
      '%253D',
      '&quot;',
      '\u001b[1m',
      '\u001b]8;',
      '\\\n',
      'Authorization: Digest response=',
      '{"kty":"',
      'Private-Lines: 1\nAAAAAAAAAAAAAAAAAAAA\n',
      'auth=("a", ',
      'machine a login b ',
      'eyJaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaa\naB1aB1aB1\n',
      'password is ',
      'code=',
      '?state=a&',
    ].map((piece) => [piece]),
  )('takes time that grows with the text and no faster: %j again and again', (piece) => {
    const text = piece.repeat(Math.ceil(300_000 / piece.length));
    const masker = new Masker();
    const start = performance.now();
    masker.mask(text);
    // A tenth of that is usual; what grows with the square of the length takes minutes.
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

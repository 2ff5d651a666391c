import { readAccounts } from '../src/accounts';

const keys = {
  variable: (name: string) => ({ PROD_KEY: 'canary-prod-key', EMPTY: ' ' })[name],
  file: (path: string) =>
    ({ '/run/key': 'canary-file-key\n', '/run/key.json': '{"name":"bot","apikey":"canary-json-key"}' })[path],
};
const read = (text: string) => readAccounts(text, keys);
const keyOf = (text: string) => {
  const found = read(text);
  if (!('accounts' in found)) throw new Error(found.mistakes.join());
  const [{ login }] = found.accounts as [(typeof found.accounts)[number]];
  return 'apiKey' in login ? login.apiKey.reveal() : login.trustedProfileId;
};

describe('a file of accounts', () => {
  test('names each account, its login and where its projects are', () => {
    const found = read(`
accounts:
  - name: production
    apiKeyEnv: PROD_KEY
    regions: [eu-de, us-south]
    cloudLogs: { eu-de: https://abc.api.eu-de.logs.cloud.ibm.com }
  - name: lab
    trustedProfile: Profile-1
`);
    expect(found).toMatchObject({
      accounts: [
        { name: 'production', regions: ['eu-de', 'us-south'] },
        { name: 'lab', login: { trustedProfileId: 'Profile-1' } },
      ],
    });
    expect('accounts' in found && found.accounts[0]?.cloudLogs?.get('eu-de')).toEqual([
      'https://abc.api.eu-de.logs.cloud.ibm.com',
    ]);
  });

  test.each([
    ['a variable', 'apiKeyEnv: PROD_KEY', 'canary-prod-key'],
    ['a file', 'apiKeyFile: /run/key', 'canary-file-key'],
    ['the file that the CLI writes', 'apiKeyFile: /run/key.json', 'canary-json-key'],
  ])('takes a key from %s', (_title, line, key) => {
    expect(keyOf(`accounts:\n  - name: a\n    ${line}\n`)).toBe(key);
  });

  test('may as well be JSON', () => {
    expect(keyOf('{"accounts":[{"name":"a","apiKeyEnv":"PROD_KEY"}]}')).toBe('canary-prod-key');
  });

  test.each<[string, string, RegExp]>([
    ['nothing', '', /empty: it needs “accounts:”/],
    ['no list', 'accounts: yes\n', /line 1: accounts: is missing: a list/],
    ['no account', 'accounts: []\n', /line 1: accounts: names no account/],
    [
      'no login',
      'accounts:\n  - name: a\n',
      /line 2: accounts\[1\]: needs one of apiKeyEnv, apiKeyFile and trustedProfile/,
    ],
    [
      'two logins',
      'accounts:\n  - name: a\n    apiKeyEnv: PROD_KEY\n    trustedProfile: Profile-1\n',
      /line 2: .*needs one of/,
    ],
    [
      'a name that cannot be typed',
      'accounts:\n  - name: My Account\n    apiKeyEnv: PROD_KEY\n',
      /line 2: accounts\[1\]\.name: “My Account” is no name/,
    ],
    [
      'a name twice',
      'accounts:\n  - { name: a, apiKeyEnv: PROD_KEY }\n  - { name: a, apiKeyEnv: PROD_KEY }\n',
      /line 3: accounts\[2\]\.name: “a” is there twice/,
    ],
    [
      'a region that is none',
      'accounts:\n  - name: a\n    apiKeyEnv: PROD_KEY\n    regions: [frankfurt]\n',
      /line 4: .*“frankfurt” is no region/,
    ],
    [
      'a word that it does not know',
      'accounts:\n  - name: a\n    apiKeyEnv: PROD_KEY\n    regoins: [eu-de]\n',
      /line 2: .*regoins/,
    ],
    [
      'a variable that is not set',
      'accounts:\n  - { name: a, apiKeyEnv: EMPTY }\n',
      /account a: the environment variable EMPTY is not set/,
    ],
    [
      'a file that is not there',
      'accounts:\n  - { name: a, apiKeyFile: /nowhere }\n',
      /account a: the file \/nowhere cannot be read/,
    ],
    ['broken YAML', 'accounts:\n  - name: [\n', /line \d/],
  ])('with %s says what is wrong and where', (_title, text, words) => {
    const found = read(text);
    expect('mistakes' in found ? found.mistakes.join('\n') : 'read').toMatch(words);
  });

  test('never repeats a key in what is wrong', () => {
    const found = read('accounts:\n  - { name: a, apiKeyEnv: canary-key-in-the-wrong-place }\n');
    expect(JSON.stringify(found)).not.toContain('canary-key');
  });
});

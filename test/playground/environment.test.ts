import { besideOperator, pagePort, wantsPlayground, wayToPlayground } from '../../playground/src/environment';

describe('wantsPlayground', () => {
  test.each([
    'SLACK_BOT_TOKEN',
    'SLACK_SIGNING_SECRET',
    'SLACK_CLIENT_ID',
    'IBMCLOUD_API_KEY',
    'IBMCLOUD_TRUSTED_PROFILE_ID',
    'IBM_ACCOUNTS',
    'DATABASE_URL',
  ])('is false as soon as %s is set: a bot is being set up', (name) => {
    expect(wantsPlayground({ [name]: 'x', PATH: '/bin' })).toBe(false);
    expect(wantsPlayground({ [name]: ' ', PATH: '/bin' })).toBe(true);
  });

  test('is true beside what other programs read', () => {
    expect(wantsPlayground({ IBMCLOUD_COLOR: 'true', PORT: '3000', REGISTRY_ALLOWED_HOSTS: 'a' })).toBe(true);
  });
});

describe('wayToPlayground', () => {
  test('names what keeps it away, and nothing where Slack is set up', () => {
    const said = wayToPlayground({ IBMCLOUD_API_KEY: 'geheim', DATABASE_URL: 'postgres://geheim' });
    expect(said).toContain('DATABASE_URL, IBMCLOUD_API_KEY');
    expect(said).not.toContain('geheim');
    expect(wayToPlayground({ SLACK_CLIENT_ID: '1', IBMCLOUD_API_KEY: 'k' })).toBe('');
  });
});

describe('besideOperator', () => {
  test('adds what the operator set of registries, and nothing else', () => {
    expect(
      besideOperator(
        { REGISTRY_ENDPOINTS: 'de.icr.io=http://127.0.0.1:1', PORT: '0' },
        {
          REGISTRY_ALLOWED_HOSTS: '127.0.0.1:5000',
          REGISTRY_ENDPOINTS: 'docker.io=http://127.0.0.1:2',
          REGISTRY_CA_FILE: ' ',
          IBMCLOUD_API_KEY: 'k',
        },
      ),
    ).toEqual({
      REGISTRY_ALLOWED_HOSTS: '127.0.0.1:5000',
      REGISTRY_ENDPOINTS: 'de.icr.io=http://127.0.0.1:1,docker.io=http://127.0.0.1:2',
      PORT: '0',
    });
  });
});

describe('pagePort', () => {
  test('is 3000 when nothing is set, and names what is wrong otherwise', () => {
    expect(pagePort({})).toBe(3000);
    expect(pagePort({ PORT: '4000' })).toBe(4000);
    expect(() => pagePort({ PORT: 'web' })).toThrow('PORT is not a port number');
    expect(() => pagePort({ PORT: '70000' })).toThrow('PORT is above 65535');
  });
});

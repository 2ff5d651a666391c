import { besideOperator, pagePort, wantsPlayground } from '../../playground/src/environment';

describe('wantsPlayground', () => {
  test('is true only when nothing of Slack is set', () => {
    expect(wantsPlayground({ IBMCLOUD_API_KEY: 'k' })).toBe(true);
    expect(wantsPlayground({ SLACK_SIGNING_SECRET: 's' })).toBe(false);
    expect(wantsPlayground({ SLACK_BOT_TOKEN: ' ' })).toBe(true);
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

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { readSettings, SettingsError } from '../src/settings';

const complete = {
  SLACK_BOT_TOKEN: 'xoxb-canary-bot-token',
  SLACK_SIGNING_SECRET: 'canary-signing-secret',
  IBMCLOUD_API_KEY: 'canary-api-key',
};

function messageOf(env: NodeJS.ProcessEnv): string {
  try {
    readSettings(env);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  throw new Error('the settings were accepted');
}

describe('readSettings', () => {
  test('fills in the documented defaults', () => {
    const settings = readSettings(complete);
    expect(settings.CODE_ENGINE_REGIONS).toHaveLength(11);
    expect(settings.CODE_ENGINE_API_URL).toBe('https://api.{region}.codeengine.cloud.ibm.com');
    expect(settings.IBMCLOUD_IAM_URL).toBe('https://iam.cloud.ibm.com');
    expect(settings.PORT).toBe(3000);
    expect(settings.LOG_LEVEL).toBe('info');
  });

  test('treats an empty line of .env as not set', () => {
    expect(readSettings({ ...complete, PORT: '', CODE_ENGINE_PROJECT: ' ' }).PORT).toBe(3000);
  });

  test('names everything that is wrong or missing in one message', () => {
    const message = messageOf({ PORT: 'http', LOG_LEVEL: 'loud', CODE_ENGINE_API_URL: 'api.example' });
    for (const name of [
      'SLACK_BOT_TOKEN is missing',
      'PORT',
      'LOG_LEVEL is not one of',
      'CODE_ENGINE_API_URL',
    ]) {
      expect(message).toContain(name);
    }
    expect(message).toContain('.env.example');
  });

  test('asks for a signing secret or an app token, and for one IBM Cloud identity', () => {
    const message = messageOf({ SLACK_BOT_TOKEN: 'xoxb-canary-bot-token' });
    expect(message).toContain('SLACK_SIGNING_SECRET is missing');
    expect(message).toContain('IBMCLOUD_API_KEY is missing');
    expect(messageOf({ ...complete, IBMCLOUD_TRUSTED_PROFILE_ID: 'Profile-1' })).toContain(
      'keep one of them',
    );
  });

  test('accepts Socket Mode without a signing secret', () => {
    const { SLACK_SIGNING_SECRET: _, ...rest } = complete;
    expect(readSettings({ ...rest, SLACK_APP_TOKEN: 'xapp-canary' }).SLACK_APP_TOKEN?.reveal()).toBe(
      'xapp-canary',
    );
  });

  test('says which prefix a token needs, and never the token', () => {
    const message = messageOf({ ...complete, SLACK_BOT_TOKEN: 'xoxp-canary-user-token' });
    expect(message).toContain('does not start with xoxb-');
    expect(message).not.toContain('canary');
  });

  test('reads lists and endpoint maps', () => {
    const settings = readSettings({
      ...complete,
      CODE_ENGINE_REGIONS: 'eu-de, us-south,',
      REGISTRY_ALLOWED_HOSTS: '127.0.0.1:5000',
      REGISTRY_ENDPOINTS: 'US.icr.io=http://127.0.0.1:4000/',
    });
    expect(settings.CODE_ENGINE_REGIONS).toEqual(['eu-de', 'us-south']);
    expect(settings.REGISTRY_ALLOWED_HOSTS).toEqual(['127.0.0.1:5000']);
    expect(settings.REGISTRY_ENDPOINTS).toEqual(new Map([['us.icr.io', 'http://127.0.0.1:4000']]));
    expect(messageOf({ ...complete, REGISTRY_ENDPOINTS: 'us.icr.io' })).toContain('host=url is expected');
  });

  test('every setting stands in .env.example', () => {
    const root = join(__dirname, '..');
    const names = [
      ...readFileSync(join(root, 'src/settings.ts'), 'utf8').matchAll(/^ {2}([A-Z][A-Z_]{3,}):/gm),
    ].map(([, name]) => name);
    const example = readFileSync(join(root, '.env.example'), 'utf8');
    expect(names.length).toBeGreaterThan(25);
    expect(names.filter((name) => !new RegExp(`^${name}=`, 'm').test(example))).toEqual([]);
  });

  test('shows no secret when it is printed', () => {
    const settings = readSettings(complete);
    expect(inspect(settings, { depth: 5 }) + JSON.stringify(settings)).not.toContain('canary');
  });
});

describe('settings of several workspaces', () => {
  const key = Buffer.alloc(32, 7).toString('base64');
  const { SLACK_BOT_TOKEN: _, ...rest } = complete;
  const several = { ...rest, SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'canary', INSTALLATION_KEY: key };

  test('need no token of one workspace', () => {
    expect(readSettings(several).INSTALLATION_KEY?.reveal()).toBe(key);
  });

  test('name what is missing, and what belongs to one workspace', () => {
    const message = messageOf({ ...complete, SLACK_CLIENT_ID: '1.2' });
    expect(message).toContain('SLACK_CLIENT_SECRET is missing');
    expect(message).toContain('INSTALLATION_KEY is missing');
    expect(message).toContain('SLACK_BOT_TOKEN is set beside SLACK_CLIENT_ID');
  });

  test('say how a key is made, and never the key', () => {
    const message = messageOf({ ...several, INSTALLATION_KEY: 'canary-short' });
    expect(message).toContain('openssl rand -base64 32');
    expect(message).not.toContain('canary');
  });
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { type SlackStandIn, startSlackStandIn } from '../../../playground/src/slack';
import { checks, doctor } from '../../../src/cli/doctor';
import type { Context } from '../../../src/cli/doctor/check';
import type { Outcome } from '../../../src/cli/doctor/outcome';
import { scopeNeeds } from '../../../src/slack/scopes';
import { openStore } from '../../../src/store';

let slack: SlackStandIn;
afterEach(() => slack?.close());

interface Told {
  readonly ok: boolean;
  readonly checks: readonly { name: string; state: string; detail: string; cure?: string }[];
}

const complete = () => ({
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl.replace(/\/$/, ''),
  IBMCLOUD_API_KEY: 'key',
});

async function run(words: readonly string[], env: NodeJS.ProcessEnv, isTTY = false) {
  const stdout = Object.assign(new PassThrough(), { isTTY, columns: 100 });
  const stderr = new PassThrough();
  const code = await doctor(words, { env, stdout, stderr });
  const said = (stream: PassThrough) => String(stream.read() ?? '');
  return { code, out: said(stdout), err: said(stderr) };
}

async function told(env: NodeJS.ProcessEnv, ...words: string[]): Promise<Told & { readonly code: number }> {
  const { code, out } = await run(['--slack', '--json', ...words], env);
  return { code, ...(JSON.parse(out) as Told) };
}

/** One check, without Slack or IBM Cloud. */
async function checkAlone(name: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  const check = checks.find((each) => each.name === name);
  const [outcome] = [await check?.run({ env } as Context)].flat();
  if (!outcome) throw new Error(`there is no check “${name}”`);
  return outcome;
}

const of = ({ checks: all }: Told, name: string) => all.find((each) => each.name === name);

describe('doctor --slack', () => {
  test('passes everything where everything is in place, and leaves no message behind', async () => {
    slack = await startSlackStandIn();
    const result = await told(complete(), '--channel', 'C0SHOP');
    // None of them is set here.
    expect(result.checks.filter(({ state }) => state !== 'passed').map(({ name }) => name)).toEqual([
      'Webhooks of alerts',
      'Database',
      'Access rules',
    ]);
    expect(result).toMatchObject({ ok: true, code: 0 });
    expect(slack.state.visible('C0SHOP')).toEqual([]);
    expect(slack.calls.filter(({ method }) => method === 'blocks.validate').length).toBeGreaterThan(10);
    expect(slack.delivery.connections).toBe(0);
  });

  test.each([
    [
      'a server that is not there',
      { DATABASE_URL: 'postgres://bot:geheim@127.0.0.1:1/ce' },
      'does not answer',
    ],
    ['no address of a server', { DATABASE_URL: 'geheim' }, 'DATABASE_URL does not start with postgres://'],
    ['a folder that is a file', { DATA_DIR: __filename }, 'cannot be written (ENOTDIR)'],
  ])('Database: %s', async (_, env, words) => {
    const found = await checkAlone('Database', env);
    expect(found).toMatchObject({ state: 'failed', detail: expect.stringContaining(words) });
    expect(found.cure).toMatch(/^(Check|Each|Give)/);
    expect(JSON.stringify(found)).not.toContain('geheim');
  });

  test('Database: a folder opens, is left to a bot that has it, and is not made', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
    const state = async () => (await checkAlone('Database', { DATA_DIR: join(folder, 'data') })).detail;
    try {
      expect(await state()).toContain('no database yet');
      expect(readdirSync(folder)).toEqual([]);
      const store = await openStore({ folder: join(folder, 'data') });
      expect(await state()).toContain('a running ce-image has');
      await store.close();
      expect(await state()).toMatch(/^the data folder .* opens$/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ['rules: [{projects: shop, see: [C0SHOP]}]', 'passed', 'has 1 rule'],
    ['rules: []', 'failed', 'has no rule'],
    ['rules: [{projects: shop, sees: [C0SHOP]}]', 'failed', 'sees'],
    [undefined, 'failed', 'the file does not exist'],
  ])('Access rules: %s %s', async (rules, state, words) => {
    const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
    const ACCESS_FILE = join(folder, 'access.yml');
    if (rules !== undefined) writeFileSync(ACCESS_FILE, rules);
    const found = await checkAlone('Access rules', { ACCESS_FILE });
    rmSync(folder, { recursive: true });
    expect(found).toMatchObject({ state, detail: expect.stringContaining(words) });
    expect('cure' in found).toBe(state === 'failed');
  });

  test('without a channel posts nothing, and says how it would', async () => {
    slack = await startSlackStandIn();
    const result = await told(complete());
    expect(of(result, 'Post and delete a message')).toMatchObject({
      state: 'skipped',
      cure: expect.stringContaining('--channel'),
    });
    expect(slack.state.messages).toEqual([]);
  });

  test('webhooks are sent a signed ping where that is wanted, and the one that refuses it is told with its cure', async () => {
    slack = await startSlackStandIn();
    const bodies: string[] = [];
    const receiver = createServer((request, response) => {
      request.on('data', (chunk) => bodies.push(`${request.headers['webhook-signature']} ${chunk}`));
      request.on('end', () => response.writeHead(request.url === '/ops' ? 204 : 401).end());
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    const key = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const env = {
      ...complete(),
      ALERT_WEBHOOKS: `ops=http://${host}/ops,jira=http://${host}/jira?token=t0ken`,
      ALERT_WEBHOOK_SECRETS: `ops=${key},jira=${key}`,
      ALERT_WEBHOOK_ALLOWED_HOSTS: host,
    };
    expect(of(await told(env), 'Webhooks of alerts')).toMatchObject({
      state: 'skipped',
      detail: expect.stringContaining('ops, jira'),
    });
    expect(bodies).toEqual([]);
    const result = await told(env, '--webhooks');
    await new Promise((resolve) => receiver.close(resolve));
    const found = result.checks.filter(({ name }) => name === 'Webhooks of alerts');
    expect(found).toEqual([
      { name: 'Webhooks of alerts', state: 'passed', detail: 'ops took a ping' },
      expect.objectContaining({
        state: 'failed',
        detail: 'jira did not take a ping: HTTP 401',
        cure: expect.stringContaining('ALERT_WEBHOOK_SECRETS'),
      }),
    ]);
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toMatch(/^v1,\S+ .*"type":"ping"/);
    expect(JSON.stringify(result)).not.toContain('t0ken');
  });

  test('webhooks are looked at where that is wanted, though only IBM Cloud is to be', async () => {
    const { out } = await run(['--ibm', '--webhooks', '--json'], {});
    expect(of(JSON.parse(out) as Told, 'Webhooks of alerts')).toMatchObject({ state: 'skipped' });
    const without = JSON.parse((await run(['--ibm', '--json'], {})).out) as Told;
    expect(of(without, 'Webhooks of alerts')).toBeUndefined();
  });

  test('tells refused tokens apart, with the page where the right one is', async () => {
    slack = await startSlackStandIn();
    const result = await told({
      ...complete(),
      SLACK_BOT_TOKEN: 'xoxb-wrong',
      SLACK_APP_TOKEN: 'xapp-wrong',
    });
    expect(result).toMatchObject({ ok: false, code: 1 });
    expect(of(result, 'Slack bot token')).toMatchObject({
      state: 'failed',
      cure: expect.stringContaining('OAuth & Permissions'),
    });
    expect(of(result, 'Slack Socket Mode')).toMatchObject({
      state: 'failed',
      cure: expect.stringContaining('connections:write'),
    });
    expect(JSON.stringify(result)).not.toContain('wrong');
  });

  test('names each missing scope and what does not work without it', async () => {
    slack = await startSlackStandIn({ scopes: ['chat:write'] });
    expect(of(await told(complete()), 'Slack scopes')).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('app_mentions:read: mentions are not heard'),
    });
    await slack.close();
    const needed = scopeNeeds.filter(({ optional }) => !optional).map(({ scope }) => scope);
    slack = await startSlackStandIn({ scopes: needed });
    expect(of(await told(complete()), 'Slack scopes')).toMatchObject({
      state: 'passed',
      detail: expect.stringContaining('channels:history'),
    });
  });

  test.each([
    ['C0NONE', 'channel_not_found'],
    ['payments-private', 'channel_not_found'],
  ])('says why it cannot post in %s', async (channel, word) => {
    slack = await startSlackStandIn();
    expect(of(await told(complete(), `--channel=${channel}`), 'Post and delete a message')).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining(word),
      cure: expect.stringContaining('/invite'),
    });
  });

  test('skips the cards where Slack does not offer to validate them, and names those that it refuses', async () => {
    slack = await startSlackStandIn();
    slack.faults.add({ method: 'blocks.validate', times: 1, answer: { error: 'unknown_method' } });
    expect(of(await told(complete()), 'Cards')).toMatchObject({ state: 'skipped' });
    slack.faults.add({ method: 'blocks.validate', times: 1, answer: { error: 'invalid_blocks' } });
    expect(of(await told(complete()), 'Cards')).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('help (invalid_blocks'),
    });
  });

  test('without settings fails readably and tries nothing', async () => {
    slack = await startSlackStandIn();
    const result = await told({});
    expect(of(result, 'Settings')?.detail).toContain('SLACK_BOT_TOKEN is missing');
    expect(result.checks.slice(1).every(({ state }) => state === 'skipped')).toBe(true);
  });

  test('of an app for several workspaces says that each has a token of its own', async () => {
    slack = await startSlackStandIn();
    const { SLACK_BOT_TOKEN: _, SLACK_APP_TOKEN: __, ...rest } = complete();
    const several = {
      ...rest,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_CLIENT_ID: 'client',
      SLACK_CLIENT_SECRET: 'client-secret',
      INSTALLATION_KEY: Buffer.alloc(32, 7).toString('base64'),
    };
    const result = await told(several);
    expect(of(result, 'Settings')).toMatchObject({ state: 'passed' });
    for (const name of ['Slack bot token', 'Slack scopes', 'Cards']) {
      expect(of(result, name)).toMatchObject({
        state: 'skipped',
        detail: expect.stringContaining('each with a token of its own'),
        cure: expect.stringContaining('SLACK_BOT_TOKEN'),
      });
    }
    expect(result.code).toBe(0);
  });

  test.each([
    ['an outage', { status: 503 } as const, /HTTP 503/],
    ['no answer', { cut: true } as const, /no answer/],
    ['too many calls', { status: 429, retryAfter: 30 } as const, /ratelimited/],
  ])('%s of Slack is no wrong token', async (_what, answer, words) => {
    slack = await startSlackStandIn();
    slack.faults.add({ method: '*', answer });
    const result = await told(complete(), '--channel', 'C0SHOP');
    for (const name of ['Slack bot token', 'Slack Socket Mode']) {
      expect(of(result, name)).toMatchObject({
        state: 'failed',
        detail: expect.stringMatching(words),
        cure: expect.stringContaining('slack.com'),
      });
    }
    for (const name of ['Slack scopes', 'Cards']) expect(of(result, name)?.state).toBe('skipped');
    expect(of(result, 'Post and delete a message')).toMatchObject({ state: 'failed' });
  });

  test('is read in a terminal: a line a check, colours unless NO_COLOR, usage for what it does not know', async () => {
    slack = await startSlackStandIn();
    const { out } = await run(['--slack'], complete(), true);
    for (const { name, part } of checks) if (part === 'slack') expect(out).toContain(name);
    expect(out).toContain('\u001b[32m');
    const plain = await run(['--slack'], { ...complete(), NO_COLOR: '1' }, true);
    expect(plain.out).not.toContain('\u001b');
    for (const line of plain.out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test.each([['--chanel', 'x'], ['--channel'], ['--project', '--ibm'], ['shop']])(
    '%j %s is wrong usage, and says what to type',
    async (...words) => {
      const { code, err } = await run(words.filter(Boolean), {});
      expect(code).toBe(3);
      expect(err).toMatch(new RegExp(`${words[0]}[^]*usage:`));
    },
  );
});

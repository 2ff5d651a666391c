import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { type StandIns, startStandIns } from '../../playground/src/index';
import { exitCodes, why } from '../../src/cli/why';
import { sourceSteps } from '../../src/diagnosis/model/source-check';

let standIns: StandIns;
let home: string;
beforeAll(async () => {
  standIns = await startStandIns();
  home = mkdtempSync(join(tmpdir(), 'ce-image-home-'));
});
afterAll(async () => {
  rmSync(home, { recursive: true });
  await standIns.close();
});

/** Runs `ce-image why` as a shell would. `stdin`: what is piped in; absent: a terminal. */
async function run(
  words: readonly string[],
  options: { readonly stdin?: string; readonly env?: NodeJS.ProcessEnv; readonly isTTY?: boolean } = {},
) {
  const stdout = Object.assign(new PassThrough(), { isTTY: options.isTTY ?? false, columns: 90 });
  const stderr = new PassThrough();
  // Node says nothing of what is no terminal.
  const piped = Readable.from([options.stdin ?? '']);
  const stdin = options.stdin === undefined ? Object.assign(piped, { isTTY: true }) : piped;
  const code = await why(words, {
    env: options.env ?? { ...standIns.environment, IBMCLOUD_HOME: home },
    stdin,
    stdout,
    stderr,
  });
  const said = (stream: PassThrough) => String(stream.read() ?? '');
  return { code, out: said(stdout), err: said(stderr) };
}

const noDockerfile =
  'ERROR: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory\n';

describe('ce-image why', () => {
  test('tells why a build failed, with commands that can be copied whole, and exits with 1', async () => {
    const { code, out } = await run(['build', 'shop-api']);
    expect(out).toContain('Build shop-api (shop) failed');
    const commands = out.split('\n').filter((line) => line.trim().startsWith('ibmcloud ce '));
    expect(commands.length).toBeGreaterThan(0);
    for (const line of commands) expect(line.trim()).toMatch(/^ibmcloud ce [a-z]/);
    expect(out).not.toMatch(/[│╭]|\[ Check again/);
    expect(code).toBe(exitCodes.cause);
  });

  test('exits with 0 when it is well', async () => {
    const { code, out } = await run(['app', 'shop-web', '--project', 'shop']);
    expect({ code, healthy: /healthy|ready|No problem/i.test(out) }).toEqual({ code: 0, healthy: true });
  });

  test('says since when it fails like this, where IBM Cloud Logs keeps logs, on the card, in JSON and above the log', async () => {
    const asked = ['jobrun', 'customs-export-run-9', '--project', 'logistics-uk'];
    expect((await run(asked)).out).toMatch(/^Same error since \w+ \d+ \w+, [\d:]+ UTC: in 5 runs/m);
    expect(JSON.parse((await run([...asked, '--json'])).out).history.seen.of).toEqual(
      [5, 6, 7, 8, 9].map((run) => `customs-export-run-${run}`),
    );
    expect((await run(['logs', ...asked])).out).toMatch(/The same error since .*: in 5 runs/);
  });

  test.each([
    [['logs', 'shop-api'], 0, 'logs'],
    [['events', 'shop-api'], 0, 'events'],
    [['projects'], 0, 'projects'],
    [['logs', 'no-such-app'], 2, 'text'],
  ])(
    '%j is no diagnosis: what is there is printed, also as JSON, and exits with %d',
    async (words, code, key) => {
      expect((await run(words)).code).toBe(code);
      expect(Object.keys(JSON.parse((await run([...words, '--json'])).out))).toContain(key);
    },
  );

  test('every key of its JSON stands in the page of the command line', async () => {
    const page = readFileSync(join(__dirname, '../../docs/command-line.md'), 'utf8');
    const documented = (row: string) => {
      const [, keys = ''] =
        page
          .split('\n')
          .find((line) => line.startsWith(`| ${row}`))
          ?.match(/\| ([^|]+) \|$/) ?? [];
      return [...keys.matchAll(/`(\w+)\??`/g)].map(([, key]) => key);
    };
    const printed = async (...words: string[]) => JSON.parse((await run([...words, '--json'])).out);
    const transcript = await printed('logs', 'jobrun', 'customs-export-run-9', '--project', 'logistics-uk');
    const { history } = transcript;
    const of: readonly (readonly [row: string, value: object])[] = [
      ['nothing', await printed('--all')],
      ['`logs`', transcript],
      ['… one of `logs`', transcript.logs[0]],
      ['… one of `events`', (await printed('events', 'shop-api')).events[0]],
      ['… `history`', { ...history, ...history.seen, ...history.seen.days[0] }],
      ['… one of `missing`', (await printed('logs', 'gift-cards')).missing[0]],
      ['`projects`', await printed('projects')],
      ['… one of `projects`', (await printed('projects')).projects[0]],
      ['what has no answer', await printed('app', 'shop-we')],
    ];
    for (const [row, value] of of) {
      expect(Object.keys(value).filter((key) => !documented(row).includes(key))).toEqual([]);
      expect(Object.keys(value)).not.toHaveLength(0);
    }
  });

  test('what can be chosen by buttons in Slack is typed, and stands in JSON', async () => {
    const { out } = await run(['app', 'shop-we']);
    expect(out).toMatch(/Did you mean one of these\?\s+Type:\n\s+ce-image why app shop-web/);
    expect(JSON.parse((await run(['app', 'shop-we', '--json'])).out).choices).toContainEqual(
      expect.stringMatching(/^app shop-web/),
    );
    expect((await run(['app', 'shop-web', '--project', 'shp'])).out).toMatch(
      /nearest:\s+Type:\n\s+ce-image why app shop-web --project \S+ --region eu-de {2}# shop/,
    );
  });

  test('an account that there is not is named', async () => {
    const { code, out } = await run(['app', 'shop-web', '--account', 'nobody']);
    expect(out).toContain('The bot sees no project in account nobody.');
    expect(code).toBe(exitCodes.unknown);
  });

  test('an account without IBM Cloud Logs is told so, also where another account has it in that region', async () => {
    const { IBMCLOUD_API_KEY: key, CLOUD_LOGS: logs = '', ...rest } = standIns.environment;
    const [region, endpoint] = logs.split(',')[0]?.split('=') ?? [];
    const file = join(home, 'accounts.yaml');
    const one = `  - name: one\n    apiKeyEnv: KEY\n    regions: [eu-de]\n    cloudLogs: { ${region}: "${endpoint}" }\n`;
    writeFileSync(file, `accounts:\n${one}  - name: two\n    apiKeyEnv: KEY\n    regions: [${region}]\n`);
    const env = { ...rest, IBMCLOUD_HOME: home, IBM_ACCOUNTS: file, KEY: key };
    const { out } = await run(['jobrun', 'customs-export-run-9', '--project', 'logistics-uk'], { env });
    expect(out.replace(/\s+/g, ' ')).toContain('no IBM Cloud Logs instance is set up for account two');
    expect(out).toContain('cloudLogs');
  });

  test('exits with 2 when it cannot be told', async () => {
    expect((await run(['app', 'no-such-app'])).code).toBe(exitCodes.unknown);
  });

  test('--json prints the report alone', async () => {
    const { out } = await run(['build', 'shop-api', '--json']);
    expect(JSON.parse(out)).toMatchObject({ cause: 'dockerfile-not-found', subject: { name: 'shop-api' } });
  });

  test('--json has every step of the source like those of the registry, and file and line of what it found', async () => {
    const tree = JSON.parse((await run(['build', 'stock-badge', '--project', 'warehouse', '--json'])).out);
    expect(tree.source.steps.map(({ step }: { step: string }) => step)).toEqual([...sourceSteps]);
    for (const steps of [tree.source.steps, tree.registry.steps]) {
      for (const { step, status, ms } of steps) {
        expect([typeof step, typeof status, typeof ms]).toEqual(['string', 'string', 'number']);
      }
    }
    expect(tree.findings[0]).toMatchObject({
      cause: 'dockerfile-copy-missing-file',
      confidence: 'proven',
      file: 'Dockerfile',
      line: 7,
    });
    const way = JSON.parse((await run(['build', 'fraud-check', '--project', 'payments', '--json'])).out);
    expect(way.source.steps.find(({ status }: { status: string }) => status === 'failed')).toMatchObject({
      step: 'auth',
      cause: 'git-auth-failed',
      proof: expect.stringContaining('refuses the key ssh-ed25519 SHA256:'),
    });
    expect(way.findings[0]).toMatchObject({ cause: 'git-auth-failed', confidence: 'proven' });
  });

  test('reads a state alone as a text, and asks nobody of which one it is', async () => {
    const { code, out } = await run(['text'], { stdin: 'ImagePullBackOff' });
    expect(code).toBe(2);
    expect(out).toContain('Not recognised, from the pasted text (line 1): ImagePullBackOff');
  });

  test('reads a text from a pipe, and needs no account for it', async () => {
    for (const words of [['text'], []]) {
      const { code, out } = await run(words, { stdin: noDockerfile, env: { IBMCLOUD_HOME: home } });
      expect(out).toContain('There is no Dockerfile');
      expect(code).toBe(exitCodes.cause);
    }
  });

  test('without words, from a terminal, tells what fails in the default project', async () => {
    const { code, out } = await run([]);
    expect(out).toMatch(/fail/);
    expect(code).toBe(exitCodes.cause);
  });

  test.each([
    [['build'], /build NAME/],
    [['build', 'x', '--width', '3'], /--width wants a number/],
    [['watch', 'shop'], /belongs to a Slack channel/],
    [['text'], /There is no text on standard input/],
  ])('%j is wrong usage, and says what to type', async (words, sentence) => {
    const { code, out, err } = await run(words, words[0] === 'text' ? { stdin: '' } : {});
    expect(err).toMatch(sentence);
    expect(err).toContain('usage: ce-image why');
    expect(out).toBe('');
    expect(code).toBe(exitCodes.usage);
  });

  test('without a login says how to log in', async () => {
    const { code, err } = await run(['build', 'shop-api'], { env: { IBMCLOUD_HOME: home } });
    expect(err).toContain('IBMCLOUD_API_KEY, or log in with `ibmcloud login`');
    expect(code).toBe(exitCodes.usage);
  });

  test('takes the session of the ibmcloud CLI', async () => {
    const { IBMCLOUD_API_KEY: key = '', ...rest } = standIns.environment;
    const form = new URLSearchParams({ grant_type: 'urn:ibm:params:oauth:grant-type:apikey', apikey: key });
    const answer = await fetch(`${standIns.environment.IBMCLOUD_IAM_URL}/identity/token`, {
      method: 'POST',
      body: form,
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    mkdirSync(join(home, '.bluemix'), { recursive: true });
    writeFileSync(
      join(home, '.bluemix/config.json'),
      JSON.stringify({ IAMToken: `Bearer ${access_token}`, Region: 'eu-de' }),
    );
    const { out, err } = await run(['build', 'shop-api'], { env: { ...rest, IBMCLOUD_HOME: home } });
    expect(out + err).toContain('Build shop-api (shop) failed');
    expect(out).not.toContain(access_token);
  });

  test('paints for a terminal only, and not where NO_COLOR says so', async () => {
    const painted = '\u001b[';
    const env = { ...standIns.environment, IBMCLOUD_HOME: home };
    expect((await run(['build', 'shop-api'], { isTTY: true })).out).toContain(painted);
    expect(
      (await run(['build', 'shop-api'], { isTTY: true, env: { ...env, NO_COLOR: '1' } })).out,
    ).not.toMatch(painted);
    expect((await run(['build', 'shop-api'])).out).not.toContain(painted);
  });
});

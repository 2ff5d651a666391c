import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { type StandIns, startStandIns } from '../../playground/src/index';
import { doctor } from '../../src/cli/doctor';
import { replay } from '../../src/cli/replay';
import { why } from '../../src/cli/why';

let standIns: StandIns;
let folder: string;
beforeAll(async () => {
  standIns = await startStandIns();
  folder = mkdtempSync(join(tmpdir(), 'ce-image-replay-test-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await standIns.close();
});

type Door = (words: readonly string[], around: Parameters<typeof why>[1]) => Promise<number>;

async function run(door: Door, words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const stdout = Object.assign(new PassThrough(), { isTTY: false, columns: 90 });
  const stderr = new PassThrough();
  const stdin = Object.assign(Readable.from(['']), { isTTY: true });
  const code = await door(words, { env: { IBMCLOUD_HOME: folder, ...env }, stdin, stdout, stderr });
  const said = (stream: PassThrough) => String(stream.read() ?? '');
  return { code, out: said(stdout), err: said(stderr) };
}

describe('why --record and replay', () => {
  test('the card is made again from the record alone', async () => {
    const file = join(folder, 'build.yaml');
    const first = await run(why, ['build', 'shop-api', '--record', file], standIns.environment);
    expect(first.err).toMatch(/\n?\d+ exchanges recorded in .*build\.yaml, with names and secrets replaced/);
    expect(first.out).not.toContain('recorded');
    const again = await run(replay, [file]);
    expect(again.err).toBe('');
    expect(again.code).toBe(first.code);
    expect(again.out).toContain('There is no Dockerfile');
    expect(again.out).not.toContain('shop-api');
  });

  test('as JSON it has state, cause and confidence', async () => {
    const file = join(folder, 'app.yaml');
    await run(why, ['app', 'shop-checkout', `--record=${file}`], standIns.environment);
    const { out } = await run(replay, [file, '--json']);
    expect(JSON.parse(out)).toMatchObject({ cause: 'port-not-listening', confidence: 'proven' });
  });

  test('with a trusted profile the record is made and read the same way', async () => {
    const { world, environment } = standIns;
    const { IBMCLOUD_API_KEY: _, ...rest } = environment;
    const profile = world.identities.find((each) => each.profile)?.profile;
    const file = join(folder, 'profile.yaml');
    const env = { ...rest, IBMCLOUD_TRUSTED_PROFILE_ID: profile?.id ?? '' };
    // There is no token file on this machine: the login fails, and so it does in the replay.
    const first = await run(why, ['build', 'shop-api', '--record', file], env);
    const again = await run(replay, [file]);
    expect(first.out).toContain('compute resource token');
    expect(again.out).toContain('compute resource token');
    expect(again.code).toBe(first.code);
  });

  test('with several accounts, of which one cannot log in, each keeps its own', async () => {
    const { IBMCLOUD_API_KEY: key = '', ...rest } = standIns.environment;
    const accounts = join(folder, 'accounts.yaml');
    writeFileSync(
      accounts,
      'accounts:\n  - { name: northwind, apiKeyEnv: BAD }\n  - { name: fernwood, apiKeyEnv: GOOD }\n',
    );
    const env = { ...rest, IBM_ACCOUNTS: accounts, GOOD: key, BAD: 'a-key-that-is-wrong' };
    const file = join(folder, 'accounts-record.yaml');
    const first = await run(why, ['build', 'shop-api', '--record', file, '--json'], env);
    expect(readFileSync(file, 'utf8')).not.toMatch(/northwind|a-key-that-is-wrong/);
    const again = await run(replay, [file, '--json']);
    const cause = (text: string) => (JSON.parse(text) as { readonly cause?: string }).cause;
    expect({ cause: cause(again.out), err: again.err }).toEqual({ cause: cause(first.out), err: '' });
    expect(cause(first.out)).toBe('dockerfile-not-found');
  });

  test('what is failing in a project, and a question without an answer, are replayed as well', async () => {
    for (const words of [[], ['app', 'no-such-app']]) {
      const file = join(folder, `q${words.length}.yaml`);
      const first = await run(why, [...words, '--record', file], standIns.environment);
      const again = await run(replay, [file]);
      expect({ code: again.code, err: again.err }).toEqual({ code: first.code, err: '' });
    }
  });

  test('an exchange that was taken out is named, and the answer says what is missing', async () => {
    const file = join(folder, 'cut.yaml');
    await run(why, ['build', 'shop-api', '--record', file], standIns.environment);
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace(
        / {2}- climb:[\s\S]*?(?=\n {2}- ask)/,
        '  - ask: GET https://nobody.example/\n    status: 200\n    ms: 1',
      ),
    );
    const { err, code } = await run(replay, [file]);
    expect(err).toContain('The record holds no answer to: what is in https://github.com/owner-1/');
    expect(code).toBe(1);
  });

  test.each([
    [[], /takes the name of one record/],
    [['a.yaml', 'b.yaml'], /takes the name of one record/],
    [['--nothing'], /takes the name of one record/],
    [['no-such.yaml'], /cannot be read: there is no such file/],
  ])('%j is wrong usage', async (words, message) => {
    const { code, err, out } = await run(replay, words);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(message);
  });

  test('a text is not recorded, and a record that cannot be written is no crash', async () => {
    const text = await run(why, ['text', '--record', join(folder, 't.yaml')], standIns.environment);
    expect(text).toMatchObject({ code: 3, err: expect.stringMatching(/standard input|attach the text/) });
    const nowhere = await run(
      why,
      ['build', 'shop-api', '--record', join(folder, 'no/r.yaml')],
      standIns.environment,
    );
    expect(nowhere).toMatchObject({ code: 3, err: expect.stringContaining('cannot be written') });
    expect(nowhere.out).toContain('shop-api');
    expect((await run(why, ['build', 'x', '--record'], standIns.environment)).err).toContain(
      'wants the name of a file',
    );
  });
});

describe('doctor --record and replay', () => {
  test('the checks of IBM Cloud are made again from the record alone', async () => {
    const file = join(folder, 'doctor.yaml');
    const first = await run(doctor as Door, ['--ibm', '--record', file], standIns.environment);
    for (const canary of standIns.world.canaries) expect(readFileSync(file, 'utf8')).not.toContain(canary);
    const again = await run(replay, [file]);
    const signs = (text: string) =>
      text.split('\n').flatMap((line) => /^[✓✗–] \w+ +[A-Z]\w+/.exec(line)?.[0] ?? []);
    expect(signs(again.out).length).toBeGreaterThan(9);
    expect(signs(again.out)).toEqual(signs(first.out));
    expect({ code: again.code, err: again.err }).toEqual({ code: first.code, err: '' });
  });
});

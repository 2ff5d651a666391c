import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlreadyRuns } from '../../../src/alerts';
import { commanded, pressed, type Sender, send, submitted } from '../../support/forged';
import { type HttpStub, startHttpStub } from '../../support/http-stub';
import { fakeDiagnosis, shopRef, workload } from '../../support/reports';
import { type Bench, startBench } from '../../support/slack-bench';

const own = workload('app', 'shop-api');
const hidden = { ...own, project: { id: 'h-1', name: 'hidden', region: 'eu-de' } };
/** Two of one name, which only their kinds tell apart. */
const muted = [own, workload('build', 'twice'), workload('job', 'twice'), hidden];

describe('trust 3: who only sees a project changes nothing about it', () => {
  let bench: Bench;
  let responses: HttpStub;
  let folder: string;
  const calls: string[] = [];
  const audit: { action: string; result: string; project?: { name: string } }[] = [];
  let rerun: () => Promise<unknown>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ce-image-acts-'));
    const accessFile = join(folder, 'access.yml');
    writeFileSync(accessFile, 'rules: [{projects: shop, see: [C0SHOP, U0BEN], act: [U0ADA]}]');
    responses = await startHttpStub();
    responses.on('POST /response', { text: 'ok' });
    const noted = (name: string, answer: unknown) => async () => {
      calls.push(name);
      return answer;
    };
    const alerts = {
      webhooks: [],
      watches: async () => ({
        subscriptions: [{ project: shopRef, kinds: ['apps'], minFailures: 1, channel: 'C0SHOP' }],
        mutes: muted.map((subject) => ({
          target: { kind: 'workload', key: subject.name, subject },
          by: 'U0ADA',
          at: 1,
        })),
        channel: { id: 'C0SHOP', timeZone: 'UTC' },
      }),
      watch: noted('watch', { isNew: true }),
      unwatch: noted('unwatch', true),
      muteWorkload: noted('mute', {
        target: { kind: 'workload', key: 'k', subject: own },
        by: 'U0ADA',
        at: 1,
      }),
      unmute: noted('unmute', true),
      rerunBuild: async () => {
        calls.push('rerun');
        return rerun();
      },
    };
    bench = await startBench(fakeDiagnosis(), {
      app: {
        accessFile,
        alerts: async () => alerts as never,
        openedAlerts: () => undefined,
        writeAudit: (line) => void audit.push(JSON.parse(line).audit),
      },
    });
  });
  afterAll(async () => {
    await Promise.all([bench.stop(), responses.close()]);
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    calls.length = 0;
    audit.length = 0;
    rerun = async () => ({ run: 'shop-api-run-7' });
  });

  /** What is said because of it, wherever. */
  const tell = async (forged: Parameters<typeof send>[1]) => {
    const [requests, messages] = [responses.requests.length, bench.slack.state.messages.length];
    await send(bench, forged, `${responses.url}/response`);
    return [
      ...responses.requests.slice(requests).map(({ body }) => body),
      ...bench.slack.state.messages.slice(messages).map(({ text, blocks }) => text + JSON.stringify(blocks)),
    ].join('\n');
  };
  const seeing: Sender = { user: 'U0BEN' };

  const acts = [
    ['watch shop', 'watch'],
    ['unwatch shop', 'unwatch'],
    ['mute app shop-api', 'mute'],
    ['unmute app shop-api', 'unmute'],
    ['unmute compile-error', 'unmute'],
  ] as const;

  test.each(acts)('%s', async (text, call) => {
    expect(await tell(commanded(text, seeing))).toMatch(/not allowed/);
    expect(calls).toEqual([]);
    await tell(commanded(text));
    expect(calls).toEqual([call]);
  });

  test.each(acts.slice(0, 3))('%s is noted as refused, with its project', async (text) => {
    await tell(commanded(text, seeing));
    expect(audit).toEqual([
      expect.objectContaining({ result: 'refused', project: { id: shopRef.id, name: 'shop' } }),
    ]);
  });

  test('use, for a whole channel; for oneself it is nobody’s business', async () => {
    expect(await tell(commanded('use shop', seeing))).toMatch(/not allowed/);
    expect(await tell(commanded('use shop --me', seeing))).not.toMatch(/not allowed/);
    expect(await tell(commanded('use shop'))).not.toMatch(/not allowed/);
  });

  test('a mute of a name that two have asks which, and one of a hidden project is not there', async () => {
    expect(await tell(commanded('unmute twice'))).toMatch(/twice/);
    expect(calls).toEqual([]);
    await tell(commanded('unmute job twice'));
    expect(calls).toEqual(['unmute']);
    expect(await tell(commanded('unmute app shop-api --project hidden'))).toContain('not muted here');
    expect(calls).toEqual(['unmute']);
  });

  describe('Re-run build', () => {
    const press = (value: string, sender: Sender = {}) => tell(pressed('rerun_build', value, sender));

    test('is refused, and noted', async () => {
      expect(await press('build shop-api', seeing)).toMatch(/not allowed/);
      expect(calls).toEqual([]);
      expect(audit).toEqual([
        expect.objectContaining({ action: 'rerun', result: 'refused', project: expect.anything() }),
      ]);
    });

    test('is done for whoever may, and noted with its run', async () => {
      expect(await press('build shop-api')).toContain('shop-api-run-7');
      expect(audit).toEqual([expect.objectContaining({ result: 'started shop-api-run-7' })]);
    });

    test.each(['overview', 'logs build shop-api', 'watch shop', '', "'; drop table"])(
      'with a value that names no build, %j, starts nothing',
      async (value) => {
        expect(await press(value)).toMatch(/another time/);
        expect(calls).toEqual([]);
      },
    );

    test('of a build that runs says so, and notes it', async () => {
      rerun = async () => {
        throw new AlreadyRuns({ ...own, kind: 'build' } as never, 'shop-api-run-6');
      };
      expect(await press('build shop-api')).toMatch(/"value":"buildrun shop-api-run-6/);
      expect(audit[0]).toMatchObject({ result: 'runs already' });
    });

    test('of what somebody does not see is not found', async () => {
      expect(await press('build shop-api', { channel: 'C0GENERAL' })).not.toContain('shop-api-run-7');
      expect(calls).toEqual(['rerun'].slice(1));
    });
  });

  test.each(['assign_incident', 'mute_incident', 'access'])(
    'a form %s that does not tell any more where it was opened says so',
    async (form) => {
      for (const metadata of ['', '{', 'null', '[]', '{"channel":7}']) {
        const { body } = await send(bench, submitted(form, metadata));
        expect(JSON.stringify(body)).toMatch(/too old/);
      }
    },
  );
});

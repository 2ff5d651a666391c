import { Alerts } from '../../src/alerts';
import { createDiagnosis } from '../../src/diagnosis/investigate';
import { Masker } from '../../src/diagnosis/model/secrets';
import { type AlertStore, openStore } from '../../src/store';
import { failedBuild, noDockerfile } from '../diagnosis/support/failed-build';
import { sources } from '../diagnosis/support/world';
import { type Bench, startBench } from '../support/slack-bench';

const shop = { id: 'p-1', name: 'shop', region: 'eu-de', status: 'active' };
const pay = { id: 'p-2', name: 'payments', region: 'eu-de', status: 'active' };
const SECRET = 'glpat-abcdefghij0123456789';
const clock = { now: () => Date.now(), deadline: () => new AbortController().signal };

describe('what administrators ask', () => {
  let store: AlertStore;
  let bench: Bench;
  let lines: string[];
  let alerts: Alerts;
  beforeAll(async () => {
    store = await openStore({ folder: undefined });
  }, 60_000);
  afterAll(() => store.close());

  beforeEach(async () => {
    await store.pruneAudit(Date.now() + 1);
    await store.saveAccessRules('', undefined);
    lines = [];
    const world = sources(
      failedBuild(noDockerfile, {
        projects: async () => ({ projects: [shop, pay], failures: [] }),
        inventory: async () => ({
          builds: [{ name: 'shop-api' }],
          buildRuns: [],
          apps: [],
          jobs: [],
          jobRuns: [],
          functions: [],
          fleets: [],
        }),
      }),
    );
    const diagnosis = createDiagnosis({ ...world, clock }, { masker: new Masker() });
    alerts = new Alerts({
      store,
      source: { activity: async () => ({}) },
      diagnosis,
      messenger: {} as never,
      clock,
      mask: (value) => value,
      log: { warn: () => undefined, error: () => undefined },
    });
    bench = await startBench(diagnosis, {
      app: {
        alerts: async () => alerts,
        records: async () => store,
        storeAudit: (entry) => store.audit(entry),
        writeAudit: (line) => void lines.push(line),
      },
    });
    isAdmin('U0ADA');
  });
  afterEach(() => bench.stop());

  const isAdmin = (user: string) => {
    const person = bench.slack.state.users.get(user);
    if (person) person.details = { is_admin: true };
  };
  const messages = () => bench.slack.state.messages.filter(({ byBot, deleted }) => byBot && !deleted);
  const ask = async (text: string, place: { user?: string; channel?: string } = {}) => {
    const before = messages().length;
    await bench.slack.people.sendSlashCommand(text, place);
    await bench.app.idle();
    return messages().slice(before);
  };
  const said = (all: ReturnType<typeof messages>) =>
    all.map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`).join('\n');
  const entries = async () => (await store.auditOf({ since: 0, most: 100 })).entries;

  describe('audit', () => {
    test('keeps who asked what, in which project and with which result', async () => {
      await ask('build shop-api --project shop');
      await ask('build shop-api --project nonsense', { user: 'U0BEN' });
      expect(await entries()).toEqual([
        expect.objectContaining({
          by: 'U0BEN',
          kind: 'asked',
          about: 'build shop-api --project nonsense',
          result: 'not found',
        }),
        expect.objectContaining({
          by: 'U0ADA',
          channel: 'C0SHOP',
          kind: 'asked',
          action: 'diagnose',
          about: 'build shop-api --project shop',
          project: { id: 'p-1', name: 'shop' },
          result: 'answered',
        }),
      ]);
    });

    test('keeps who saw which log, typed or by a button, and never a word of it', async () => {
      await ask('logs build shop-api --project shop');
      const [card] = await ask('build shop-api --project shop');
      await bench.slack.people.clickButton({ message: card as never }, 'Show log', { user: 'U0BEN' });
      await bench.app.idle();
      const read = (await entries()).filter(({ kind }) => kind === 'read');
      expect(read.map(({ by, action, project, result }) => [by, action, project?.name, result])).toEqual([
        ['U0BEN', 'logs', 'shop', 'shown'],
        ['U0ADA', 'logs', 'shop', 'answered'],
      ]);
      expect(JSON.stringify(await entries()) + lines.join('')).not.toContain('failed to solve');
    });

    test('keeps neither a pasted text nor a secret', async () => {
      await ask(`explain ERROR: the token ${SECRET} was refused by the host`);
      await ask(`build shop-api --project ${SECRET}`);
      await ask(`some words that nobody knows and ${SECRET}`);
      const kept = JSON.stringify(await entries()) + lines.join('');
      expect(kept).not.toContain(SECRET);
      expect(kept).not.toContain('refused by the host');
      expect(kept).toMatch(/explain \(\d+ characters\)/);
    });

    test('keeps who was refused', async () => {
      const guest = bench.slack.state.users.get('U0BEN');
      if (guest) guest.details = { is_restricted: true };
      await ask('build shop-api --project shop', { user: 'U0BEN' });
      expect(await entries()).toEqual([expect.objectContaining({ by: 'U0BEN', result: 'refused' })]);
    });

    test('writes each entry as one line of JSON', async () => {
      await ask('projects');
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^\{.*\}\n$/);
      expect(JSON.parse(lines[0] ?? '')).toEqual({
        audit: expect.objectContaining({ by: 'U0ADA', about: 'projects', at: expect.stringMatching(/Z$/) }),
      });
    });

    test('is told to administrators, alone, and narrowed by person, project and days', async () => {
      await ask('build shop-api --project shop', { user: 'U0BEN' });
      await ask('projects', { user: 'U0ADA' });
      await store.audit({
        at: Date.now() - 10 * 86_400_000,
        by: 'U0BEN',
        channel: 'C1',
        kind: 'asked',
        action: 'help',
        about: 'long ago',
        result: 'answered',
      });
      const all = await ask('audit');
      expect(all.every(({ onlyFor }) => onlyFor === 'U0ADA')).toBe(true);
      expect(said(all)).toMatch(/build shop-api/);
      expect(said(all)).toMatch(/projects/);
      expect(said(all)).not.toContain('long ago');
      expect(said(await ask('audit --user ben'))).toMatch(/build shop-api[\s\S]*/);
      expect(said(await ask('audit --user @ben'))).not.toMatch(/`projects`/);
      expect(said(await ask('audit --project payments'))).toMatch(/Nothing was asked or done/);
      expect(said(await ask('audit --project shop'))).toMatch(/build shop-api/);
      expect(said(await ask('audit --project SHOP'))).toMatch(/build shop-api/);
      expect(said(await ask('audit --days 30'))).toContain('long ago');
      const denied = await ask('audit', { user: 'U0BEN' });
      expect(said(denied)).toMatch(/Only administrators/);
      expect(said(denied)).not.toContain('shop-api');
    });

    test('says what is wrong with its options, and takes a piece of a log for one', async () => {
      expect(said(await ask('audit --days soon'))).toMatch(/--days takes a number/);
      expect(said(await ask('audit failed for user'))).not.toMatch(/Only administrators|takes a number/);
    });

    test('a database that does not answer loses no entry: it is in the log', async () => {
      jest.spyOn(store, 'audit').mockRejectedValue(new Error('gone'));
      await ask('projects');
      jest.restoreAllMocks();
      expect(bench.log.join('')).toMatch(
        /an entry of the audit could not be stored: .*\\"about\\":\\"projects\\"/,
      );
    });
  });

  describe('access rules that are kept in the store', () => {
    const rules = 'rules: [{projects: shop, see: [C0SHOP]}]';
    const write = async (yaml: string) => {
      await bench.slack.people.sendSlashCommand('access edit');
      await bench.app.idle();
      const view = [...bench.slack.state.views.values()].at(-1);
      if (!view) throw new Error('no form was opened');
      const before = messages().length;
      const answer = await bench.slack.people.submitView(view, { rules: { value: { value: yaml } } });
      await bench.app.idle();
      return { answer, messages: messages().slice(before) };
    };

    test('are put in force by an administrator, count at once, and are shown', async () => {
      expect(said(await ask('access'))).toMatch(/There are no access rules/);
      const { messages: confirmation } = await write(rules);
      expect(said(confirmation)).toMatch(/Access rules in force/);
      expect(said(await ask('projects', { user: 'U0BEN' }))).not.toContain('payments');
      expect(said(await ask('access'))).toMatch(/Projects `shop`; seen by <#C0SHOP>/);
      expect((await entries()).map(({ action, result }) => `${action}: ${result}`)).toContain(
        'put in force: done',
      );
    });

    test('what is wrong with them is said with its line, and nothing is changed', async () => {
      for (const [yaml, words] of [
        ['rules: [{projects: shop, see: ["#shop"]}]', /line 1: .*is not the id of a channel/],
        ['rules: []', /nobody but administrators would get in/],
        ['rules: [', /line 1/],
      ] as const) {
        const { answer } = await write(yaml);
        expect(JSON.stringify(answer)).toMatch(words);
      }
      expect(await store.accessRules('')).toBeUndefined();
    });

    test('are taken away by an empty text', async () => {
      await write(rules);
      await write('');
      expect(said(await ask('projects', { user: 'U0BEN' }))).toContain('payments');
    });

    test('somebody who is no administrator gets no form', async () => {
      await bench.slack.people.sendSlashCommand('access edit', { user: 'U0BEN' });
      await bench.app.idle();
      const view = [...bench.slack.state.views.values()].at(-1);
      expect(JSON.stringify(view?.payload)).toMatch(/Only administrators/);
      expect(view?.payload.submit).toBeUndefined();
    });

    test('everybody learns what they see themselves; administrators check others', async () => {
      await write('rules: [{projects: shop, see: [C0SHOP], act: [U0ADA], logs: asker}]');
      const own = said(await ask('access', { user: 'U0BEN' }));
      expect(own).toMatch(/\*Questions only; logs are shown to the asker alone\*\\neu-de: `shop`/);
      expect(own).not.toContain('payments');
      const general = await ask('access --user U0BEN --channel C0GENERAL');
      expect(said(general)).toMatch(/No project/);
      expect(said(await ask('access --user ben'))).toMatch(/eu-de: `shop`/);
      // Chi has said nothing yet.
      expect(said(await ask('access --user chi'))).toMatch(/What chi sees/);
      expect(said(await ask('access --user U0ADA --channel C0GENERAL'))).toMatch(/payments/);
      expect(said(await ask('access --user nobody'))).toMatch(/finds nobody called nobody/);
      expect(said(await ask('access --channel shop'))).toMatch(/takes the id of a channel/);
      expect(said(await ask('access --user U0ADA', { user: 'U0BEN' }))).toMatch(/Only administrators/);
    });

    test('“access denied” is a piece of a log', async () => {
      expect(said(await ask('access denied'))).not.toMatch(/Access rules|access rules/);
    });
  });
});

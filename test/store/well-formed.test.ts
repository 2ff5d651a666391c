/** Every text of every table, whatever a log, a person or a platform wrote into it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import type { AlertStore, KeptEvidence, NewNotice } from '../../src/store';
import * as schema from '../../src/store/schema';
import { incidentAt, project, subject } from '../support/incidents';
import { onBothDatabases } from '../support/stores';

/** Postgres refuses NUL in a text (22P05), and half a character in JSON (22P02). */
const FOUL = '\0x\ud83d';
/** What is left of it. */
const MARK = 'x\ufffd';

/** Fields whose few words the store and its queries tell apart. */
const known = ['state', 'kind', 'type'];

/** The same with every string fouled. */
function foul<T>(value: T): T {
  if (typeof value === 'string') return `${value}${FOUL}` as T;
  if (Array.isArray(value)) return value.map(foul) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, known.includes(key) ? each : foul(each)]),
  ) as T;
}

const free = { commit: 'abc', [FOUL]: 'a name that somebody chose' };
const incident = incidentAt(1, { id: 'i', noticeId: 'n' });
const affected = { key: 'a', subject, failures: 1, firstAt: 1, lastAt: 1, fingerprint: free };
const evidence: KeptEvidence = {
  id: 'e',
  incidentId: 'i',
  at: 1,
  subject,
  run: 'api-run-1',
  report: { headline: 'It does not compile', facts: [free] } as never,
  logs: [{ pod: 'p', container: 'c', text: 'a line of a log', truncated: false }],
};
const notice: NewNotice = {
  id: 'n',
  channel: 'C1',
  content: { type: 'webhook', incidentId: 'i', webhook: 'ops', event: free },
  parentId: 'n0',
  notBefore: 0,
  createdAt: 0,
};
const channel = {
  id: 'C1',
  timeZone: 'UTC',
  digestAt: '18:00',
  quiet: { from: '20:00', to: '07:00' },
  trouble: { reason: 'is_archived', since: 1, attempts: 1, told: false },
};
const trouble = { reason: 'failed', message: 'why', since: 1, attempts: 1, told: false } as const;

/** Writes foul text with every method that writes. */
async function fill(store: AlertStore): Promise<void> {
  const subscription = (id: string) => ({
    channel: 'C1',
    project: { ...project, id },
    kinds: ['builds' as const],
    name: 'api-*',
    exclude: 'test-*',
    minFailures: 1,
    notify: [{ kind: 'person' as const, id: 'U1', name: 'Ada' }],
    webhook: 'ops',
    createdBy: 'U1',
    createdAt: 1,
  });
  await store.saveSubscription(foul(subscription('p')));
  await store.saveChannel(foul(channel));
  await store.saveChannel({ ...channel, id: `${foul('T1')}/C2` });
  await store.claimProjects(foul('one'), 10, 1000, 10, 1000);
  await store.finishLook(foul('one'), foul('p'), { nextLookAt: 2000, trouble: foul(trouble) }, 0);
  await store.saveSubscription(foul(subscription('p2')));
  await store.claimProjects(foul('one'), 10, 1000, 10, 1000);
  await store.saveCursor(foul('p'), { builds: { [FOUL]: FOUL } });
  // One by one, and many at once: each has its own statements.
  await store.addNotice(foul({ ...notice, id: 'n0' }));
  await store.saveIncident(foul(incident));
  await store.saveAffected(foul('i'), foul(affected));
  await store.saveEvidence(foul(evidence));
  await store.replaceContent(foul('n0'), foul({ type: 'note' as const, incidentId: 'i', notes: [] }));
  await store.writeBatch({
    newNotices: [foul(notice)],
    incidents: [foul({ ...incident, id: 'i2', key: 'k2' })],
    affected: [{ incidentId: foul('i2'), affected: foul(affected) }],
    evidence: [foul({ ...evidence, id: 'e2' })],
    changedNotices: [{ id: foul('n'), content: foul(notice.content) }],
  });
  await store.mute(
    foul('C1'),
    foul({ target: { kind: 'workload', key: 'build/api', subject }, by: 'U1', at: 1 }),
  );
  await store.mute(foul('C1'), foul({ target: { kind: 'cause', cause: 'compile-error' }, by: 'U1', at: 1 }));
  await store.audit(
    foul({
      at: 1,
      by: 'U1',
      byName: 'Ada',
      channel: 'C1',
      kind: 'asked' as const,
      action: 'diagnose',
      about: 'build api',
      project,
      result: 'compile-error',
    }),
  );
  await store.saveAccessRules(foul('T1'), foul({ yaml: 'rules: []', by: 'U1', at: 1 }));
  await store.claimEvent(foul('event'), 1);
  await store.saveInstallation(foul('T1'), foul('sealed'), 1);
  await store.saveTopic(foul('C1'), foul('1.0'), foul('build api'), 1);
  await store.saveDefaultProject(foul('C1'), foul(project), foul('U1'), 1);
  // In a transaction, and in one within it.
  await store.transaction((tx) =>
    tx.transaction((inner) => inner.addNotice(foul({ ...notice, id: 'n3', channel: 'C3' }))),
  );
  // A message that was sent, one that was not, and one that is being sent: each in a channel of its own.
  for (const [at, id] of ['sent', 'failed', 'claimed'].entries()) {
    const content = { type: 'daily', from: 0, to: 1 } as const;
    await store.addNotice(foul({ id, channel: id, content, notBefore: 0, createdAt: 0 }));
    const claim = await store.claimNotice(foul('one'), 10 + at, 1000, 0);
    expect(claim?.id).toBe(`${id}${MARK}`);
    const shown = { version: 1, at: 10, ts: foul('5.0'), postedIn: foul('D1'), quietUntil: 9999 };
    const failure = { error: foul('why'), uncertain: false, retryAt: 9999 };
    if (id === 'sent') await store.noticeShown(foul('one'), foul(id), shown);
    if (id === 'failed') await store.noticeFailed(foul('one'), foul(id), failure);
  }
}

const texts = Object.values(schema)
  .filter((each) => is(each, PgTable))
  .flatMap((table) =>
    Object.entries(getTableColumns(table))
      .filter(([, { columnType }]) => !/BigInt|Integer|Boolean/.test(columnType))
      .map(([key, column]) => ({ table, key, name: `${getTableName(table)}.${column.name}` })),
  );
/** Words of the program alone, which no method is given. */
const ours = ['incidents.state', 'notices.type', 'notices.state', 'audit.kind'];

onBothDatabases((databases) => {
  test('trust 1: no column of any table holds NUL or half a character, and each of them was tried', async () => {
    const store = await databases.fresh();
    await fill(store);
    const untried: string[] = [];
    for (const { table, key, name } of texts) {
      const rows: Record<string, unknown>[] = await databases.sql().select().from(table);
      const all = rows.map((row) => JSON.stringify(row[key]) ?? '');
      for (const text of all) {
        expect([name, text.includes('\\u0000')]).toEqual([name, false]);
        expect([name, /\\ud[89a-f]/i.test(text)]).toEqual([name, false]);
      }
      // A new column is tried as soon as a method is given what it holds; until then it is named here.
      if (!all.some((text) => text.includes(MARK)) && !ours.includes(name)) untried.push(name);
    }
    expect(untried).toEqual([]);
    expect(texts.length).toBeGreaterThan(50);
  });
});

test('trust 1: there is no way around it: statements are made below store/index.ts alone, which cleans what they are given', () => {
  const root = join(__dirname, '../../src');
  const importing = (what: RegExp) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && what.test(readFileSync(join(root, file), 'utf8')))
      .filter((file) => !file.startsWith('store/queries/'));
  expect(importing(/from '\.[^']*\/queries\//)).toEqual(['store/index.ts']);
  // The connection, and the tables as types: what sends statements; moving a database copies what is clean.
  expect(importing(/from '(?:drizzle-orm|pg|@electric-sql)[/']/).sort()).toEqual([
    'store/database.ts',
    'store/ping.ts',
    'store/schema.ts',
    'store/transfer.ts',
  ]);
});

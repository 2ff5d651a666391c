/**
 * Plants made-up secrets where logs, events, errors, build parameters and pasted text have them, lets the bot diagnose,
 * alert and log, and searches everything that comes out: cards, modals, the database, the log.
 * `npm run -s canaries [-- --json] [-- --seed N]`; ends with 1 when the aim is missed: none leaked, 1 % masked in vain.
 */

import { sql } from 'drizzle-orm';
import { Alerts } from '../src/alerts';
import { createDiagnosis } from '../src/diagnosis/investigate';
import { SourceError } from '../src/diagnosis/model/evidence';
import { Masker, maskDeep } from '../src/diagnosis/model/secrets';
import type { Sources } from '../src/diagnosis/model/sources';
import { createLogger } from '../src/logging';
import { alertCard } from '../src/slack/cards/alerts';
import { reportCard } from '../src/slack/cards/report';
import { transcriptCard } from '../src/slack/cards/transcript';
import { storeOn } from '../src/store';
import { openDatabase } from '../src/store/database';
import { failedBuild, failedRun } from '../test/diagnosis/support/failed-build';
import { ref, sources } from '../test/diagnosis/support/world';
import { emptied } from '../test/support/stores';
import { lookalikes } from './canaries/lookalikes';
import type { Planted } from './canaries/planting';
import { type Chance, chance } from './canaries/random';
import { kinds, knownValue } from './canaries/secrets';

/** One for each surface. */
const EACH_KIND = 5;
const EACH_LOOKALIKE = 22;
/** So many characters of a secret in a row are a leak. */
const TELLING = 12;

const surfaces = ['pod log', 'event', 'error body', 'build parameter', 'pasted text'] as const;
type Surface = (typeof surfaces)[number];

const START = Date.UTC(2026, 10, 23, 18);

/** A world in which a build fails and `text` stands at one place. */
function worldWith(text: string, surface: Surface): Sources {
  const log = (words: string) =>
    `STEP 1/4: FROM scratch\n${words}\nerror: building at STEP 2/4: exit status 1\n`;
  const event = (message: string) => ({
    type: 'Warning',
    reason: 'Failed',
    message,
    object: 'Pod/shop-api-run-1-pod',
  });
  const plain = failedBuild(log(surface === 'pod log' ? text : 'Makefile:12: recipe failed'));
  return {
    ...sources({
      ...plain,
      ...(surface === 'event' && { events: async () => [event(text)] }),
      ...(surface === 'error body' && {
        events: () =>
          Promise.reject(new SourceError('failed', `Kubernetes answered 500: ${text}`, `See ${text}`)),
        quotas: () => Promise.reject(new SourceError('failed', text)),
      }),
      ...(surface === 'build parameter' && {
        build: async () => ({
          name: 'shop-api',
          status: 'ready',
          reason: text,
          sourceUrl: text,
          sourceRevision: text,
        }),
        buildRunsOf: async () => [{ ...failedRun, reason: text, sourceUrl: text, sourceRevision: text }],
        buildRunDetail: async () => ({
          reason: 'Failed',
          message: text,
          ...{ parameters: { argument: text } },
        }),
      }),
    }),
    clock: { now: () => START, deadline: () => new AbortController().signal },
  };
}

/** Everything that comes out when `text` stands at `surface`. */
async function outcome(text: string, surface: Surface, masker: Masker, out: Outlet): Promise<string> {
  const world = worldWith(text, surface);
  const diagnosis = createDiagnosis(world, { masker, defaultProject: 'shop' });
  const subject = { kind: 'build', name: 'shop-api', project: ref } as const;
  const asked = surface === 'pasted text' ? ({ kind: 'text', text } as const) : subject;
  const report = await diagnosis.investigate(asked);
  const told: unknown[] = [report, reportCard(report)];
  if (surface !== 'pasted text') {
    const transcript = await diagnosis.transcript(subject);
    told.push(
      transcript,
      transcriptCard('logs', subject, transcript),
      transcriptCard('events', subject, transcript),
    );
    told.push(await out.alert(world, masker));
  }
  const lines: string[] = [];
  const logger = createLogger('debug' as never, masker, (line) => lines.push(line));
  logger.debug('asked', { answer: text });
  logger.error('it failed:', new Error(text));
  return `${told.map((each) => unescaped(JSON.stringify(each))).join('\n')}\n${lines.join('')}`;
}

/** Also as it was before it was written as JSON. */
function unescaped(json: string): string {
  return `${json}\n${json.replaceAll('\\n', '\n').replaceAll('\\"', '"').replaceAll('\\\\', '\\')}`;
}

class Outlet {
  constructor(private readonly database: Awaited<ReturnType<typeof openDatabase>>) {}

  /** Watches the world's build as alerts do; returns what was sent, and the whole database. */
  async alert(world: Sources, masker: Masker): Promise<unknown> {
    const { sql: database } = this.database;
    await emptied(this.database);
    const tables = [
      'subscriptions',
      'channels',
      'projects',
      'cursors',
      'incidents',
      'affected',
      'notices',
      'evidence',
      'audit',
      'ledger',
    ];
    const cards: unknown[] = [];
    const runs: unknown[] = [];
    let now = START;
    const alerts = new Alerts({
      store: storeOn({ ...this.database, close: async () => undefined }),
      source: { activity: async () => ({ buildRuns: runs as never, apps: [], jobRuns: [] }) },
      diagnosis: createDiagnosis(world, { masker, defaultProject: 'shop' }),
      messenger: {
        post: async ({ channel, view }) => {
          cards.push(alertCard(view));
          return { channel, ts: `${cards.length}.0` };
        },
        update: async ({ view }) => void cards.push(alertCard(view)),
        find: async () => undefined,
      },
      clock: { now: () => now, deadline: () => new AbortController().signal },
      mask: (value) => maskDeep(value, masker),
      log: { warn: (line) => cards.push(line), error: (line, error) => cards.push(line, String(error)) },
      time: { now: () => now, sleep: async () => undefined },
    });
    await alerts.watch({ channel: 'C1', project: ref, kinds: ['builds'], minFailures: 1, createdBy: 'U1' });
    await alerts.tick();
    const [run] = await world.codeEngine.buildRunsOf(ref, 'shop-api', new AbortController().signal);
    runs.push({
      ...run,
      createdAt: new Date(now).toISOString(),
      completionTime: new Date(now + 1000).toISOString(),
    });
    now += 120_000;
    await alerts.tick();
    if (cards.length < 2) throw new Error('no alert was sent: this measures nothing');
    const rows = await Promise.all(
      tables.map(
        async (table) =>
          (await database.execute(
            sql.raw(`select row_to_json(t)::text as row from ${table} t`),
          )) as unknown as { rows: unknown[] },
      ),
    );
    return [cards, rows.map((result) => result.rows)];
  }
}

function leaks({ secrets }: Planted, told: string): boolean {
  return secrets.some((secret) => {
    const length = Math.min(TELLING, secret.length);
    for (let at = 0; at + length <= secret.length; at += 1) {
      if (told.includes(secret.slice(at, at + length))) return true;
    }
    return false;
  });
}

async function main(): Promise<void> {
  const asJson = process.argv.includes('--json');
  const seed = Number(process.argv[process.argv.indexOf('--seed') + 1]) || 1;
  const database = await openDatabase({ folder: undefined });
  const out = new Outlet(database);
  const byKind: Record<string, { planted: number; leaked: number }> = {};
  const masker = new Masker();
  const c = chance(seed);
  const plant = async (kind: string, planted: Planted, number: number) => {
    const told = await outcome(planted.text, surfaces[number % surfaces.length] as Surface, masker, out);
    const count = byKind[kind] ?? { planted: 0, leaked: 0 };
    byKind[kind] = count;
    count.planted += 1;
    if (!leaks(planted, told)) return;
    count.leaked += 1;
    if (!asJson)
      process.stdout.write(
        `leaked ${kind} (${surfaces[number % surfaces.length]}): ${planted.text.slice(0, 200)}\n`,
      );
  };
  for (const [kind, make] of Object.entries(kinds)) {
    for (let number = 0; number < EACH_KIND; number += 1) await plant(kind, make(c), number);
  }
  for (let number = 0; number < EACH_KIND; number += 1) {
    const value = knownValue(c);
    masker.learn(value);
    await plant('known-value', inSomeSpelling(value, c), number);
  }
  let lookalikeCount = 0;
  let maskedInVain = 0;
  const fresh = new Masker();
  for (const [kind, make] of Object.entries(lookalikes)) {
    for (let number = 0; number < EACH_LOOKALIKE; number += 1) {
      const text = make(c);
      lookalikeCount += 1;
      if (fresh.mask(text) === text) continue;
      maskedInVain += 1;
      if (!asJson) process.stdout.write(`masked in vain (${kind}): ${text}\n`);
    }
  }
  await database.close();
  const planted = Object.values(byKind).reduce((sum, each) => sum + each.planted, 0);
  const leaked = Object.values(byKind).reduce((sum, each) => sum + each.leaked, 0);
  const result = { planted, leaked, lookalikes: lookalikeCount, masked: maskedInVain, byKind };
  process.stdout.write(
    asJson
      ? `${JSON.stringify(result)}\n`
      : `${planted} secrets of ${Object.keys(byKind).length} kinds planted, ${leaked} leaked; ${lookalikeCount} look-alikes, ${maskedInVain} masked in vain\n`,
  );
  if (leaked > 0 || maskedInVain > lookalikeCount / 100) process.exitCode = 1;
}

function inSomeSpelling(value: string, c: Chance): Planted {
  const base64 = Buffer.from(value).toString('base64');
  const percent = encodeURIComponent(value);
  const spelling = c.pick([
    value,
    JSON.stringify(value),
    base64,
    percent,
    Buffer.from(`app:${value}`).toString('base64'),
  ]);
  return { text: `the server said: ${spelling}`, secrets: [value, base64, percent] };
}

void main();

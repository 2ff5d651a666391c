/**
 * Plants made-up secrets where logs, events, errors, build parameters and pasted text have them, lets the bot diagnose,
 * alert and log, and searches everything that comes out: cards, modals, the database, the log.
 * `npm run -s canaries [-- --json] [-- --seed N]`; ends with 1 when the aim is missed: none leaked, 1 % masked in vain.
 */

import { is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { Alerts } from '../src/alerts';
import { createDiagnosis } from '../src/diagnosis/investigate';
import { SourceError } from '../src/diagnosis/model/evidence';
import { Masker, maskDeep } from '../src/diagnosis/model/secrets';
import type { Sources } from '../src/diagnosis/model/sources';
import type { Subject } from '../src/diagnosis/model/subject';
import { createLogger } from '../src/logging';
import { alertCard } from '../src/slack/cards/alerts';
import { reportCard } from '../src/slack/cards/report';
import { transcriptCard } from '../src/slack/cards/transcript';
import { storeOn } from '../src/store';
import { openDatabase } from '../src/store/database';
import * as schema from '../src/store/schema';
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

/** Everything that comes out at once when `text` stands at `surface`; alerts are another matter. */
async function outcome(text: string, surface: Surface, masker: Masker): Promise<string> {
  const diagnosis = createDiagnosis(worldWith(text, surface), { masker, defaultProject: 'shop' });
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
  }
  const lines: string[] = [];
  const logger = createLogger('debug' as never, masker, (line) => lines.push(line));
  logger.debug('asked', { answer: text });
  logger.error('it failed:', new Error(text));
  return `${everyWay(told)}\n${lines.join('')}`;
}

function everyWay(told: readonly unknown[]): string {
  return told.map((each) => unescaped(JSON.stringify(each))).join('\n');
}

/** Also as it was before it was written as JSON. */
function unescaped(json: string): string {
  return `${json}\n${json.replaceAll('\\n', '\n').replaceAll('\\"', '"').replaceAll('\\\\', '\\')}`;
}

/** Builds that fail at once: no more than a look investigates one by one. */
const AT_ONCE = 20;

class Outlet {
  constructor(private readonly database: Awaited<ReturnType<typeof openDatabase>>) {}

  /** Watches the build of each world as alerts do; returns what was sent, and the whole database. */
  async alerts(worlds: readonly Sources[], masker: Masker): Promise<string> {
    const { sql: database } = this.database;
    await emptied(this.database);
    const cards: unknown[] = [];
    const runs: unknown[] = [];
    let now = START;
    const diagnoses = worlds.map((world) => createDiagnosis(world, { masker, defaultProject: 'shop' }));
    /** `shop-api-7` is `shop-api` of the seventh world. */
    const inWorld = (subject: Subject) => {
      const [, name, number] = /^(.*)-(\d+)$/.exec('name' in subject ? subject.name : '') ?? [];
      const inquiry = diagnoses[Number(number)]?.inquire();
      if (!inquiry) throw new Error('asked of no world');
      return { inquiry, subject: { ...subject, name } as Subject };
    };
    const alerts = new Alerts({
      store: storeOn({ ...this.database, close: async () => undefined }),
      source: { activity: async () => ({ buildRuns: runs as never, apps: [], jobRuns: [] }) },
      diagnosis: {
        inquire: () => ({
          investigate: (asked: Subject) => {
            const { inquiry, subject } = inWorld(asked);
            return inquiry.investigate(subject);
          },
          transcript: (asked: Subject) => {
            const { inquiry, subject } = inWorld(asked);
            return inquiry.transcript(subject as never);
          },
        }),
      } as never,
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
      rules: { stormCards: 1_000_000, pace: 0, imageChecks: 0 },
    });
    await alerts.watch({ channel: 'C1', project: ref, kinds: ['builds'], minFailures: 1, createdBy: 'U1' });
    await alerts.tick();
    for (const [at, world] of worlds.entries()) {
      const [run] = await world.codeEngine.buildRunsOf(ref, 'shop-api', new AbortController().signal);
      runs.push({
        ...run,
        name: `${run?.name}-${at}`,
        buildName: `shop-api-${at}`,
        createdAt: new Date(now).toISOString(),
        completionTime: new Date(now + 1000).toISOString(),
      });
    }
    now += 120_000;
    await alerts.tick();
    if (cards.length <= worlds.length) throw new Error('not every alert was sent: this measures nothing');
    const rows = [];
    for (const table of Object.values(schema).filter((each) => is(each, PgTable))) {
      rows.push(await database.select().from(table));
    }
    return everyWay([cards, rows]);
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
  const planted: { kind: string; one: Planted; surface: Surface }[] = [];
  const plant = (kind: string, one: Planted, number: number) =>
    void planted.push({ kind, one, surface: surfaces[number % surfaces.length] as Surface });
  for (const [kind, make] of Object.entries(kinds)) {
    for (let number = 0; number < EACH_KIND; number += 1) plant(kind, make(c), number);
  }
  for (let number = 0; number < EACH_KIND; number += 1) {
    const value = knownValue(c);
    masker.learn(value);
    plant('known-value', inSomeSpelling(value, c), number);
  }
  for (let from = 0; from < planted.length; from += AT_ONCE) {
    const some = planted.slice(from, from + AT_ONCE);
    const worlds = some
      .filter(({ surface }) => surface !== 'pasted text')
      .map(({ one, surface }) => worldWith(one.text, surface));
    const alerted = await out.alerts(worlds, masker);
    for (const { kind, one, surface } of some) {
      const count = byKind[kind] ?? { planted: 0, leaked: 0 };
      byKind[kind] = count;
      count.planted += 1;
      if (!leaks(one, await outcome(one.text, surface, masker)) && !leaks(one, alerted)) continue;
      count.leaked += 1;
      if (!asJson) process.stdout.write(`leaked ${kind} (${surface}): ${one.text.slice(0, 200)}\n`);
    }
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
  const total = Object.values(byKind).reduce((sum, each) => sum + each.planted, 0);
  const leaked = Object.values(byKind).reduce((sum, each) => sum + each.leaked, 0);
  const result = { planted: total, leaked, lookalikes: lookalikeCount, masked: maskedInVain, byKind };
  process.stdout.write(
    asJson
      ? `${JSON.stringify(result)}\n`
      : `${total} secrets of ${Object.keys(byKind).length} kinds planted, ${leaked} leaked; ${lookalikeCount} look-alikes, ${maskedInVain} masked in vain\n`,
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

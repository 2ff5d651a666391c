/** A watch over a project while one place of what services answer is poisoned: from the API to the database and the card. */
import type { Before, Rewrite, System } from '../../playground/src/before';
import { startStandIns } from '../../playground/src/index';
import { blockViolations } from '../../playground/src/slack/block-kit';
import type { BuildRun } from '../../playground/src/world/resources';
import { Alerts } from '../../src/alerts';
import { composeCore } from '../../src/core';
import { Masker, maskDeep } from '../../src/diagnosis/model/secrets';
import { createLogger } from '../../src/logging';
import { readCloudSettings } from '../../src/settings';
import { alertCard } from '../../src/slack/cards/alerts';
import { storeOn } from '../../src/store';
import { openDatabase } from '../../src/store/database';
import { emptied } from '../../test/support/stores';
import { liveText, type Spot, spotsOf } from './venom';

const MINUTE = 60_000;

/** Lets a build fail, and says what is wrong with the alert; an empty list: nothing is. */
export interface Watchman {
  readonly spots: readonly Spot[];
  fail(spot: Spot, change: (text: string) => unknown): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function watchman(): Promise<Watchman> {
  let rewrite: (system: System) => Rewrite | undefined = () => undefined;
  const before: Before = async ({ system }) => rewrite(system);
  const standIns = await startStandIns(undefined, before);
  const database = await openDatabase({ folder: undefined });
  const masker = new Masker();
  const lines: string[] = [];
  const logger = createLogger('warn' as never, masker, (line) => lines.push(line));
  const { diagnosis, codeEngine } = composeCore(readCloudSettings({ ...standIns.environment }), { masker });
  const { projects } = await diagnosis.projects();
  const project = projects.find(({ name }) => name === 'shop');
  if (!project) throw new Error('there is no project shop');
  const { buildRuns } = standIns.world.project('shop');
  const [failed] = [...buildRuns.values()].filter(({ status }) => status === 'failed');
  if (!failed) throw new Error('no build run of the project has failed');
  let number = 0;

  async function play(during: (system: System) => Rewrite | undefined): Promise<readonly string[]> {
    await emptied(database);
    lines.length = 0;
    number += 1;
    let now = Date.now();
    const cards: unknown[] = [];
    let shown = 0;
    let others = 0;
    const drawn = (view: Parameters<typeof alertCard>[0]) => {
      const card = alertCard(view);
      cards.push({ type: 'mrkdwn', ...card });
      const wrong = blockViolations(card.blocks, 'message');
      if (wrong.length > 0) throw new Error(`Slack would not take the card: ${JSON.stringify(wrong)}`);
    };
    const alerts = new Alerts({
      store: storeOn({ ...database, close: async () => undefined }),
      source: codeEngine,
      diagnosis,
      messenger: {
        post: async ({ channel, view }) => {
          drawn(view);
          const isOwn = view.type === 'incident' && view.incident.subject.name === failed?.build_name;
          if (isOwn) shown += 1;
          else if (view.type !== 'summary') others += 1;
          return { channel, ts: `${cards.length}.0` };
        },
        update: async ({ view }) => drawn(view),
        find: async () => undefined,
      },
      clock: { now: () => now, deadline: (ms) => AbortSignal.timeout(ms) },
      mask: (value) => maskDeep(value, masker),
      log: logger,
      rules: { jitter: 0, imageChecks: 0 },
      time: { now: () => now, sleep: async () => undefined },
    });
    const pass = async (minutes: number) => {
      for (let at = 0; at < minutes; at += 1) {
        now += MINUTE;
        await alerts.tick();
      }
    };
    rewrite = () => undefined;
    await alerts.watch({
      channel: 'C1',
      project: project as NonNullable<typeof project>,
      kinds: ['builds'],
      minFailures: 1,
      createdBy: 'U1',
    });
    await pass(1);
    const at = new Date(now + 1000).toISOString();
    const run: BuildRun = {
      ...(failed as BuildRun),
      name: `${failed?.build_name}-run-poison-${number}`,
      created_at: at,
      status_details: { ...(failed as BuildRun).status_details, start_time: at, completion_time: at },
    };
    buildRuns.set(run.name, run);
    rewrite = during;
    await pass(3);
    rewrite = () => undefined;
    // What was not readable is told once it is.
    await pass(20);
    buildRuns.delete(run.name);
    return [
      // Under a name that was poisoned it is another build.
      ...(shown === 1 || (shown === 0 && others > 0) ? [] : [`it was alerted ${shown} times`]),
      ...lines.filter((line) => /could not be|failed on its own side|22P0|Slack would not/.test(line)),
      ...liveText(cards),
    ];
  }

  const spots = new Set<Spot>();
  const clean = await play((system) => spotsOf(system, spots));
  if (clean.length > 0) throw new Error(`without poison already: ${clean.join('; ')}`);
  return {
    spots: [...spots],
    fail: (spot, change) => play((system) => spotsOf(system, new Set(), { spot, change })),
    async close() {
      await database.close();
      await standIns.close();
    },
  };
}

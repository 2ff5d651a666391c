/**
 * Plays 30 minutes of trouble in Slack (outages, broken sockets, storms of 429, refused blocks, lost answers, rates) while
 * people ask and builds fail, over Socket Mode and over HTTP at once, and counts both together: `npm run -s faults:slack -- [--json] [--seed TEXT] [--minutes N] [--speed N]`.
 * `lost`: a question without its answer, or a failure without its card. `doubled`: an alert that is there twice.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { SlackStandIn } from '../playground/src/slack';
import { Alerts, systemTime, type Time } from '../src/alerts';
import { openStore } from '../src/store';
import { FakeCloud, MINUTE, shop } from '../test/alerts/support/bench';
import { failedApp, fakeDiagnosis } from '../test/support/reports';
import { recordingLogger, startBench } from '../test/support/slack-bench';
import { numbers } from './numbers';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: 'slack' },
    minutes: { type: 'string', default: '30' },
    /** Simulated seconds a real second. */
    speed: { type: 'string', default: '20' },
  },
});
const SPEED = Number(options.speed);
const LASTS = Number(options.minutes) * MINUTE;
/** After the trouble is over, what is on its way arrives within this. */
const PATIENCE = 10 * MINUTE;
const CHANNEL = 'C0SHOP';

const began = Date.now();
/** Faster than the machine's. Timeouts and the SDK's own pauses stay real, which makes them long: stricter. */
const time: Time = {
  now: () => began + (Date.now() - began) * SPEED,
  sleep: (ms, signal) => systemTime.sleep(ms / SPEED, signal),
};
const pause = (ms: number) => delay(ms / SPEED);

/** One trouble after the other, each over by itself. */
async function trouble(slack: SlackStandIn, random: () => number, until: number): Promise<void> {
  const { faults, delivery } = slack;
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const outage = async (answer: Parameters<typeof faults.add>[0]['answer']) => {
    faults.add({ method: '*', answer });
    // Rejected when no app comes back before the end.
    if (delivery.connections > 0) void delivery.breakConnections();
    await pause((0.5 + 3.5 * random()) * MINUTE);
    faults.clear();
  };
  const kinds: readonly (() => Promise<void>)[] = [
    () => outage({ status: 503 }),
    () => outage({ cut: true }),
    () => outage({ error: 'internal_error' }),
    async () => {
      const method = one(['chat.postMessage', 'chat.update', '*']);
      faults.add({ method, times: 5 + Math.floor(20 * random()), answer: { status: 429, retryAfter: 1 } });
      await pause(MINUTE);
    },
    async () => {
      const error = one(['invalid_blocks', 'msg_blocks_too_long']);
      const method = one(['chat.postMessage', 'chat.update']);
      faults.add({ method, times: 1 + Math.floor(4 * random()), answer: { error } });
      await pause(30_000);
    },
    async () => {
      faults.add({ method: 'chat.postMessage', times: 1 + Math.floor(3 * random()), answer: { lost: true } });
      await pause(30_000);
    },
    async () => {
      if (delivery.connections > 0) void delivery.refreshConnections(one(['warning', 'refresh_requested']));
      await pause(20_000);
    },
  ];
  while (time.now() < until) {
    await pause((5 + 40 * random()) * 1000);
    await one(kinds)();
  }
  faults.clear();
}

/** Asks until Slack has brought the question to the app: a person sees when a command did not arrive. */
async function ask(slack: SlackStandIn, name: string, how: 'command' | 'mention'): Promise<void> {
  for (;;) {
    const delivered =
      how === 'command'
        ? slack.people.sendSlashCommand(`app ${name}`)
        : slack.people.sendMention(`app ${name}`).then(({ acknowledged }) => acknowledged);
    if ((await delivered.catch(() => undefined))?.status === 200) return;
    await pause(20_000);
  }
}

interface Counts {
  readonly questions: number;
  readonly answered: number;
  readonly alerts: number;
  readonly lost: number;
  readonly doubled: number;
}

/** Plays it over one way to Slack. */
async function play(socketMode: boolean): Promise<Counts> {
  const way = socketMode ? 'Socket Mode' : 'HTTP';
  const random = numbers(`${options.seed} ${way}`);
  const log: string[] = [];
  const cloud = new FakeCloud();
  const diagnosis = fakeDiagnosis({
    investigate: async (subject) =>
      'name' in subject ? { ...failedApp(subject), headline: `App ${subject.name} failed` } : failedApp(),
  });
  let alerts: Alerts | undefined;
  const bench = await startBench(diagnosis, {
    socketMode,
    slack: { clock: time },
    app: { time, alerts: async () => alerts as Alerts, logger: recordingLogger(log) },
  });
  const { slack } = bench;
  const store = await openStore({ folder: undefined });
  alerts = new Alerts({
    store,
    source: {
      activity: (ref, kinds) => cloud.activity(ref, kinds),
      startBuildRun: async () => ({ name: '', status: '' }),
    },
    diagnosis: { inquire: () => cloud },
    messenger: bench.app.messenger,
    clock: { now: time.now, deadline: () => new AbortController().signal },
    mask: (value) => value,
    log: recordingLogger(log),
    // Leases are two seconds of real time. A digest in place of cards would hide what is counted here.
    rules: { jitter: 0, lease: 2000 * SPEED, stormCards: 1_000_000 },
    time,
  });
  alerts.start();
  await alerts.watch({
    channel: CHANNEL,
    project: shop,
    kinds: ['builds'],
    minFailures: 1,
    createdBy: 'U0ADA',
  });
  // What fails before the first look is summed up, and no alert.
  await pause(2 * MINUTE);

  slack.rates.enforced = true;
  const until = time.now() + LASTS;
  const troubled = trouble(slack, random, until);
  const asked: Promise<void>[] = [];
  const questions: string[] = [];
  const failures: string[] = [];
  while (time.now() < until) {
    await pause((5 + 20 * random()) * 1000);
    const name = `shop-q${questions.length}`;
    questions.push(name);
    asked.push(ask(slack, name, random() < 0.5 ? 'command' : 'mention'));
    if (random() < 0.5) {
      const build = `build-${failures.length}-x`;
      failures.push(build);
      cloud.project(shop).build(build, 'failed', time.now());
    }
  }
  await troubled;
  await Promise.all(asked);

  const messages = () => slack.state.messages.filter(({ byBot, deleted }) => byBot && !deleted);
  const isAnswered = (name: string) => messages().some(({ text }) => text.includes(`App ${name} failed`));
  const cardsOf = (build: string) =>
    messages().filter(
      ({ text, threadTs, channel }) => channel === CHANNEL && !threadTs && text.includes(`Build ${build} `),
    );
  const waitUntil = time.now() + PATIENCE;
  const isMissing = () =>
    questions.some((name) => !isAnswered(name)) || failures.some((build) => cardsOf(build).length === 0);
  while (isMissing() && time.now() < waitUntil) await delay(200);
  // What would be doubled may come.
  await pause(MINUTE);

  const notices = new Map<string, number>();
  for (const { metadata } of messages()) {
    const notice = (metadata?.event_payload as { notice?: string } | undefined)?.notice;
    if (notice) notices.set(notice, (notices.get(notice) ?? 0) + 1);
  }
  const answered = questions.filter(isAnswered).length;
  const posted = failures.filter((build) => cardsOf(build).length > 0).length;
  const twice = failures.reduce((sum, build) => sum + Math.max(0, cardsOf(build).length - 1), 0);
  const noticed = [...notices.values()].reduce((sum, times) => sum + times - 1, 0);
  const result = {
    questions: questions.length,
    answered,
    alerts: posted,
    lost: questions.length - answered + (failures.length - posted),
    doubled: Math.max(twice, noticed),
  };
  if (!options.json) console.log(way, result);
  if (!options.json && result.lost + result.doubled > 0) {
    console.log('unanswered:', questions.filter((name) => !isAnswered(name)).join(' '));
    console.log('without a card:', failures.filter((build) => cardsOf(build).length === 0).join(' '));
    console.log('twice:', failures.filter((build) => cardsOf(build).length > 1).join(' '));
    console.log(log.slice(-40).join(''));
  }
  await alerts.stop();
  await bench.stop();
  await store.close();
  return result;
}

async function main(): Promise<void> {
  const played = await Promise.all([play(true), play(false)]);
  const sum = (of: keyof Counts) => played.reduce((all, counts) => all + counts[of], 0);
  const result: Counts = {
    questions: sum('questions'),
    answered: sum('answered'),
    alerts: sum('alerts'),
    lost: sum('lost'),
    doubled: sum('doubled'),
  };
  console.log(options.json ? JSON.stringify(result) : result);
  process.exitCode = result.lost + result.doubled > 0 ? 1 : 0;
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

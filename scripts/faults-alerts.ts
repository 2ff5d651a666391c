/**
 * Kills ce-image at 50 random points of a scripted hour, starts it again each time, and compares what Slack got with
 * what happened: `npm run -s faults:alerts -- [--json] [--seed TEXT] [--kills N] [--only embedded|server] [--instances N]
 * [--load N]`. Logs and events hold what databases and Slack refuse. `lost`: a card, a line of a thread or an end that is
 * missing, or somebody who was not called, or an event of the webhook that never came. `doubled`: one that is there twice; events may
 * come twice under one id. `--instances`: so many share the server, and one of them is killed each
 * time. `--load`: so many processes keep the processors busy meanwhile. `--minutes`: how long the hour takes; 2 when absent.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { SlackStandIn } from '../playground/src/slack';
import { addBuild, runBuild } from '../playground/src/world';
import { hasPostgres, startPostgres } from '../test/support/postgres-server';
import { buildOutcome, HOUR, MINUTE, poison, startStage } from './alert-stage';
import { numbers } from './numbers';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: 'alerts' },
    kills: { type: 'string', default: '50' },
    only: { type: 'string' },
    instances: { type: 'string', default: '1' },
    load: { type: 'string', default: '0' },
    minutes: { type: 'string', default: '2' },
  },
});

/** World seconds a real second. */
const SPEED = 60 / Number(options.minutes);
const CHANNELS = ['C0SHOP', 'C0GENERAL'];
const BUILDS = 40;

interface Workload {
  readonly name: string;
  readonly channel: string;
  /** When its runs end, and how; oldest first. */
  readonly runs: readonly { readonly at: number; readonly works: boolean }[];
}

/** What happens in the hour: each build fails at least once; some fail again, are fixed, and break anew. */
function script(random: () => number): readonly Workload[] {
  const stories = [
    [false],
    [false, false],
    [false, true],
    [false, false, true],
    [false, true, false],
    [false, true, false, true],
  ];
  return Array.from({ length: BUILDS }, (_, at) => {
    const story = stories[Math.floor(random() * stories.length)] as boolean[];
    // What is there at the first look is summed up, and no alert.
    let when = (6 + random() * 22) * MINUTE;
    const runs = story.map((works) => {
      const run = { at: Math.round(when), works };
      when += (2 + random() * 8) * MINUTE;
      return run;
    });
    const half = at % CHANNELS.length;
    return { name: `build-${half}-${at}`, channel: CHANNELS[half] as string, runs };
  });
}

/** Processes that do nothing, as fast as they can. They end with this one, whatever becomes of it. */
function busy(processes: number): readonly ChildProcess[] {
  const idle =
    'process.stdin.resume().on("end", () => process.exit()); setInterval(() => { for (const end = Date.now() + 90; Date.now() < end; ); }, 0)';
  return Array.from({ length: processes }, () =>
    spawn(process.execPath, ['-e', idle], { stdio: ['pipe', 'ignore', 'ignore'] }),
  );
}

interface Told {
  readonly type: string;
  readonly name: string;
  readonly channel: string;
}

/** A receiver of events that sometimes refuses one; what it took, by the id that an event keeps when it is sent again. */
class Receiver {
  readonly taken = new Map<string, Told>();
  readonly #server: Server;

  constructor(random: () => number) {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        if (random() < 0.03) return response.writeHead(503).end();
        const { id, type, incident } = JSON.parse(body);
        this.taken.set(id, { type, name: incident.workload.name, channel: incident.channel });
        // It takes some, and its answer is lost.
        return random() < 0.02 ? request.socket.destroy() : response.writeHead(204).end();
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** How the watches call. */
const CALLED = { kind: 'group', id: 'S0ONCALL' } as const;
const MENTION = '<!subteam^S0ONCALL>';

interface Verdict {
  readonly kills: number;
  readonly lost: number;
  readonly doubled: number;
  readonly findings: readonly string[];
}

/** Compares what Slack shows with what happened. */
function judge(
  workloads: readonly Workload[],
  slack: SlackStandIn,
  { taken }: Receiver,
): Omit<Verdict, 'kills'> {
  const findings: string[] = [];
  let lost = 0;
  let doubled = 0;
  const differ = (what: string, expected: number, found: number) => {
    if (found < expected) lost += expected - found;
    if (found > expected) doubled += found - expected;
    if (found !== expected) findings.push(`${what}: ${found} in place of ${expected}`);
  };
  const notices = new Map<string, number>();
  for (const { metadata } of slack.state.messages) {
    const payload = metadata?.event_payload as { notice?: string } | undefined;
    if (payload?.notice) notices.set(payload.notice, (notices.get(payload.notice) ?? 0) + 1);
  }
  for (const [notice, times] of notices) differ(`notice ${notice}`, 1, times);

  for (const { name, channel, runs } of workloads) {
    const cards = slack.state.messages.filter(
      (each) => each.channel === channel && !each.threadTs && each.text.includes(`Build ${name} `),
    );
    differ(`cards of ${name}`, 1, cards.length);
    const [card] = cards;
    if (!card) continue;
    const lines = slack.state.messages
      .filter((each) => each.channel === channel && each.threadTs === card.ts)
      .flatMap((each) => each.text.split('\n'));
    const count = (start: string) => lines.filter((each) => each.startsWith(start)).length;
    const expected = { fixed: 0, back: 0 };
    runs.forEach(({ works }, at) => {
      if (works) expected.fixed += 1;
      else if (runs[at - 1]?.works) expected.back += 1;
    });
    differ(`“fixed” lines of ${name}`, expected.fixed, count('✅ Fixed'));
    differ(`“back” lines of ${name}`, expected.back, count('❌ It is back'));
    const mentions = lines.filter((each) => each.includes(MENTION)).length;
    differ(`calls in the thread of ${name}`, expected.back, mentions);
    const events = [...taken.values()].filter((each) => each.name === name && each.channel === channel);
    const told = (type: string) => events.filter((each) => each.type === `incident.${type}`).length;
    differ(`events “opened” of ${name}`, 1 + expected.back, told('opened'));
    differ(`events “resolved” of ${name}`, expected.fixed, told('resolved'));
    const works = runs.at(-1)?.works ?? false;
    differ(`last state of ${name} (${card.text})`, 1, Number(card.text.startsWith(works ? '✅' : '❌')));
    const failures = runs.filter((each) => !each.works).length;
    const words = `${failures} failure${failures === 1 ? '' : 's'}`;
    const shown = /\d+ failures?/.exec(JSON.stringify(card.blocks))?.[0];
    differ(`“${words}” on the card of ${name} (it says “${shown}”)`, 1, Number(shown === words));
  }
  return { lost, doubled, findings };
}

/** Plays the hour on one database. */
async function play(
  database: Readonly<Record<string, string>>,
  seed: string,
  kills: number,
  instances: number,
): Promise<Verdict> {
  const random = numbers(seed);
  const receiver = new Receiver(numbers(`${seed}-receiver`));
  const host = await receiver.start();
  const stage = await startStage({
    seed,
    speed: SPEED,
    database,
    channels: CHANNELS,
    settings: {
      ALERT_WEBHOOKS: `ops=http://${host}/`,
      ALERT_WEBHOOK_SECRETS: `ops=whsec_${Buffer.alloc(32, 1).toString('base64')}`,
      ALERT_WEBHOOK_ALLOWED_HOSTS: host,
    },
    rules: {
      interval: MINUTE,
      busyInterval: 15_000,
      // A call to Slack ends after ten seconds of the machine's time, however fast the world's runs: a claim that ended
      // before would let another instance post the same.
      lease: 15_000 * SPEED,
      postTime: 12_000 * SPEED,
      // A digest in place of cards would hide what is counted here.
      stormCards: 1_000_000,
    },
  });
  const { world, slack, start } = stage;
  const project = stage.addProject('shop');
  const workloads = script(random);
  for (const { name, runs } of workloads) {
    addBuild(world, project, {
      name,
      source_url: `https://github.com/fernwood-shop/${name}`,
      output_image: `private.de.icr.io/shop/${name}:1`,
      behaviour: () => buildOutcome(true, '0'),
    });
    runs.forEach(({ at, works }, index) => {
      const sha = world.names.hex(40, name, String(index));
      const outcome = buildOutcome(works, sha, poison(sha));
      world.at(start + at, (startedAt) => {
        runBuild(world, project, { build: name, name: `${name}-run-${index}`, startedAt, outcome });
      });
    });
  }

  const workers = [await stage.startWorker()];
  await workers[0]?.watch(
    CHANNELS.map((channel, at) => ({
      channel,
      project: { id: project.id, name: project.name, region: project.region },
      kinds: ['builds'],
      minFailures: 1,
      createdBy: 'U0ADA',
      name: `build-${at}-*`,
      notify: [CALLED],
      webhook: 'ops',
    })),
  );
  while (workers.length < instances) workers.push(await stage.startWorker());
  let killed = 0;
  while (killed < kills) {
    await delay(200 + random() * 2200);
    if (random() < 0.3) slack.faults.add({ method: 'chat.postMessage', times: 1, answer: { lost: true } });
    const at = Math.floor(random() * workers.length);
    await workers[at]?.kill();
    killed += 1;
    workers[at] = await stage.startWorker();
  }
  while (world.clock.now() < start + HOUR) await delay(200);
  // Everything has happened: claims of who was killed may end, and with them what is under way; what would be doubled may
  // come.
  const patience = Date.now() + 120_000;
  while (judge(workloads, slack, receiver).lost > 0 && Date.now() < patience) await delay(500);
  await delay(5000);
  const verdict = judge(workloads, slack, receiver);
  for (const worker of workers) await worker.kill();
  await stage.close();
  receiver.close();
  return { kills: killed, ...verdict };
}

async function main(): Promise<void> {
  const kills = Number(options.kills);
  const instances = Math.max(1, Number(options.instances));
  const pressure = busy(Number(options.load));
  const total = { kills: 0, lost: 0, doubled: 0 };
  const report = (where: string, verdict: Verdict) => {
    for (const key of ['kills', 'lost', 'doubled'] as const) total[key] += verdict[key];
    if (options.json) return;
    console.log(`${where}: ${verdict.kills} kills, ${verdict.lost} lost, ${verdict.doubled} doubled`);
    for (const finding of verdict.findings) console.log(`  ${finding}`);
  };
  if (options.only !== 'server') {
    const folder = await mkdtemp(join(tmpdir(), 'ce-image-faults-'));
    // One process has the folder.
    report('embedded database', await play({ DATA_DIR: folder }, options.seed, kills, 1));
    await rm(folder, { recursive: true, force: true });
  }
  if (options.only !== 'embedded' && hasPostgres) {
    const server = await startPostgres();
    report(
      'Postgres server',
      await play({ DATABASE_URL: await server.createDatabase() }, options.seed, kills, instances),
    );
    await server.stop();
  } else if (options.only !== 'embedded')
    console.error('Postgres’ binaries are not installed: that half is skipped.');
  for (const each of pressure) each.kill('SIGKILL');
  console.log(options.json ? JSON.stringify(total) : `total: ${JSON.stringify(total)}`);
  process.exitCode = total.lost + total.doubled > 0 ? 1 : 0;
}

void main();

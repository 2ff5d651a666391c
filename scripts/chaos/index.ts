/**
 * Disturbs every system that a diagnosis asks, by a seeded proxy before each and by names that do not resolve; then Slack under
 * questions and alerts (`faults:slack`); then the database and the clock under alerts:
 * `npm run -s chaos -- [--json] [--seed TEXT] [--diagnoses N] [--minutes N] [--failures N]`.
 * `late`: reports that took longer than their deadline of 8 s and one more for telling it. `lost`: questions of the first
 * part without a card, and questions and alerts of the others without theirs.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { startStandIns } from '../../playground/src/index';
import { createWorld, scenarios } from '../../playground/src/scenarios';
import { observedBot } from '../../src/main';
import { numbers } from '../numbers';
import { disturbNames } from './names';
import { playOutages } from './outages';
import { type Disturber, startProxy } from './proxy';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: 'chaos' },
    diagnoses: { type: 'string', default: '500' },
    /** Simulated minutes of trouble in Slack; about seven alerts come in each. */
    minutes: { type: 'string', default: '30' },
    /** Builds that fail while database and clock are in trouble. */
    failures: { type: 'string', default: '200' },
  },
});
const DEADLINE_MS = 8000;
const SHARE = 0.1;
const AT_ONCE = 10;

async function diagnose(): Promise<{
  diagnoses: number;
  cards: number;
  late: number;
  rssGrowthMB: number;
  played: object;
}> {
  const standIns = await startStandIns(createWorld());
  const random = numbers(options.seed);
  const proxies: Disturber[] = [];
  const through = async (url: string): Promise<string> => {
    const proxy = await startProxy(url.replace('/{region}', ''), random, SHARE);
    proxies.push(proxy);
    // By name, so that the name has to be resolved.
    return proxy.url.replace('//127.0.0.1', '//localhost') + (url.includes('/{region}') ? '/{region}' : '');
  };
  const { environment, cloud, registry } = standIns;
  const names = disturbNames(random, SHARE);
  const registries = (await through(registry.url)).replace('//localhost', '//127.0.0.1');
  const bot = observedBot(
    {
      ...environment,
      IBMCLOUD_IAM_URL: await through(cloud.iamUrl),
      CODE_ENGINE_API_URL: await through(cloud.codeEngineUrl),
      KUBERNETES_API_URL: await through(cloud.kubernetesUrl),
      REGISTRY_ENDPOINTS: (environment.REGISTRY_ENDPOINTS ?? '').replaceAll(registry.url, registries),
      LOG_LEVEL: 'error',
      PORT: '0',
    },
    { write: () => undefined },
  );
  const { slack } = standIns;
  const { port } = await bot.start();
  slack.connect(`http://127.0.0.1:${port}/slack/events`);
  // As the service does: its database is open before it listens.
  await slack.people.sendSlashCommand('watches');
  await bot.idle();
  const visible = () => slack.state.messages.filter(({ byBot, deleted }) => byBot && !deleted).length;
  const total = Number(options.diagnoses);
  let cards = 0;
  let early = 0;
  for (let asked = 0; asked < total; asked += AT_ONCE) {
    const before = visible();
    const batch = Array.from({ length: Math.min(AT_ONCE, total - asked) }, (_, index) => {
      const scenario = scenarios[(asked + index) % scenarios.length];
      return slack.people.sendSlashCommand(scenario?.command ?? 'build shop-api');
    });
    await Promise.all(batch);
    await bot.idle();
    cards += Math.min(batch.length, visible() - before);
    // After everything was used once: what is kept from then on is growth.
    if (asked >= total / 5 && early === 0) early = resident();
  }
  const late = bot.reports.filter(({ tookMs }) => tookMs > DEADLINE_MS + 1000).length;
  const rssGrowthMB = Math.max(0, Math.round((resident() - early) / 1_000_000));
  await bot.stop();
  names.end();
  const played: Record<string, number> = {};
  for (const proxy of proxies) {
    for (const [fault, times] of Object.entries(proxy.played)) played[fault] = (played[fault] ?? 0) + times;
    await proxy.close();
  }
  played['name resolution'] = names.failed();
  await standIns.close();
  return { diagnoses: total, cards, late, rssGrowthMB, played };
}

function resident(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().rss;
}

/** Slack's trouble, in a process of its own. */
async function alerts(): Promise<{ alerts: number; lost: number; doubled: number }> {
  const given = ['--json', '--seed', options.seed, '--minutes', options.minutes, '--speed', '30'];
  const script = join(__dirname, '../faults-slack.ts');
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', script, ...given], {
    maxBuffer: 1e8,
  });
  // It exits with 1 when something was lost; the figures say what.
  const { stdout } = await run.catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
}

async function main(): Promise<void> {
  let unhandled = 0;
  process.on('unhandledRejection', () => (unhandled += 1));
  process.on('uncaughtException', () => (unhandled += 1));
  const { played, ...first } = await diagnose();
  const second = await alerts();
  const third = await playOutages(numbers(`${options.seed} outages`), Number(options.failures));
  if (!third) console.error('No binaries of Postgres: the database was not taken away.');
  const result = {
    diagnoses: first.diagnoses,
    cards: first.cards,
    late: first.late,
    alerts: second.alerts + (third?.alerts ?? 0),
    lost: second.lost + (third?.lost ?? 0) + (first.diagnoses - first.cards),
    doubled: second.doubled + (third?.doubled ?? 0),
    rssGrowthMB: first.rssGrowthMB,
    unhandled,
  };
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else console.log(result, 'exchanges by what was done to them:', played, 'outages:', third);
  const isFine = result.late + result.lost + result.doubled + unhandled === 0 && result.rssGrowthMB < 30;
  process.exit(isFine ? 0 : 1);
}

void main();

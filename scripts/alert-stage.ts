/** A stage for alerts: a simulated cloud and Slack in one fast time, and instances of ce-image as processes of their own. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { type Cloud, startCloud } from '../playground/src/cloud';
import { registryWorldOf, startRegistryStandIn } from '../playground/src/registry';
import { managedSecret } from '../playground/src/scenarios/kit';
import { type SlackStandIn, startSlackStandIn } from '../playground/src/slack';
import { addProject, type BuildOutcome, type Project, World, WorldClock } from '../playground/src/world';
import type { AlertRules, WatchRequest } from '../src/alerts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export interface StageOptions {
  readonly seed: string;
  /** World seconds a real second. */
  readonly speed: number;
  readonly rules: Partial<AlertRules>;
  /** DATA_DIR or DATABASE_URL. */
  readonly database: Readonly<Record<string, string>>;
  readonly channels: readonly string[];
  /** More settings of the instances. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Stage {
  readonly world: World;
  readonly cloud: Cloud;
  readonly slack: SlackStandIn;
  /** First world time. */
  readonly start: number;
  addProject(name: string): Project;
  /** Starts an instance, and waits until its database is open. */
  startWorker(): Promise<Worker>;
  close(): Promise<void>;
}

export interface Worker {
  watch(requests: readonly WatchRequest[]): Promise<void>;
  /** Resident bytes, and microseconds of processor time since its start. */
  usage(): Promise<{ readonly rss: number; readonly cpu: number }>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

export async function startStage(options: StageOptions): Promise<Stage> {
  const { seed, speed, rules, database, channels } = options;
  const wall = Date.now();
  const start = Date.UTC(2026, 0, 5, 9);
  const world = new World({ seed, clock: new WorldClock(Date.now, { start, speed }) });
  const apiKey = world.canary('api-key');
  world.identities.push({ id: 'bot', name: 'bot', accountId: world.accountId, apiKey, role: 'Writer' });
  const slack = await startSlackStandIn({ clock: world.clock });
  for (const id of channels) slack.state.channels.get(id)?.members.add(slack.state.app.userId);
  const [cloud, registry] = await Promise.all([
    startCloud(world),
    startRegistryStandIn(() => registryWorldOf(world.registry, { accountId: world.accountId })),
  ]);
  const environment = () => ({
    PATH: process.env.PATH ?? '',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    IBMCLOUD_API_KEY: apiKey,
    IBMCLOUD_IAM_URL: cloud.iamUrl,
    CODE_ENGINE_API_URL: cloud.codeEngineUrl,
    VPC_API_URL: cloud.vpcUrl,
    CODE_ENGINE_REGIONS: 'eu-de',
    REGISTRY_ENDPOINTS: `private.de.icr.io=${registry.url},de.icr.io=${registry.url}`,
    LOG_LEVEL: 'error',
    ...database,
    ...options.settings,
    PLAY: JSON.stringify({ wall, start, speed, rules }),
  });
  return {
    world,
    cloud,
    slack,
    start,
    addProject(name) {
      const project = addProject(world, { name, createdAt: start - HOUR });
      managedSecret(world, project, 'private.de.icr.io');
      return project;
    },
    startWorker: () => startWorker(environment()),
    async close() {
      await Promise.all([slack.close(), cloud.close(), registry.close()]);
    },
  };
}

async function startWorker(environment: Readonly<Record<string, string>>): Promise<Worker> {
  const child = fork(join(__dirname, 'alerts-worker.js'), {
    env: { ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await said(child, 'ready');
  return {
    async watch(requests) {
      const done = said(child, 'watched');
      child.send({ watch: requests });
      await done;
    },
    async usage() {
      const answer = said(child, 'usage');
      child.send({ usage: true });
      return (await answer) as { rss: number; cpu: number };
    },
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

/** Resolves with the part `what` of the child's next message that has it. */
function said(child: ChildProcess, what: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const listen = (message: unknown) => {
      const parts = message as Readonly<Record<string, unknown>>;
      if (parts.error) reject(new Error(String(parts.error)));
      if (!parts[what]) return;
      child.off('message', listen);
      child.off('exit', ended);
      resolve(parts[what]);
    };
    const ended = () => reject(new Error(`the worker ended before it was ${what}`));
    child.on('message', listen).once('exit', ended);
  });
}

/**
 * What a program may print, and Postgres, JSON readers or Slack refuse: NUL, half a character, reordering, and a line whose
 * characters stand across every cut.
 */
export function poison(seed: string): string {
  const odd = seed.charCodeAt(0) % 2 === 0 ? 'x' : '';
  return `a\u0000b \ud83d \udc00 \u202etxet ${odd}${'👩🏽‍🚀'.repeat(3000)}\n`;
}

/** A build run that works, or one whose Dockerfile is missing. It takes 16 seconds. `before`: what its log begins with. */
export function buildOutcome(works: boolean, sha: string, before = ''): BuildOutcome {
  const source = { log: `Cloned ${sha}`, seconds: 3, exitCode: 0, reason: 'Completed' };
  const common = { seconds: 12, source, commit: { sha, author: 'Mara Lindqvist', branch: 'main' } };
  if (works) {
    return {
      ...common,
      status: 'succeeded',
      reason: 'succeeded',
      condition: { reason: 'Succeeded', message: 'All Steps have completed executing' },
      build: { log: 'done', seconds: 8, exitCode: 0, reason: 'Completed' },
      outputDigest: `sha256:${sha.padEnd(64, '0')}`,
    };
  }
  return {
    ...common,
    status: 'failed',
    reason: 'failed_to_execute_build_run',
    condition: {
      reason: 'Failed',
      message: `buildrun step step-build-and-push failed${before.slice(0, 20)}`,
    },
    build: {
      log: `${before}failed to read dockerfile: open Dockerfile: no such file or directory`,
      seconds: 8,
      exitCode: 1,
      reason: 'Error',
    },
  };
}

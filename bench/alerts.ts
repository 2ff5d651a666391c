/**
 * What alerts cost and how fast they are, on the simulated cloud and Slack, with ce-image in a process of its own:
 * (a) from a failure to its card, in poll intervals; (b) calls for a project a minute at rest;
 * (c) memory and processor at 1,000 watched projects; (d) storms.
 * Run by `npm run bench:alerts`; databases: a Postgres server when its binaries are there, and the embedded one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { addApp, addBuild, addJobRun, type Project, runBuild } from '../playground/src/world';
import { buildOutcome, HOUR, MINUTE, type Stage, startStage } from '../scripts/alert-stage';
import type { WatchRequest } from '../src/alerts';
import { hasPostgres, startPostgres } from '../test/support/postgres-server';

const CHANNEL = 'C0SHOP';
const rows: { what: string; value: string; aim?: string }[] = [];
const say = (what: string, value: string, aim?: string) => {
  rows.push({ what, value, ...(aim && { aim }) });
  console.log(`${what}: ${value}${aim ? ` (aim: ${aim})` : ''}`);
};

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function watch(project: Project, more: Partial<WatchRequest> = {}): WatchRequest {
  const { id, name, region } = project;
  return {
    channel: CHANNEL,
    project: { id, name, region },
    kinds: ['builds', 'apps', 'jobs'],
    minFailures: 1,
    createdBy: 'U0ADA',
    ...more,
  };
}

function build(stage: Stage, project: Project, name: string): void {
  addBuild(stage.world, project, {
    name,
    source_url: `https://github.com/fernwood-shop/${name}`,
    output_image: `private.de.icr.io/shop/${name}:1`,
    behaviour: () => buildOutcome(false, '0'),
  });
}

async function until(holds: () => boolean, patience: number): Promise<void> {
  const end = Date.now() + patience;
  while (!holds() && Date.now() < end) await delay(50);
}

/** (a) Failures at random times; cards are posted one a second at most. */
async function latency(database: Record<string, string>): Promise<void> {
  const speed = 10;
  const interval = MINUTE;
  const stage = await startStage({
    seed: 'latency',
    speed,
    database,
    channels: [CHANNEL],
    // The busy interval is the default, a quarter: a build runs before it fails.
    rules: { interval, lease: 20_000 * speed, stormCards: 1_000_000 },
  });
  const { world, slack, start } = stage;
  const failedAt = new Map<string, number>();
  const projects = Array.from({ length: 20 }, (_, at) => stage.addProject(`project-${at}`));
  for (let at = 0; at < 60; at += 1) {
    const project = projects[at % projects.length] as Project;
    const name = `build-${at}-x`;
    build(stage, project, name);
    const when = start + 3 * MINUTE + world.names.number(0, 10 * MINUTE, 'when', name);
    world.at(when, (startedAt) => {
      const run = runBuild(world, project, { build: name, startedAt });
      world.at(startedAt + 17_000, () => {
        const done = project.buildRuns.get(run.name)?.status_details.completion_time;
        failedAt.set(name, Date.parse(done ?? ''));
      });
    });
  }
  const worker = await stage.startWorker();
  await worker.watch(projects.map((project) => watch(project)));
  const cards = () => slack.state.messages.filter(({ text }) => /Build build-\d+-x /.test(text));
  await until(() => cards().length >= 60, 150_000);
  const shown = new Set(cards().map(({ text }) => /build-\d+-x/.exec(text)?.[0]));
  for (const name of failedAt.keys()) if (!shown.has(name)) console.log(`no card of its own: ${name}`);
  const waits = cards().map(({ text, ts }) => {
    const name = /Build (build-\d+-x) /.exec(text)?.[1] ?? '';
    return (Number(ts) * 1000 - (failedAt.get(name) ?? Number.NaN)) / interval;
  });
  say('(a) failure to card, median', `${quantile(waits, 0.5).toFixed(2)} poll intervals`);
  say(
    '(a) failure to card, p95',
    `${quantile(waits, 0.95).toFixed(2)} poll intervals (${waits.length} cards)`,
  );
  await worker.kill();
  await stage.close();
}

/** A project with 40 apps, 100 build runs and 100 job runs, all well. */
function fill(stage: Stage, project: Project): void {
  const { world } = stage;
  build(stage, project, 'build');
  const createdAt = stage.start - HOUR;
  const spec = { image: 'private.de.icr.io/shop/web:1', cpu: '1', memory: '4G' };
  for (let at = 0; at < 40; at += 1) {
    addApp(world, project, {
      ...spec,
      name: `app-${at}`,
      createdAt,
      status: 'ready',
      reason: 'ready',
      revisions: [{ createdAt, status: 'ready', reason: 'ready' }],
    });
  }
  for (let at = 0; at < 100; at += 1) {
    const name = String(at);
    runBuild(world, project, {
      build: 'build',
      name: `build-run-${name}`,
      startedAt: createdAt,
      outcome: buildOutcome(true, world.names.hex(40, name)),
    });
    addJobRun(
      world,
      project,
      { ...spec, name: 'job' },
      { name: `job-run-${name}`, createdAt, status: 'completed', finishedAfter: 5000, indices: [] },
    );
  }
}

/** (b) and (c) A thousand projects, in real time. */
async function scale(database: Record<string, string>, where: string): Promise<void> {
  const stage = await startStage({ seed: 'scale', speed: 1, database, channels: [CHANNEL], rules: {} });
  const template = stage.addProject('template');
  fill(stage, template);
  const projects = Array.from({ length: 1000 }, (_, at) => {
    const project = stage.addProject(`project-${at}`);
    // The same resources in each: a thousand copies would be the stand-in's memory, not ours.
    for (const kind of ['builds', 'buildRuns', 'apps', 'jobRuns'] as const) {
      for (const [name, resource] of template[kind])
        (project[kind] as Map<string, unknown>).set(name, resource);
    }
    return project;
  });
  const worker = await stage.startWorker();
  for (let at = 0; at < projects.length; at += 100) {
    await worker.watch(projects.slice(at, at + 100).map((project) => watch(project)));
  }
  // The first looks, and a minute for the looks to spread out.
  await delay(90_000);
  const calls = countCalls(stage);
  const before = await worker.usage();
  const began = Date.now();
  await delay(60_000);
  const after = await worker.usage();
  const minutes = (Date.now() - began) / MINUTE;
  const perMinute = calls() / projects.length / minutes;
  const cores = (after.cpu - before.cpu) / 1000 / (Date.now() - began);
  say(`(b) ${where}: calls for a project a minute at rest`, perMinute.toFixed(2));
  say(`(c) ${where}: processor at 1,000 projects`, `${cores.toFixed(2)} cores`, 'one core');
  say(
    `(c) ${where}: memory at 1,000 projects`,
    `${Math.round(after.rss / 1_048_576)} MB`,
    where === 'embedded' ? undefined : 'under 512 MB beside the database',
  );
  await worker.kill();
  await stage.close();
}

/** Counts what the simulated Code Engine is asked from now on. */
function countCalls({ cloud }: Stage): () => number {
  const before = cloud.requests();
  return () => cloud.requests() - before;
}

/** (d) A thousand failures of one secret, and three hundred that have nothing to do with each other. */
async function storms(database: Record<string, string>): Promise<void> {
  const speed = 5;
  const stage = await startStage({
    seed: 'storms',
    speed,
    database,
    channels: [CHANNEL, 'C0GENERAL'],
    rules: { interval: 15_000, lease: 20_000 * speed },
  });
  const { world, slack } = stage;
  const one = Array.from({ length: 10 }, (_, at) => stage.addProject(`one-${at}`));
  const many = stage.addProject('many');
  const worker = await stage.startWorker();
  await worker.watch([...one.map((project) => watch(project)), watch(many, { channel: 'C0GENERAL' })]);
  await delay(5000);
  const cards = (channel: string) =>
    slack.state.messages.filter(
      (each) => each.channel === channel && !each.threadTs && each.text.startsWith('❌'),
    );

  // The registry is down: every push of every project fails.
  let began = Date.now();
  const outage = (sha: string) => {
    const outcome = buildOutcome(false, sha);
    const log =
      'error: failed to solve: failed to push private.de.icr.io/shop/web:1: unexpected status from HEAD request to https://private.de.icr.io/v2/shop/web/blobs/: 503 Service Unavailable';
    return { ...outcome, ...(outcome.build && { build: { ...outcome.build, log } }) };
  };
  for (const project of one) {
    for (let at = 0; at < 100; at += 1) {
      build(stage, project, `build-${at}`);
      runBuild(world, project, {
        build: `build-${at}`,
        startedAt: world.clock.now() - 20_000,
        outcome: outage(world.names.hex(40, project.name, String(at))),
      });
    }
  }
  await until(() => JSON.stringify(cards(CHANNEL)[0]?.blocks ?? '').includes('1000 failures'), 120_000);
  say(
    '(d) 1,000 failures with one cause',
    `${cards(CHANNEL).length} card(s), complete after ${((Date.now() - began) / 1000).toFixed(1)} s`,
    'one',
  );

  began = Date.now();
  for (let at = 0; at < 300; at += 1) {
    build(stage, many, `build-${at}`);
    runBuild(world, many, {
      build: `build-${at}`,
      startedAt: world.clock.now() - 20_000,
      outcome: buildOutcome(false, world.names.hex(40, String(at))),
    });
  }
  await until(() => cards('C0GENERAL').some(({ text }) => text.includes('300 failures')), 180_000);
  say(
    '(d) 300 unrelated failures at once',
    `${cards('C0GENERAL').length} message(s), complete after ${((Date.now() - began) / 1000).toFixed(1)} s`,
    'one',
  );
  await worker.kill();
  await stage.close();
}

async function embedded(run: (database: Record<string, string>) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ce-image-bench-'));
  await run({ DATA_DIR: folder });
  await rm(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const only = process.argv[2];
  const wanted = (part: string) => only === undefined || only === part;
  if (wanted('latency')) await embedded(latency);
  if (wanted('storms')) await embedded(storms);
  if (wanted('scale')) {
    if (hasPostgres) {
      const server = await startPostgres();
      await scale({ DATABASE_URL: await server.createDatabase() }, 'Postgres server');
      await server.stop();
    }
    await embedded((database) => scale(database, 'embedded'));
  }
  console.table(rows);
}

void main();

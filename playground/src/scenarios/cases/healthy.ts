import {
  addApp,
  addBuild,
  addJob,
  addJobRun,
  hours,
  minutes,
  type Project,
  runBuild,
  type World,
} from '../../world';
import { started } from '../events';
import { ago, publish, succeeded } from '../kit';
import { BuildKitLog } from '../logs/buildkit';
import { accessLog, nodeStart } from '../logs/runtime';
import { npmCi, shopChunks, viteBuild } from '../logs/tools';
import type { Scenario } from '../scenario';

const managed = 'ce-auto-icr-private-eu-de';
const node = 'docker.io/library/node:22-alpine';

/** Resources that work, for comparison; the default project has some as well. */
export const healthyCases: readonly Scenario[] = [
  {
    id: 'healthy-app',
    case: 'none',
    title: 'An app that works',
    command: 'app storefront --project shop-prod',
    cause: 'healthy-no-problem',
    play(world) {
      const production = world.project('shop-prod');
      addHealthyApp(world, production, 'storefront', '3.14.0');
      addHealthyApp(world, production, 'cart', '2.7.1');
      addHealthyApp(world, world.project('shop'), 'shop-web', '5.7.2');
    },
  },
  {
    id: 'healthy-build',
    case: 'none',
    title: 'A build that works',
    command: 'build storefront --project shop-prod',
    cause: 'healthy-no-problem',
    play(world) {
      addHealthyBuild(world, world.project('shop-prod'), 'storefront', '3.15.0');
      addHealthyBuild(world, world.project('shop'), 'shop-pages', '1.2.0');
    },
  },
  {
    id: 'healthy-job',
    case: 'none',
    title: 'A job that works',
    command: 'jobrun nightly-backup-run-90 --project shop-prod',
    cause: 'healthy-no-problem',
    play(world) {
      addHealthyJob(world, world.project('shop-prod'), 'nightly-backup', 90);
      addHealthyJob(world, world.project('shop'), 'shop-cleanup', 12);
    },
  },
];

function addHealthyApp(world: World, project: Project, name: string, version: string): void {
  const image = `private.de.icr.io/shop/${name}:${version}`;
  const digest = publish(world, image, { createdAt: world.clock.now() - hours(30) });
  const reference = `private.de.icr.io/shop/${name}@${digest}`;
  addApp(world, project, {
    name,
    image,
    secret: managed,
    minScale: 1,
    env: [{ type: 'literal', name: 'SESSION_KEY', value: world.canary(`${name}-session-key`) }],
    status: 'ready',
    reason: 'ready',
    revisions: [
      {
        createdAt: world.clock.now() - hours(28),
        status: 'ready',
        reason: 'ready',
        digest,
        instances: [
          {
            createdAt: ago(world, 42),
            status: 'running',
            phase: 'Running',
            user: {
              state: { running: 5_600 },
              ready: true,
              log: nodeStart(name, 8080) + accessLog(80),
              imageId: reference,
            },
            events: started(reference, 'user-container'),
          },
        ],
      },
    ],
  });
}

function addHealthyBuild(world: World, project: Project, name: string, version: string): void {
  const image = `private.de.icr.io/shop/${name}:${version}`;
  const outputDigest = world.names.digest(image, '');
  const commit = { sha: world.names.hex(40, 'commit', name), author: 'Mara Lindqvist', branch: 'main' };
  const log = new BuildKitLog()
    .begin('Dockerfile', '1.12kB', [node])
    .cached(`[build 1/6] FROM ${node}`)
    .vertex('[internal] load build context', ['transferring context: 6.02MB 0.3s done'], 0.3)
    .vertex('[build 2/6] WORKDIR /app', [], 0.1)
    .vertex('[build 3/6] COPY package.json package-lock.json ./', [], 0.1)
    .vertex('[build 4/6] RUN npm ci', npmCi(942, 33), 33.1)
    .vertex('[build 5/6] COPY . .', [], 0.4)
    .vertex('[build 6/6] RUN npm run build', viteBuild(name, shopChunks), 21.7)
    .exported(image, outputDigest, [world.names.digest('layer', name), world.names.digest('layer')])
    .toString();
  const build = addBuild(world, project, {
    name,
    source_url: `https://github.com/fernwood-shop/${name}`,
    output_image: image,
    behaviour: (spec) => succeeded(world, spec, commit, world.clock.now(), log),
  });
  publish(world, image, { createdAt: ago(world, 43) });
  for (const startedAt of [world.clock.now() - hours(29), ago(world, 45)]) {
    const outcome = { ...succeeded(world, build, commit, startedAt, log), outputDigest };
    runBuild(world, project, { build: name, startedAt, outcome });
  }
}

function addHealthyJob(world: World, project: Project, name: string, count: number): void {
  const image = `private.de.icr.io/shop/${name}:1.0.3`;
  const run = `${name}-run-${count}`;
  publish(world, image, { exposedPorts: [] });
  const job = { name, image, secret: managed };
  addJob(world, project, job);
  addJobRun(world, project, job, {
    name: run,
    createdAt: ago(world, 40),
    status: 'completed',
    finishedAfter: minutes(4),
    indices: [
      {
        index: 0,
        status: 'succeeded',
        pod: {
          phase: 'Succeeded',
          container: {
            state: { terminated: 'Completed', exitCode: 0, from: 3_000, to: minutes(4) },
            log: 'reading shop\nwarning: table search_cache is left out\n41 tables, 812 MB\nuploaded\ndone\n',
          },
          events: started(image, run),
        },
      },
    ],
    events: [
      { after: minutes(4), type: 'Normal', reason: 'Completed', message: 'JobRun completed successfully' },
    ],
  });
}

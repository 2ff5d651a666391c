/** Pods that are gone: what they wrote is in IBM Cloud Logs, or would be. */
import { addJob, addJobRun, minutes, type Project, type World } from '../../world';
import { ago, keepLog, publish, registrySecret } from '../kit';
import { nodeStart } from '../logs/runtime';
import type { Scenario } from '../scenario';
import { appInState, failedConditions } from '../workloads';

const shared = 'icr-shop-reader';
const spanish = 'ce-auto-icr-private-eu-es';

/** The project whose images are those of the shop in Frankfurt. */
function britain(world: World): Project {
  const project = world.project('logistics-uk');
  if (!project.secrets.has(shared))
    registrySecret(world, project, shared, { server: 'private.de.icr.io' }, { pull: ['shop'] });
  return project;
}

/** A revision that never got ready was scaled to zero, and took its log along. */
const scaledDown = failedConditions(
  'ContainerHealthy',
  'ExitCode1',
  'Container failed with exit code 1; the revision was scaled to zero.',
);

export const archiveCases: readonly Scenario[] = [
  {
    id: 'log-in-cloud-logs',
    case: 'none',
    title: 'The pods of the app are gone; why it ended is in IBM Cloud Logs',
    command: 'app carrier-rates --project logistics-uk',
    cause: 'runtime-config-missing',
    play(world) {
      const project = britain(world);
      const image = 'private.de.icr.io/shop/carrier-rates:3.1.0';
      const digest = publish(world, image);
      appInState(world, project, {
        name: 'carrier-rates',
        image,
        secret: shared,
        minutes: 310,
        status: 'failed',
        reason: 'container_failed_exit_code_1',
        digest,
        conditions: scaledDown,
      });
      const pod = 'carrier-rates-00001-deployment-6c5d9b7f4-x2v8k';
      keepLog(
        world,
        project,
        {
          componentType: 'app',
          component: 'carrier-rates',
          subcomponentType: 'app_revision',
          subcomponent: 'carrier-rates-00001',
          instanceId: pod,
        },
        {
          minutes: 309,
          text: [
            '> carrier-rates@3.1.0 start',
            '> node server.js',
            '{"level":"info","msg":"configuration loaded","features":["quotes"]}',
            '/app/config.js:18',
            "    throw new Error('Missing required environment variable: CARRIER_ACCOUNT_URL');",
            '    ^',
            'Error: Missing required environment variable: CARRIER_ACCOUNT_URL',
            '    at required (/app/config.js:18:11)',
            '    at Object.<anonymous> (/app/config.js:31:14)',
            'Node.js v22.14.0',
          ].join('\n'),
        },
      );
    },
  },
  {
    id: 'log-cut-in-the-middle',
    case: 'none',
    title: 'IBM Cloud Logs breaks its answer off in the middle of a long log',
    command: 'jobrun stop-sequencer-run-77 --project logistics-uk',
    cause: 'runtime-dependency-unreachable',
    play(world) {
      const project = britain(world);
      const image = 'private.de.icr.io/shop/stop-sequencer:12';
      publish(world, image, { exposedPorts: [] });
      const job = { name: 'stop-sequencer', image, secret: shared };
      const run = 'stop-sequencer-run-77';
      addJob(world, project, job);
      addJobRun(world, project, job, {
        name: run,
        createdAt: ago(world, 190),
        status: 'failed',
        finishedAfter: minutes(6),
        indices: [{ index: 0, status: 'failed', lastFailureReason: 'ContainerExitedCode1', retries: 0 }],
      });
      keepLog(
        world,
        project,
        {
          componentType: 'job',
          component: 'stop-sequencer',
          subcomponentType: 'job_run',
          subcomponent: run,
          instanceId: `${run}-0-0`,
        },
        {
          minutes: 189,
          breaksAfter: 46,
          text: [
            'planning 1,204 routes',
            ...Array.from({ length: 40 }, (_, at) => `route ${at + 1}: 14 stops, 212 km`),
            'Traceback (most recent call last):',
            '  File "/app/plan.py", line 88, in <module>',
            '    matrix = distances.connect(host="distances.internal", port=5432)',
            'psycopg2.OperationalError: connection to server at "distances.internal" (10.8.2.14), port 5432 failed: Connection refused',
            '\tIs the server running on that host and accepting TCP/IP connections?',
            ...Array.from({ length: 30 }, (_, at) => `cleaning up chunk ${at + 1}`),
          ].join('\n'),
        },
      );
    },
  },
  {
    id: 'same-error-for-days',
    case: 'none',
    title: 'A job fails every night for the same reason: since when, IBM Cloud Logs tells',
    command: 'jobrun customs-export-run-9 --project logistics-uk',
    cause: 'runtime-permission-denied',
    play(world) {
      const project = britain(world);
      const image = 'private.de.icr.io/shop/customs-export:7';
      publish(world, image, { exposedPorts: [] });
      const job = { name: 'customs-export', image, secret: shared };
      addJob(world, project, job);
      addJobRun(world, project, job, {
        name: 'customs-export-run-9',
        createdAt: ago(world, 120),
        status: 'failed',
        finishedAfter: minutes(2),
        indices: [{ index: 0, status: 'failed', lastFailureReason: 'ContainerExitedCode1', retries: 0 }],
      });
      const keepRun = (component: string, run: number, age: number, text: string) => {
        const subcomponent = `${component}-run-${run}`;
        keepLog(
          world,
          project,
          {
            componentType: 'job',
            component,
            subcomponentType: 'job_run',
            subcomponent,
            instanceId: `${subcomponent}-0-0`,
          },
          { minutes: age, text },
        );
      };
      const failing = (run: number) =>
        [
          `declarations to write: ${1_180 + run}`,
          `PermissionError: [Errno 13] Permission denied: '/var/export/declarations-${run}.xml'`,
        ].join('\n');
      // Every night at the same hour; the fourth was well.
      for (const [index, run] of [5, 6, 7, 8, 9].entries()) {
        keepRun('customs-export', run, (4 - index) * 24 * 60 + 119, failing(run));
      }
      keepRun('customs-export', 4, 5 * 24 * 60 + 119, 'declarations to write: 1184\nwritten');
      // Its name holds the other’s, and a search finds it as well.
      keepRun('old-customs-export', 1, 6 * 24 * 60, failing(1));
    },
  },
  {
    id: 'cloud-logs-instance-gone',
    case: 'none',
    title: 'The instance of IBM Cloud Logs that the bot is told of does not exist',
    command: 'app size-guide --project shop-es',
    cause: 'container-exit-nonzero',
    play(world) {
      const project = world.project('shop-es');
      const image = 'private.es.icr.io/shop-es/size-guide:1.9.2';
      const serving = publish(world, 'private.es.icr.io/shop-es/size-guide:1.9.1');
      const digest = publish(world, image);
      appInState(world, project, {
        name: 'size-guide',
        image,
        secret: spanish,
        minutes: 95,
        serving: { image: 'private.es.icr.io/shop-es/size-guide:1.9.1', digest: serving },
        status: 'failed',
        reason: 'container_failed_exit_code_1',
        digest,
        conditions: scaledDown,
      });
    },
  },
  {
    id: 'healthy-app-without-log-archive',
    case: 'none',
    title: 'An app that works, where the instance of IBM Cloud Logs is gone',
    command: 'app store-finder --project shop-es',
    cause: 'healthy-no-problem',
    play(world) {
      const image = 'private.es.icr.io/shop-es/store-finder:4.0.0';
      const digest = publish(world, image);
      appInState(world, world.project('shop-es'), {
        name: 'store-finder',
        image,
        secret: spanish,
        minutes: 600,
        status: 'ready',
        reason: 'ready',
        digest,
        instances: [
          {
            createdAt: ago(world, 600),
            status: 'running',
            phase: 'Running',
            user: { state: { running: 3_000 }, ready: true, log: nodeStart('store-finder', 8080) },
          },
        ],
      });
    },
  },
];

import {
  addApp,
  addBuild,
  type BuildOutcome,
  commitTo,
  hours,
  minutes,
  runBuild,
  seconds,
} from '../../world';
import { notReady, started } from '../events';
import { ago, cloneWorked, publish, succeeded } from '../kit';
import { BuildKitLog } from '../logs/buildkit';
import { pythonBuildpacks } from '../logs/buildpacks';
import { accessLog, nodeStart } from '../logs/runtime';
import { npmCi } from '../logs/tools';
import type { Scenario } from '../scenario';
import { appCrashing, appInState, failedConditions } from '../workloads';

/** Apps whose image is there: they wait, stop, start again or are not heard. */
export const appCases: readonly Scenario[] = [
  {
    id: 'listens-on-another-port',
    case: 'A-8',
    title: 'The app listens on another port than Code Engine asks',
    command: 'app shop-checkout',
    cause: 'port-not-listening',
    play(world) {
      const project = world.project('shop');
      const image = 'private.de.icr.io/shop/shop-checkout:5.1.0';
      const before = publish(world, 'private.de.icr.io/shop/shop-checkout:5.0.3', {
        createdAt: world.clock.now() - hours(190),
      });
      const digest = publish(world, image, {
        exposedPorts: ['3000/tcp'],
        createdAt: ago(world, 75),
        program: { listensOn: 3_000 },
      });
      const reference = `private.de.icr.io/shop/shop-checkout@${digest}`;
      const failed = 'Initial scale was never achieved';
      addApp(world, project, {
        name: 'shop-checkout',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        port: 8080,
        env: [
          {
            type: 'secret_key_reference',
            name: 'DB_PASSWORD',
            reference: 'shop-database',
            key: 'DB_PASSWORD',
          },
          { type: 'literal', name: 'PAYMENT_TOKEN', value: world.canary('payment-token') },
        ],
        status: 'warning',
        reason: 'ready_but_latest_revision_failed',
        revisions: [
          {
            image: 'private.de.icr.io/shop/shop-checkout:5.0.3',
            createdAt: world.clock.now() - hours(188),
            status: 'ready',
            reason: 'ready',
            digest: before,
          },
          {
            createdAt: ago(world, 24),
            status: 'failed',
            reason: 'initial_scale_never_achieved',
            digest,
            conditions: [
              { type: 'ContainerHealthy', status: 'True' },
              { type: 'Ready', status: 'False', reason: 'ProgressDeadlineExceeded', message: failed },
              {
                type: 'ResourcesAvailable',
                status: 'False',
                reason: 'ProgressDeadlineExceeded',
                message: failed,
              },
            ],
            events: [
              {
                after: minutes(10),
                type: 'Warning',
                reason: 'RevisionFailed',
                message: `Revision "shop-checkout-00002" failed with message: ${failed}.`,
                component: 'service-controller',
              },
            ],
            instances: [
              {
                createdAt: ago(world, 24),
                status: 'running',
                phase: 'Running',
                user: {
                  state: { running: 6_100 },
                  ready: false,
                  log: checkoutLog(world.canary('checkout-log-token')),
                  imageId: reference,
                },
                proxy: {
                  state: { running: 6_400 },
                  ready: false,
                  log: Array.from(
                    { length: 24 },
                    (_, index) =>
                      `{"severity":"WARNING","message":"user container is not ready","attempt":${index + 1},"error":"dial tcp 127.0.0.1:8080: connect: connection refused"}\n`,
                  ).join(''),
                },
                conditions: notReady('user-container queue-proxy'),
                events: [
                  ...started(reference, 'user-container'),
                  {
                    after: 16_000,
                    type: 'Warning',
                    reason: 'Unhealthy',
                    message:
                      'Readiness probe failed: HTTP probe failed with statuscode: 503; dial tcp 127.0.0.1:8080: connect: connection refused',
                    count: 46,
                    lastAfter: minutes(23),
                    repeatsEvery: 10_000,
                  },
                ],
              },
            ],
          },
        ],
      });
    },
  },
  {
    id: 'revision-quota',
    case: 'A-6',
    title: 'The project has as many revisions as it may have',
    command: 'app landing-page --project campaigns',
    cause: 'project-quota-exceeded',
    play(world) {
      const project = world.project('campaigns');
      const image = 'private.de.icr.io/campaigns/landing-page:44';
      const digest = publish(world, 'private.de.icr.io/campaigns/landing-page:43');
      publish(world, image);
      const message =
        'revisions.serving.knative.dev "landing-page-00002" is forbidden: exceeded quota: project-quota, requested: count/revisions.serving.knative.dev=1, used: count/revisions.serving.knative.dev=120, limited: count/revisions.serving.knative.dev=120';
      appInState(world, project, {
        name: 'landing-page',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 21,
        serving: { image: 'private.de.icr.io/campaigns/landing-page:43', digest },
        status: 'loading',
        reason: 'deploying_waiting_for_resources',
        appReason: 'waiting_for_resources',
        conditions: [
          { type: 'Ready', status: 'Unknown', reason: 'ExceededResourceQuota', message },
          { type: 'ResourcesAvailable', status: 'False', reason: 'FailedCreate', message },
        ],
        events: [
          {
            after: 3_000,
            type: 'Warning',
            reason: 'FailedCreate',
            message: `Error creating: ${message}`,
            count: 12,
            lastAfter: minutes(20),
            repeatsEvery: minutes(2),
          },
        ],
      });
    },
  },
  ...(['git', 'local'] as const).map((source): Scenario => {
    const name = source === 'git' ? 'returns-desk' : 'click-and-collect';
    return {
      id: `waits-for-build-from-${source}`,
      case: source === 'git' ? 'A-9' : 'A-10',
      title: `The app waits for its image, which is being built from ${source === 'git' ? 'a repository' : 'local source'}`,
      command: `app ${name} --project warehouse`,
      cause: 'waiting-for-build',
      play(world) {
        const project = world.project('warehouse');
        const image = `private.de.icr.io/warehouse/${name}:latest`;
        const url = source === 'git' ? `https://github.com/fernwood-shop/${name}` : '';
        const build = addBuild(world, project, {
          name: `${name}-build`,
          source_type: source,
          ...(source === 'git' && { source_url: url }),
          output_image: image,
          strategy_size: 'large',
          timeout: 3_600,
          createdAt: ago(world, 7),
          behaviour: (spec) => ({
            status: 'running',
            reason: 'running',
            seconds: 3_000,
            condition: { reason: 'Running', message: 'Not all Steps in the Task have finished executing' },
            source: cloneWorked(spec, world.names.hex(40, 'commit', name), world.clock.now()),
            build: {
              log: new BuildKitLog()
                .begin('Dockerfile', '733B', ['docker.io/library/node:22'])
                .vertex('[build 2/5] COPY package.json package-lock.json ./', [], 0.1)
                .vertex('[build 3/5] RUN npm ci', npmCi(1_402, 58), 58.2)
                .toString(),
              seconds: 2_990,
              exitCode: 0,
              reason: 'Completed',
            },
          }),
        });
        const run = runBuild(world, project, { build: build.name, startedAt: ago(world, 7) });
        appInState(world, project, {
          name,
          image,
          secret: 'ce-auto-icr-private-eu-de',
          build: build.name,
          buildRun: run.name,
          minutes: 6.5,
          status: 'loading',
          reason: 'waiting',
          conditions: [
            { type: 'Ready', status: 'Unknown', reason: 'Waiting', message: 'Waiting for the image build' },
          ],
        });
      },
    };
  }),
  {
    id: 'process-ends-by-itself',
    case: 'A-11',
    title: 'The program does its work and ends: it should be a job',
    command: 'app price-sync --project warehouse',
    cause: 'app-exits-cleanly',
    play(world) {
      const image = 'private.de.icr.io/warehouse/price-sync:0.6.0';
      appCrashing(world, world.project('warehouse'), {
        name: 'price-sync',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 31,
        digest: publish(world, image, { cmd: ['node', 'sync.js'], exposedPorts: [], program: { ends: 0 } }),
        reason: 'container_failed_exit_code_0',
        exitCode: 0,
        terminated: 'Completed',
        restarts: 8,
        log: 'price-sync 0.6.0\nreading 3 feeds\nfeed swiftcargo: 212 prices, 4 changed\nfeed nordlight: 88 prices, 0 changed\nfeed maison: 1404 prices, 31 changed\nwrote 35 changes\ndone in 3.2 s\n',
      });
    },
  },
  {
    id: 'crashes-at-start',
    case: 'A-12',
    title: 'The program crashes at start',
    command: 'app coupon-engine --project campaigns',
    cause: 'container-exit-nonzero',
    play(world) {
      const image = 'private.de.icr.io/campaigns/coupon-engine:2.0.0';
      const password = world.canary('coupon-database-url');
      appCrashing(world, world.project('campaigns'), {
        name: 'coupon-engine',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        env: [
          {
            type: 'literal',
            name: 'DATABASE_URL',
            value: `postgresql://coupons:${password}@db.fernwood.example/coupons`,
          },
        ],
        minutes: 27,
        digest: publish(world, image, { program: { ends: 1 } }),
        reason: 'container_failed_exit_code_1',
        exitCode: 1,
        terminated: 'Error',
        restarts: 9,
        log: [
          '> coupon-engine@2.0.0 start',
          '> node dist/server.js',
          '',
          `connecting to postgresql://coupons:${password}@db.fernwood.example/coupons`,
          'connected',
          '/app/dist/rules/load.js:18',
          "    throw new TypeError('rule ' + rule.id + ' has no conditions');",
          '    ^',
          '',
          'TypeError: rule spring-sale has no conditions',
          '    at loadRules (/app/dist/rules/load.js:18:11)',
          '    at start (/app/dist/server.js:44:9)',
          '    at Object.<anonymous> (/app/dist/server.js:71:1)',
          '',
          'Node.js v22.17.0',
          '',
        ].join('\n'),
      });
    },
  },
  {
    id: 'python-without-procfile',
    case: 'B-21',
    title: 'Buildpacks made a Python image that starts the interpreter instead of the app',
    command: 'app trend-report --project analytics',
    cause: 'buildpack-no-start-command',
    shownBy: { file: 'requirements.txt' },
    play(world) {
      const project = world.project('analytics');
      const image = 'private.us.icr.io/analytics/trend-report:1.0.0';
      const digest = publish(world, image, {
        entrypoint: ['/cnb/process/web'],
        cmd: [],
        program: { ends: 0 },
      });
      const spec = {
        name: 'trend-report',
        source_url: 'https://github.com/fernwood-shop/trend-report',
        output_image: image,
        strategy_type: 'buildpacks',
      } as const;
      const files = {
        'requirements.txt': 'flask==3.1.1\n',
        'report.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
      };
      const author = 'Priya Raman';
      const [sha = ''] = commitTo(world, spec, { files, author, subject: 'Trends of the week' }) ?? [];
      const commit = { sha, author, branch: 'main' };
      const build = addBuild(world, project, { ...spec, behaviour: () => made });
      const startedAt = ago(world, 58);
      const made: BuildOutcome = {
        ...succeeded(world, build, commit, startedAt, pythonBuildpacks(image, digest).join('\n')),
        outputDigest: digest,
      };
      const run = runBuild(world, project, { build: 'trend-report', startedAt });
      appCrashing(world, project, {
        name: 'trend-report',
        image,
        secret: 'ce-auto-icr-private-us-south',
        build: 'trend-report',
        buildRun: run.name,
        minutes: 26,
        digest,
        reason: 'container_failed_exit_code_0',
        exitCode: 0,
        terminated: 'Completed',
        restarts: 7,
        lives: 1,
        log: 'Python 3.11.14 (main, Oct 13 2025, 08:12:44) [GCC 13.3.0] on linux\nType "help", "copyright", "credits" or "license" for more information.\n>>> \n',
      });
    },
  },
  {
    id: 'memory-grows',
    case: 'A-15',
    title: 'The app is restarted, because it needs more memory than it has',
    command: 'app recommendations --project customer-care',
    cause: 'container-oom-killed',
    play(world) {
      const image = 'private.de.icr.io/shop/recommendations:1.17.0';
      appCrashing(world, world.project('customer-care'), {
        name: 'recommendations',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        memory: '1G',
        cpu: '0.25',
        minScale: 1,
        minutes: 54,
        digest: publish(world, image, { program: { memory: 1.4 } }),
        reason: 'ready',
        status: 'ready',
        upAgain: true,
        exitCode: 137,
        terminated: 'OOMKilled',
        restarts: 5,
        lives: 520,
        log: `${nodeStart('recommendations', 8080)}${accessLog(70)}{"level":"warn","msg":"heap is large","heapMb":811}\n{"level":"warn","msg":"heap is large","heapMb":968}\n`,
        currentLog: nodeStart('recommendations', 8080) + accessLog(40),
      });
    },
  },
  {
    id: 'restarts-often',
    case: 'A-17',
    title: 'The app is restarted again and again, and nothing says why',
    command: 'app live-chat --project customer-care',
    cause: 'container-restarts',
    play(world) {
      const image = 'private.de.icr.io/shop/live-chat:0.30.2';
      appCrashing(world, world.project('customer-care'), {
        name: 'live-chat',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minScale: 1,
        minutes: 55,
        digest: publish(world, image, { program: { ends: 143 } }),
        reason: 'ready',
        status: 'ready',
        upAgain: true,
        exitCode: 143,
        terminated: 'Error',
        restarts: 11,
        lives: 260,
        log: nodeStart('live-chat', 8080) + accessLog(90),
        currentLog: nodeStart('live-chat', 8080) + accessLog(30),
      });
    },
  },
  {
    id: 'newest-revision-cannot-start',
    case: 'A-18',
    title: 'An older revision serves, because the start command of the newest is not in its image',
    command: 'app order-tracker --project customer-care',
    cause: 'entrypoint-not-found',
    play(world) {
      const project = world.project('customer-care');
      const before = 'private.de.icr.io/shop/order-tracker:6.0.4';
      const image = 'private.de.icr.io/shop/order-tracker:6.1.0';
      const serving = { image: before, digest: publish(world, before) };
      const digest = publish(world, image, {
        entrypoint: ['node server.js'],
        cmd: [],
        program: { commands: ['node'] },
      });
      const reference = `private.de.icr.io/shop/order-tracker@${digest}`;
      const why =
        'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "node server.js": executable file not found in $PATH: unknown';
      appInState(world, project, {
        name: 'order-tracker',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 19,
        serving,
        status: 'failed',
        reason: 'initial_scale_never_achieved',
        digest,
        conditions: failedConditions('ContainerHealthy', 'StartError', `Container failed with: ${why}`),
        instances: [
          {
            createdAt: ago(world, 19),
            status: 'pending',
            phase: 'Pending',
            user: {
              state: {
                waiting: 'CrashLoopBackOff',
                message: 'back-off 5m0s restarting failed container=user-container',
              },
              last: {
                terminated: 'StartError',
                exitCode: 128,
                message: why,
                from: minutes(16),
                to: minutes(16),
              },
              restarts: 8,
              log: '',
            },
            conditions: notReady('user-container'),
            events: [
              ...started(reference, 'user-container').slice(0, 4),
              {
                after: seconds(6),
                type: 'Warning',
                reason: 'Failed',
                message: `Error: ${why}`,
                count: 9,
                lastAfter: minutes(16),
                repeatsEvery: minutes(5),
              },
              {
                after: seconds(9),
                type: 'Warning',
                reason: 'BackOff',
                message: 'Back-off restarting failed container user-container in pod {name}_{namespace}',
                count: 71,
                lastAfter: minutes(18.7),
                repeatsEvery: 14_000,
              },
            ],
          },
        ],
      });
    },
  },
  {
    id: 'probe-asks-for-missing-path',
    case: 'A-19',
    title: 'The readiness probe asks for a path that the app does not have',
    command: 'app store-locator --project shop-previews',
    cause: 'probe-misconfigured',
    play(world) {
      const project = world.project('shop-previews');
      const image = 'private.de.icr.io/shop/store-locator:1.5.0';
      const digest = publish(world, image, { program: { answers: ['/', '/healthz'] } });
      const reference = `private.de.icr.io/shop/store-locator@${digest}`;
      const failed = 'Initial scale was never achieved';
      appInState(world, project, {
        name: 'store-locator',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        readiness: {
          type: 'http',
          path: '/ready',
          port: 8080,
          failure_threshold: 3,
          initial_delay: 5,
          interval: 10,
          timeout: 1,
        },
        minutes: 24,
        status: 'failed',
        reason: 'initial_scale_never_achieved',
        digest,
        conditions: failedConditions('ResourcesAvailable', 'ProgressDeadlineExceeded', failed),
        instances: [
          {
            createdAt: ago(world, 24),
            status: 'running',
            phase: 'Running',
            user: {
              state: { running: 5_000 },
              ready: false,
              log: `${nodeStart('store-locator', 8080)}${Array.from({ length: 60 }, () => '{"level":"info","msg":"request","method":"GET","path":"/ready","status":404,"ms":1}\n').join('')}`,
            },
            proxy: { state: { running: 5_400 }, ready: false, log: '' },
            conditions: notReady('user-container queue-proxy'),
            events: [
              ...started(reference, 'user-container'),
              {
                after: 16_000,
                type: 'Warning',
                reason: 'Unhealthy',
                message: 'Readiness probe failed: HTTP probe failed with statuscode: 404',
                count: 130,
                lastAfter: minutes(23.8),
                repeatsEvery: 10_000,
              },
            ],
          },
        ],
      });
    },
  },
];

function checkoutLog(token: string): string {
  return [
    '> shop-checkout@5.1.0 start',
    '> node dist/main.js',
    '',
    '[config] loaded 41 settings from environment',
    '[config] warning: PORT is ignored since 5.1, the port is set in config/default.json',
    '[db] connecting to postgresql://shop-db.fernwood.example:5432/checkout',
    '[db] connected, 14 migrations are up to date',
    `[payments] GET https://api.payments.fernwood.example/v1/status Authorization: Bearer ${token}`,
    '[payments] provider is reachable (118 ms)',
    '[cache] warming up: 312 products',
    '[cache] warming up: 624 products',
    '[cache] ready',
    '[http] checkout is listening on http://0.0.0.0:3000',
    '',
  ].join('\n');
}

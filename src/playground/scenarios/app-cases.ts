import { addApp, hours, minutes } from '../world';
import { notReady, started } from './events';
import { ago, publish } from './kit';
import type { Scenario } from './scenario';

/** Apps whose image is there and that do not run. */
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
      const digest = publish(world, image, { exposedPorts: ['3000/tcp'], createdAt: ago(world, 75) });
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

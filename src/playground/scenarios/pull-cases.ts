import { addApp, addJob, addJobRun, hours, minutes } from '../world';
import { notReady, pullBackOff, pullFailing, started, unresolved } from './events';
import { ago, publish, repository } from './kit';
import { accessLog, nodeStart } from './logs/runtime';
import type { Scenario } from './scenario';

/** Images that cannot be pulled. */
export const pullCases: readonly Scenario[] = [
  {
    id: 'pull-traffic-used-up',
    case: 'I-2',
    title: "The month's pull traffic of the registry account is used up",
    command: 'jobrun route-planner-run-7 --project logistics-uk',
    cause: 'registry-quota-traffic',
    play(world) {
      const project = world.project('logistics-uk');
      const image = 'uk.icr.io/logistics/route-planner:2.8.0';
      publish(world, image, { bytes: 212_000_000, entrypoint: ['/app/plan'], exposedPorts: [] });
      world.registry.troubles.push({ host: 'uk.icr.io', path: 'logistics/', kind: 'pull-quota' });
      const job = {
        name: 'route-planner',
        image,
        secret: 'ce-auto-icr-private-eu-gb',
        env: [{ type: 'literal', name: 'MAPS_KEY', value: world.canary('maps-key') }],
      };
      addJob(world, project, job);
      const createdAt = ago(world, 18);
      const error = unresolved(
        image,
        'unexpected status from HEAD request to https://uk.icr.io/v2/logistics/route-planner/manifests/2.8.0: 403 Forbidden - Server message: denied: You have exceeded your pull traffic quota for the current month. Review your pull traffic quota and pricing plan.',
      );
      addJobRun(world, project, job, {
        name: 'route-planner-run-7',
        createdAt,
        status: 'pending',
        indices: [0, 1].map((index) => ({
          index,
          status: 'pending' as const,
          pod: {
            phase: 'Pending' as const,
            container: { state: pullBackOff(image, error) },
            events: pullFailing(image, error, minutes(18)),
            conditions: notReady('route-planner-run-7'),
          },
        })),
      });
    },
  },
  {
    id: 'private-image-on-docker-hub',
    case: 'I-3',
    title: 'Docker Hub does not tell a missing image from a private one',
    command: 'jobrun stock-sync-nightly --project warehouse',
    cause: 'access-denied-or-not-found',
    play(world) {
      const project = world.project('warehouse');
      const image = 'docker.io/fernwood/stock-sync:2.3';
      repository(world, image, 'private');
      const job = { name: 'stock-sync', image };
      addJob(world, project, job);
      const error = unresolved(
        image,
        'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
      );
      addJobRun(world, project, job, {
        name: 'stock-sync-nightly',
        createdAt: ago(world, 26),
        status: 'pending',
        indices: [
          {
            index: 0,
            status: 'pending',
            pod: {
              phase: 'Pending',
              container: { state: pullBackOff(image, error) },
              events: pullFailing(image, error, minutes(26)),
              conditions: notReady('stock-sync-nightly'),
            },
          },
        ],
      });
    },
  },
  {
    id: 'pinned-digest-gone',
    case: 'I-4',
    title: 'The tag was overwritten and the image that the revision is pinned to was cleaned up',
    command: 'app storefront-cms --project content',
    cause: 'image-digest-not-found',
    play(world) {
      const project = world.project('content');
      const image = 'private.de.icr.io/content/storefront-cms:latest';
      const digest = world.names.digest(image, 'overwritten');
      publish(world, image, { build: 'newer', createdAt: ago(world, 150) });
      const reference = `private.de.icr.io/content/storefront-cms@${digest}`;
      const error = unresolved(reference, `${reference}: not found`);
      const createdAt = ago(world, 16);
      addApp(world, project, {
        name: 'storefront-cms',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        status: 'failed',
        reason: 'no_revision_ready',
        revisions: [
          {
            createdAt: world.clock.now() - hours(150),
            status: 'failed',
            reason: 'fetch_image_failed_unknown_manifest',
            digest,
            conditions: [
              {
                type: 'Ready',
                status: 'False',
                reason: 'ImagePullBackOff',
                message: `Unable to pull the image. Image "${image}" does not exist in the registry namespace. Check your registry repository and tag. If the image exists in the repository, check whether the specified tag points to the correct image digest.`,
              },
            ],
            instances: [
              {
                createdAt,
                status: 'pending',
                phase: 'Pending',
                user: { state: pullBackOff(reference, error) },
                conditions: notReady('user-container'),
                events: pullFailing(reference, error, minutes(16)),
              },
            ],
          },
        ],
      });
    },
  },
  {
    id: 'no-pull-secret',
    case: 'I-8',
    title: 'A private image is pulled without a secret',
    command: 'app gift-cards --project loyalty',
    cause: 'auth-missing',
    play(world) {
      const project = world.project('loyalty');
      const image = 'private.de.icr.io/loyalty/gift-cards:1.2.0';
      publish(world, image);
      const message = `Unable to fetch image "${image}": failed to resolve image to digest: HEAD https://private.de.icr.io/v2/loyalty/gift-cards/manifests/1.2.0: unexpected status code 403 Forbidden (HEAD responses have no body, use GET for details)`;
      addApp(world, project, {
        name: 'gift-cards',
        image,
        createdAt: ago(world, 22),
        env: [{ type: 'literal', name: 'VOUCHER_SALT', value: world.canary('voucher-salt') }],
        status: 'failed',
        reason: 'no_revision_ready',
        revisions: [
          {
            createdAt: ago(world, 22),
            status: 'failed',
            reason: 'fetch_image_failed_missing_pull_credentials',
            conditions: [
              { type: 'ContainerHealthy', status: 'False', reason: 'ContainerMissing', message },
              { type: 'Ready', status: 'False', reason: 'ContainerMissing', message },
            ],
            events: [
              {
                after: 2_000,
                type: 'Warning',
                reason: 'InternalError',
                message: 'Status code 403 Forbidden',
                count: 9,
                lastAfter: minutes(20),
                repeatsEvery: minutes(4),
              },
            ],
          },
        ],
      });
    },
  },
  {
    id: 'healthy-project',
    case: 'none',
    title: 'An app that works',
    command: 'app storefront --project shop-prod',
    cause: 'healthy-no-problem',
    play(world) {
      const project = world.project('shop-prod');
      for (const [name, port] of [
        ['storefront', 8080],
        ['cart', 8080],
      ] as const) {
        const image = `private.de.icr.io/shop/${name}:3.14.0`;
        const digest = publish(world, image, { createdAt: world.clock.now() - hours(30) });
        const reference = `private.de.icr.io/shop/${name}@${digest}`;
        addApp(world, project, {
          name,
          image,
          secret: 'ce-auto-icr-private-eu-de',
          port,
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
                    log: nodeStart(name, port) + accessLog(80),
                    imageId: reference,
                  },
                  events: started(reference, 'user-container'),
                },
              ],
            },
          ],
        });
      }
    },
  },
];

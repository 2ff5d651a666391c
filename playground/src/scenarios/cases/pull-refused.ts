import { addApp, addJob, addJobRun, minutes } from '../../world';
import { notReady, pullBackOff, pullFailing, unresolved } from '../events';
import { addLogin, ago, publish, registrySecret } from '../kit';
import type { Scenario } from '../scenario';
import { appNotPulled, appNotResolved, jobNotPulled } from '../workloads';

/** Images that the registry does not give to whoever asks. */
export const pullRefusedCases: readonly Scenario[] = [
  {
    id: 'private-image-on-docker-hub',
    case: 'I-3',
    title: 'Docker Hub does not tell a missing image from a private one',
    command: 'jobrun stock-sync-nightly --project warehouse',
    cause: 'access-denied-or-not-found',
    play(world) {
      const project = world.project('warehouse');
      const image = 'docker.io/fernwood/stock-sync:2.3';
      // It is there; the registry does not say so.
      publish(world, image, { exposedPorts: [] });
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
    id: 'rotated-key-in-secret',
    case: 'I-7',
    title: 'The API key was rotated and the registry secret still holds the old one',
    command: 'app newsletter --project content',
    cause: 'auth-invalid',
    play(world) {
      const project = world.project('content');
      registrySecret(world, project, 'icr-content', { server: 'private.de.icr.io' }, 'refused');
      publish(world, 'private.de.icr.io/content/newsletter:3.3.0');
      appNotResolved(world, project, {
        name: 'newsletter',
        image: 'private.de.icr.io/content/newsletter:3.3.0',
        secret: 'icr-content',
        minutes: 44,
        reason: 'fetch_image_failed_wrong_pull_credentials',
        why: 'HEAD https://private.de.icr.io/v2/content/newsletter/manifests/3.3.0: unexpected status code 401 Unauthorized (HEAD responses have no body, use GET for details)',
        platform: 'Status code 401 Unauthorized',
      });
    },
  },
  {
    id: 'key-without-reader',
    case: 'I-9',
    title: 'The API key is not allowed to read this namespace',
    command: 'app audit-trail --project payments',
    cause: 'permission-denied-pull',
    play(world) {
      const project = world.project('payments');
      const image = 'private.de.icr.io/payments/audit-trail:1.1.4';
      registrySecret(world, project, 'icr-shop-reader', { server: 'private.de.icr.io' }, { pull: ['shop'] });
      publish(world, image);
      appNotPulled(world, project, {
        name: 'audit-trail',
        image,
        secret: 'icr-shop-reader',
        minutes: 23,
        error: (reference) =>
          unresolved(
            reference,
            'unexpected status from HEAD request to https://private.de.icr.io/v2/payments/audit-trail/manifests/1.1.4: 403 Forbidden - Server message: denied: You are not authorized to access the specified resource.',
          ),
      });
    },
  },
  {
    id: 'managed-secret-deleted',
    case: 'I-17',
    title: 'Somebody deleted the registry secret that Code Engine made',
    command: 'app bonus-points --project loyalty',
    cause: 'managed-secret-missing',
    play(world) {
      const image = 'private.de.icr.io/loyalty/bonus-points:2.2.0';
      publish(world, image);
      appNotResolved(world, world.project('loyalty'), {
        name: 'bonus-points',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 46,
        reason: 'fetch_image_failed_missing_pull_secret',
        why: 'failed to get pull secret: secrets "ce-auto-icr-private-eu-de" not found',
      });
    },
  },
  {
    id: 'image-of-another-account',
    case: 'I-18',
    title: "The image belongs to another account, which does not know this account's key",
    command: 'jobrun tax-tables-monthly --project reporting',
    // Whether the image is there, only the owner of its namespace can tell.
    cause: 'access-denied-or-not-found',
    play(world) {
      const project = world.project('reporting');
      const image = 'private.de.icr.io/taxlab/tax-tables:2026';
      publish(world, image, { exposedPorts: [] });
      registrySecret(world, project, 'icr-own-account', { server: 'private.de.icr.io' }, { pull: ['shop'] });
      jobNotPulled(world, project, {
        name: 'tax-tables',
        run: 'tax-tables-monthly',
        image,
        secret: 'icr-own-account',
        minutes: 42,
        error: unresolved(
          image,
          'unexpected status from HEAD request to https://private.de.icr.io/v2/taxlab/tax-tables/manifests/2026: 403 Forbidden - Server message: denied: You are not authorized to access the specified resource.',
        ),
      });
    },
  },
  {
    id: 'docker-hub-server-wrong',
    case: 'I-20',
    title: 'The Docker Hub secret names another server',
    command: 'app style-guide --project content',
    cause: 'registry-secret-wrong-server',
    play(world) {
      const project = world.project('content');
      const image = 'docker.io/fernwood/style-guide:7.1.0';
      publish(world, image);
      registrySecret(
        world,
        project,
        'dockerhub-pull',
        { server: 'hub.docker.com', username: 'fernwood' },
        'refused',
      );
      addLogin(world, project, 'dockerhub-pull', 'docker.io', { pull: ['fernwood'] });
      appNotResolved(world, project, {
        name: 'style-guide',
        image,
        secret: 'dockerhub-pull',
        minutes: 28,
        reason: 'fetch_image_failed_missing_pull_credentials',
        why: 'GET https://index.docker.io/v2/fernwood/style-guide/manifests/7.1.0: UNAUTHORIZED: authentication required; [map[Action:pull Class: Name:fernwood/style-guide Type:repository]]',
      });
    },
  },
  {
    id: 'token-without-scope',
    case: 'A-4',
    title: 'The GitHub token is not allowed to read packages',
    command: 'app size-advisor --project shop-previews',
    cause: 'permission-denied-pull',
    play(world) {
      const project = world.project('shop-previews');
      const image = 'ghcr.io/fernwood-shop/size-advisor:0.4.0';
      registrySecret(
        world,
        project,
        'ghcr-ci',
        { server: 'ghcr.io', username: 'fernwood-bot' },
        { pull: ['fernwood-shop/price-watch'] },
      );
      publish(world, image);
      appNotPulled(world, project, {
        name: 'size-advisor',
        image,
        secret: 'ghcr-ci',
        minutes: 20,
        platform: `Unable to pull the image "${image}"`,
        error: (reference) =>
          unresolved(
            reference,
            'unexpected status from HEAD request to https://ghcr.io/v2/fernwood-shop/size-advisor/manifests/0.4.0: 403 Forbidden - Server message: denied: permission_denied: The token provided does not match expected scopes.',
          ),
      });
    },
  },
  {
    id: 'job-not-allowed-to-pull',
    case: 'J-7',
    title: 'A job’s image on Docker Hub is private or not there',
    command: 'jobrun review-import-run-8 --project content',
    cause: 'access-denied-or-not-found',
    play(world) {
      const image = 'docker.io/fernwood/review-import:1.2';
      // It is there; the registry does not say so.
      publish(world, image, { exposedPorts: [] });
      jobNotPulled(world, world.project('content'), {
        name: 'review-import',
        run: 'review-import-run-8',
        image,
        minutes: 27,
        error: unresolved(
          image,
          'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
        ),
      });
    },
  },
];

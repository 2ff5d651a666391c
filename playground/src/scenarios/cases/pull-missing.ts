import { addApp, deleteImage, hours, minutes } from '../../world';
import { notReady, pullBackOff, pullFailing, started, unresolved } from '../events';
import { ago, publish, registrySecret, repository, splitImage } from '../kit';
import type { Scenario } from '../scenario';
import { appInState, appNotPulled, appNotResolved, jobNotPulled } from '../workloads';

/** Images, tags and digests that are not there, or not where they are looked for. */
export const pullMissingCases: readonly Scenario[] = [
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
    id: 'repository-misspelt',
    case: 'I-1',
    title: 'The repository in the image reference does not exist',
    command: 'app wishlist --project loyalty',
    cause: 'repository-not-found',
    play(world) {
      const project = world.project('loyalty');
      registrySecret(world, project, 'icr-loyalty', { server: 'private.de.icr.io' }, { pull: ['loyalty'] });
      publish(world, 'private.de.icr.io/loyalty/wishlist:2.0.1');
      appNotResolved(world, project, {
        name: 'wishlist',
        image: 'private.de.icr.io/loyalty/wish-list:2.0.1',
        secret: 'icr-loyalty',
        minutes: 37,
        reason: 'fetch_image_failed_unknown_repository',
        why: 'GET https://private.de.icr.io/v2/loyalty/wish-list/manifests/2.0.1: NAME_UNKNOWN: repository name not known to registry',
        platform:
          'Unable to pull the image "private.de.icr.io/loyalty/wish-list:2.0.1". Verify the image reference.',
      });
    },
  },
  {
    id: 'tag-never-pushed',
    case: 'I-6',
    title: 'The tag was never pushed',
    command: 'app stock-alerts --project warehouse',
    cause: 'image-tag-not-found',
    play(world) {
      const project = world.project('warehouse');
      const image = 'private.de.icr.io/warehouse/stock-alerts:2.3.1';
      const digest = publish(world, 'private.de.icr.io/warehouse/stock-alerts:2.3.0');
      appNotResolved(world, project, {
        name: 'stock-alerts',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 19,
        serving: { image: 'private.de.icr.io/warehouse/stock-alerts:2.3.0', digest },
        reason: 'fetch_image_failed_unknown_manifest',
        why: 'GET https://private.de.icr.io/v2/warehouse/stock-alerts/manifests/2.3.1: MANIFEST_UNKNOWN: manifest unknown',
        platform: `Unable to pull the image "${image}" Verify the image reference.`,
      });
    },
  },
  {
    id: 'tag-of-a-failed-build',
    case: 'I-6',
    title: 'The tag was never pushed, because its build fails',
    command: 'app stock-badge --project warehouse',
    // The build that should have pushed it fails (case B-1), and no field of the app names it.
    cause: 'dockerfile-copy-missing-file',
    play(world) {
      const project = world.project('warehouse');
      const image = 'private.de.icr.io/warehouse/stock-badge:1.4.1';
      const digest = publish(world, 'private.de.icr.io/warehouse/stock-badge:1.4.0');
      appNotResolved(world, project, {
        name: 'stock-badge',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 19,
        serving: { image: 'private.de.icr.io/warehouse/stock-badge:1.4.0', digest },
        reason: 'fetch_image_failed_unknown_manifest',
        why: 'GET https://private.de.icr.io/v2/warehouse/stock-badge/manifests/1.4.1: MANIFEST_UNKNOWN: manifest unknown',
        platform: `Unable to pull the image "${image}" Verify the image reference.`,
      });
    },
  },
  {
    id: 'image-in-another-region',
    case: 'I-11',
    title: 'The image was pushed to the registry of another region',
    command: 'jobrun parcel-labels-run-4 --project logistics-uk',
    cause: 'image-tag-not-found',
    play(world) {
      const project = world.project('logistics-uk');
      const image = 'private.uk.icr.io/parcels/parcel-labels:5.0.0';
      registrySecret(world, project, 'icr-parcels', { server: 'private.uk.icr.io' }, { pull: ['parcels'] });
      publish(world, 'private.uk.icr.io/parcels/parcel-labels:4.9.2');
      publish(world, 'private.de.icr.io/shop/parcel-labels:5.0.0');
      jobNotPulled(world, project, {
        name: 'parcel-labels',
        run: 'parcel-labels-run-4',
        image,
        secret: 'icr-parcels',
        minutes: 21,
        error: unresolved(
          image,
          `unexpected status from GET request to https://private.uk.icr.io/v2/parcels/parcel-labels/manifests/5.0.0: 404 Not Found - Server message: manifest unknown: manifest unknown`,
        ),
      });
    },
  },
  {
    id: 'latest-is-not-what-runs',
    case: 'I-13',
    title: 'The tag latest was moved after the revision was made',
    command: 'app lookbook --project content',
    cause: 'tag-moved',
    play(world) {
      const project = world.project('content');
      const image = 'private.de.icr.io/content/lookbook:latest';
      const running = publish(world, image, { build: 'older', createdAt: world.clock.now() - hours(300) });
      publish(world, image, { build: 'newer', createdAt: world.clock.now() - hours(2) });
      const reference = `${splitImage(image).host}/content/lookbook@${running}`;
      appInState(world, project, {
        name: 'lookbook',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 50,
        minScale: 1,
        revisionHours: 298,
        status: 'ready',
        reason: 'ready',
        digest: running,
        instances: [
          {
            createdAt: ago(world, 50),
            status: 'running',
            phase: 'Running',
            user: {
              state: { running: 4_900 },
              ready: true,
              log: 'lookbook 0.8.1 is listening on 8080\n',
              imageId: reference,
            },
            events: started(`private.${reference}`, 'user-container'),
          },
        ],
      });
    },
  },
  {
    id: 'never-built-app',
    case: 'A-3',
    title: 'The app names an image that nobody built',
    command: 'app store-finder --project content',
    cause: 'image-tag-not-found',
    play(world) {
      const project = world.project('content');
      const image = 'private.de.icr.io/content/store-finder:2.0.0-rc1';
      publish(world, 'private.de.icr.io/content/store-finder:1.8.0');
      appNotPulled(world, project, {
        name: 'store-finder',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 15,
        reason: 'fetch_image_failed_unknown_manifest',
        platform: `Unable to pull the image "${image}"`,
        error: (reference) =>
          `rpc error: code = NotFound desc = failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": ${reference}: not found`,
      });
    },
  },
  {
    id: 'image-deleted-by-hand',
    case: 'A-13',
    title: 'The image was deleted while the app was scaled to zero',
    command: 'app fitting-room --project content',
    cause: 'image-digest-not-found',
    play(world) {
      const project = world.project('content');
      const image = 'private.de.icr.io/content/fitting-room:2.4.0';
      const digest = publish(world, image, { createdAt: world.clock.now() - hours(420) });
      deleteImage(world, 'de.icr.io', 'content/fitting-room', '2.4.0');
      appNotPulled(world, project, {
        name: 'fitting-room',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 12,
        revisionHours: 420,
        digest,
        reason: 'fetch_image_failed_unknown_manifest',
        platform: `Unable to pull the image. Image "${image}" does not exist in the registry namespace. Check your registry repository and tag. If the image exists in the repository, check whether the specified tag points to the correct image digest.`,
        error: (reference) =>
          `rpc error: code = NotFound desc = failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": ${reference}: not found`,
      });
    },
  },
  {
    id: 'tag-overwritten',
    case: 'A-14',
    title: 'The tag was overwritten, and the old image went with the retention policy',
    command: 'app season-banner --project campaigns',
    cause: 'image-digest-not-found',
    play(world) {
      const project = world.project('campaigns');
      const image = 'private.de.icr.io/campaigns/season-banner:prod';
      const digest = world.names.digest(image, 'retired');
      publish(world, image, { build: 'newer', createdAt: world.clock.now() - hours(7) });
      appNotPulled(world, project, {
        name: 'season-banner',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 25,
        revisionHours: 640,
        digest,
        reason: 'fetch_image_failed_unknown_manifest',
        platform: `Unable to pull the image. Image "${image}" does not exist in the registry namespace. Check your registry repository and tag. If the image exists in the repository, check whether the specified tag points to the correct image digest.`,
        error: (reference) =>
          `rpc error: code = NotFound desc = failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": ${reference}: not found`,
      });
    },
  },
  {
    id: 'job-image-missing',
    case: 'J-6',
    title: 'The job names an image that does not exist',
    command: 'jobrun invoice-archive-run-5 --project reporting',
    cause: 'image-tag-not-found',
    play(world) {
      const project = world.project('reporting');
      const image = 'private.de.icr.io/shop/invoice-archive:2026-05';
      publish(world, 'private.de.icr.io/shop/invoice-archive:2026-04', { exposedPorts: [] });
      jobNotPulled(world, project, {
        name: 'invoice-archive',
        run: 'invoice-archive-run-5',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 38,
        error: `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`,
      });
    },
  },
  {
    id: 'job-reference-wrong',
    case: 'J-14',
    title: 'The path of the job’s image is wrong',
    command: 'jobrun cohort-report-run-3 --project analytics',
    cause: 'repository-not-found',
    play(world) {
      const project = world.project('analytics');
      const image = 'private.us.icr.io/analytics/reports/cohort:3';
      publish(world, 'private.us.icr.io/analytics/cohort-report:3', { exposedPorts: [] });
      jobNotPulled(world, project, {
        name: 'cohort-report',
        run: 'cohort-report-run-3',
        image,
        secret: 'ce-auto-icr-private-us-south',
        minutes: 16,
        error: unresolved(
          image,
          'unexpected status from GET request to https://private.us.icr.io/v2/analytics/reports/cohort/manifests/3: 404 Not Found - Server message: name unknown: repository name not known to registry',
        ),
      });
    },
  },
  {
    id: 'next-start-fails',
    case: 'none',
    title: 'The app is well, and its image was deleted: the next start will fail',
    command: 'app gift-cards --project shop-prod',
    cause: 'image-digest-not-found',
    play(world) {
      const image = 'private.de.icr.io/shop/gift-cards:2.2.0';
      repository(world, image);
      appInState(world, world.project('shop-prod'), {
        name: 'gift-cards',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 60 * 24 * 9,
        status: 'ready',
        reason: 'ready',
        digest: world.names.digest(image, 'deleted'),
      });
    },
  },
];

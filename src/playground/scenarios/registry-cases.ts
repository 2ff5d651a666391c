import { hours, minutes, seconds } from '../world';
import { notReady, scheduled, started, unresolved } from './events';
import { addLogin, ago, publish, registrySecret, repository, splitImage } from './kit';
import type { Scenario } from './scenario';
import { appInState, appNotPulled, appNotResolved, jobNotPulled } from './workloads';

/** Registries that refuse, do not know or cannot be reached. */
export const registryCases: readonly Scenario[] = [
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
    id: 'address-not-allowed',
    case: 'I-5',
    title: 'The account lets only some IP addresses in, and those of Code Engine are not among them',
    command: 'jobrun settlement-run-12 --project payments',
    cause: 'network-policy-restricted',
    play(world) {
      const project = world.project('payments');
      const image = 'private.de.icr.io/payments/settlement:4.4.0';
      registrySecret(world, project, 'icr-finance', { server: 'private.de.icr.io' }, { pull: ['payments'] });
      publish(world, image, { entrypoint: ['/app/settle'], exposedPorts: [] });
      world.registry.troubles.push({
        host: 'de.icr.io',
        path: 'payments/settlement',
        kind: 'address-not-allowed',
      });
      jobNotPulled(world, project, {
        name: 'settlement',
        run: 'settlement-run-12',
        image,
        secret: 'icr-finance',
        minutes: 29,
        error: `failed to pull and unpack image "${image}": failed to resolve reference "${image}": failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://private.de.icr.io/oauth/token?scope=repository%3Apayments%2Fsettlement%3Apull&service=registry: 403 Forbidden`,
      });
    },
  },
  {
    id: 'tag-never-pushed',
    case: 'I-6',
    title: 'The tag was never pushed',
    command: 'app stock-badge --project warehouse',
    cause: 'image-tag-not-found',
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
    title: 'The API key may not read this namespace',
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
    id: 'account-private-only',
    case: 'I-10',
    title: 'The account allows private connections only, and the image names the public host',
    command: 'jobrun returns-report-weekly --project reporting',
    cause: 'network-policy-restricted',
    play(world) {
      const project = world.project('reporting');
      const image = 'es.icr.io/reporting/returns-report:2.0.0';
      registrySecret(world, project, 'icr-madrid', { server: 'es.icr.io' }, { pull: ['reporting'] });
      publish(world, image, { exposedPorts: [] });
      world.registry.accounts.push({
        host: 'es.icr.io',
        namespaces: ['reporting'],
        plan: 'Standard',
        storage: { used: 3_100_000_000, limit: -1 },
        traffic: { used: 800_000_000, limit: -1 },
        privateOnly: true,
      });
      jobNotPulled(world, project, {
        name: 'returns-report',
        run: 'returns-report-weekly',
        image,
        secret: 'icr-madrid',
        minutes: 33,
        error: unresolved(
          image,
          'unexpected status from HEAD request to https://es.icr.io/v2/reporting/returns-report/manifests/2.0.0: 403 Forbidden - Server message: denied: Private-only access is enabled on this account, but this request was over the public network. You must access this account over the private network.',
        ),
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
    id: 'connection-reset',
    case: 'I-12',
    title: 'A firewall resets connections to the partner’s registry',
    command: 'jobrun carrier-rates-hourly --project warehouse',
    cause: 'registry-connection-dropped',
    play(world) {
      const project = world.project('warehouse');
      const image = 'registry.swiftcargo.example/rates/carrier-rates:2026.05';
      registrySecret(world, project, 'swiftcargo-registry', {
        server: 'registry.swiftcargo.example',
        username: 'fernwood',
      });
      publish(world, image, { exposedPorts: [] });
      world.registry.troubles.push({ host: 'registry.swiftcargo.example', kind: 'connection-reset' });
      jobNotPulled(world, project, {
        name: 'carrier-rates',
        run: 'carrier-rates-hourly',
        image,
        secret: 'swiftcargo-registry',
        minutes: 17,
        error: unresolved(
          image,
          'failed to do request: Head "https://registry.swiftcargo.example/v2/rates/carrier-rates/manifests/2026.05": read tcp 10.243.12.9:51234->203.0.113.40:443: read: connection reset by peer',
        ),
      });
    },
  },
  {
    id: 'latest-is-not-what-runs',
    case: 'I-13',
    title: '`latest` was moved after the revision was made',
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
    id: 'huge-image',
    case: 'I-14',
    title: 'The image is so large that pulling it takes minutes',
    command: 'jobrun image-tagging-run-2 --project analytics',
    cause: 'pull-slow',
    play(world) {
      const project = world.project('analytics');
      const image = 'private.de.icr.io/shop/image-tagging:cuda-12';
      registrySecret(world, project, 'icr-frankfurt', { server: 'private.de.icr.io' }, { pull: ['shop'] });
      publish(world, image, { bytes: 14_800_000_000, exposedPorts: [] });
      jobNotPulled(world, project, {
        name: 'image-tagging',
        run: 'image-tagging-run-2',
        image,
        secret: 'icr-frankfurt',
        minutes: 13,
        error: '',
        waiting: { reason: 'ContainerCreating', message: '' },
        events: [
          scheduled(),
          { after: 1_400, type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"` },
        ],
      });
    },
  },
  {
    id: 'image-for-arm',
    case: 'I-15',
    title: 'The image was built on a laptop with an ARM processor',
    command: 'jobrun barcode-import-run-1 --project warehouse',
    cause: 'arch-mismatch-no-manifest',
    play(world) {
      const project = world.project('warehouse');
      const image = 'private.de.icr.io/warehouse/barcode-import:0.3.0';
      publish(world, image, { platforms: ['linux/arm64'], exposedPorts: [] });
      jobNotPulled(world, project, {
        name: 'barcode-import',
        run: 'barcode-import-run-1',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 11,
        error: `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": no match for platform in manifest: not found`,
      });
    },
  },
  {
    id: 'reference-with-scheme',
    case: 'I-16',
    title: 'The image reference begins with https://',
    command: 'jobrun feed-export-run-3 --project content',
    cause: 'invalid-image-name',
    play(world) {
      const project = world.project('content');
      const image = 'https://private.de.icr.io/content/feed-export:1.0.0';
      publish(world, 'private.de.icr.io/content/feed-export:1.0.0', { exposedPorts: [] });
      const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
      jobNotPulled(world, project, {
        name: 'feed-export',
        run: 'feed-export-run-3',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 9,
        error: message,
        waiting: { reason: 'InvalidImageName', message },
        events: [
          scheduled(),
          {
            after: 1_300,
            type: 'Warning',
            reason: 'InspectFailed',
            message,
            count: 38,
            lastAfter: minutes(8),
            repeatsEvery: 13_000,
          },
          {
            after: 1_300,
            type: 'Warning',
            reason: 'Failed',
            message: 'Error: InvalidImageName',
            count: 38,
            lastAfter: minutes(8),
            repeatsEvery: 13_000,
          },
        ],
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
    cause: 'permission-denied-pull',
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
    id: 'organisation-allow-list',
    case: 'I-19',
    title: 'The registry lets only some addresses in',
    command: 'jobrun price-watch-run-9 --project analytics',
    cause: 'network-policy-restricted',
    play(world) {
      const project = world.project('analytics');
      const image = 'ghcr.io/fernwood-shop/price-watch:2.6.1';
      registrySecret(
        world,
        project,
        'ghcr-pull',
        { server: 'ghcr.io', username: 'fernwood-bot' },
        { pull: ['fernwood-shop'] },
      );
      publish(world, image, { exposedPorts: [] });
      world.registry.troubles.push({
        host: 'ghcr.io',
        path: 'fernwood-shop/price-watch',
        kind: 'address-not-allowed',
      });
      jobNotPulled(world, project, {
        name: 'price-watch',
        run: 'price-watch-run-9',
        image,
        secret: 'ghcr-pull',
        minutes: 31,
        error: unresolved(
          image,
          'unexpected status from HEAD request to https://ghcr.io/v2/fernwood-shop/price-watch/manifests/2.6.1: 403 Forbidden - Server message: denied: Although you appear to have the correct authorization credentials, the `fernwood-shop` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
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
    id: 'token-without-scope',
    case: 'A-4',
    title: 'The GitHub token may not read packages',
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
    id: 'docker-hub-limit-for-app',
    case: 'A-7',
    title: 'Docker Hub has been asked too often without a login',
    command: 'app price-ticker --project campaigns',
    cause: 'rate-limited',
    play(world) {
      const image = 'docker.io/fernwood/price-ticker:1.0.9';
      publish(world, image, { visibility: 'public' });
      world.registry.troubles.push({
        host: 'docker.io',
        path: 'fernwood/price-ticker',
        kind: 'rate-limited',
      });
      appNotPulled(world, world.project('campaigns'), {
        name: 'price-ticker',
        image,
        minutes: 14,
        error: (reference) =>
          unresolved(
            reference,
            'failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/fernwood/price-ticker/manifests/1.0.9: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
          ),
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
      const digest = world.names.digest(image, 'deleted');
      repository(world, image).trash.push({ digest, tags: ['2.4.0'], daysUntilExpiry: 29 });
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
    id: 'broken-layer',
    case: 'A-16',
    title: 'A layer of the image is not an archive',
    command: 'app photo-booth --project campaigns',
    cause: 'layer-unpack-failed',
    play(world) {
      const image = 'private.de.icr.io/campaigns/photo-booth:0.2.0';
      const digest = publish(world, image);
      appNotPulled(world, world.project('campaigns'), {
        name: 'photo-booth',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 18,
        digest,
        reason: 'invalid_tar_header_image_pull_err',
        instanceStatus: 'failed',
        error: (reference) =>
          `rpc error: code = Unknown desc = failed to pull and unpack image "${reference}": failed to extract layer sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef: mount callback failed on /var/lib/containerd/tmpmounts/containerd-mount1148732291: archive/tar: invalid tar header`,
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
    id: 'job-not-allowed-to-pull',
    case: 'J-7',
    title: 'A job’s image on Docker Hub is private or not there',
    command: 'jobrun review-import-run-8 --project content',
    cause: 'access-denied-or-not-found',
    play(world) {
      const image = 'docker.io/fernwood/review-import:1.2';
      repository(world, image, 'private');
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
    id: 'image-without-command',
    case: 'B-9',
    title: 'The image says nothing of what to run',
    command: 'app gift-wrap --project shop-previews',
    cause: 'no-entrypoint',
    play(world) {
      const project = world.project('shop-previews');
      const image = 'private.de.icr.io/shop/gift-wrap:0.1.0';
      const digest = publish(world, image, { entrypoint: [], cmd: [] });
      const reference = `private.de.icr.io/shop/gift-wrap@${digest}`;
      const message =
        'failed to generate container "user-container" spec: failed to generate spec: no command specified';
      appInState(world, project, {
        name: 'gift-wrap',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 13,
        status: 'failed',
        reason: 'initial_scale_never_achieved',
        digest,
        conditions: [
          { type: 'ContainerHealthy', status: 'False', reason: 'CreateContainerError', message },
          {
            type: 'Ready',
            status: 'False',
            reason: 'ProgressDeadlineExceeded',
            message: 'Initial scale was never achieved',
          },
        ],
        instances: [
          {
            createdAt: ago(world, 13),
            status: 'pending',
            phase: 'Pending',
            user: { state: { waiting: 'CreateContainerError', message } },
            conditions: notReady('user-container'),
            events: [
              ...started(reference, 'user-container').slice(0, 3),
              {
                after: seconds(6),
                type: 'Warning',
                reason: 'Failed',
                message: `Error: ${message}`,
                count: 54,
                lastAfter: minutes(12),
                repeatsEvery: 13_000,
              },
            ],
          },
        ],
      });
    },
  },
  {
    id: 'vulnerable-image',
    case: 'B-27',
    title: 'The scan of a buildpacks image finds many vulnerabilities',
    command:
      'image private.de.icr.io/shop/shop-returns:1.0.0 --project shop-ci --secret ce-auto-icr-private-eu-de',
    cause: 'image-vulnerable',
    play(world) {
      publish(world, 'private.de.icr.io/shop/shop-returns:1.0.0', { vulnerabilities: 37 });
    },
  },
];

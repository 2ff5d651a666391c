import { addJob, addJobRun, minutes } from '../../world';
import { notReady, pullBackOff, pullFailing, scheduled, unresolved } from '../events';
import { ago, publish, registrySecret } from '../kit';
import type { Scenario } from '../scenario';
import { appNotPulled, jobNotPulled } from '../workloads';

/** Registries that limit how much, from where and how fast one may pull. */
export const pullLimitedCases: readonly Scenario[] = [
  {
    id: 'pull-traffic-used-up',
    case: 'I-2',
    title: "The month's pull traffic of the registry account is used up",
    command: 'jobrun route-planner-run-7 --project logistics-uk',
    cause: 'registry-quota-traffic',
    play(world) {
      const project = world.project('logistics-uk');
      const image = 'uk.icr.io/logistics/route-planner:2.8.0';
      // Pulls through the public host count; those through private.uk.icr.io would not.
      registrySecret(world, project, 'icr-logistics', { server: 'uk.icr.io' }, { pull: ['logistics'] });
      publish(world, image, { bytes: 212_000_000, entrypoint: ['/app/plan'], exposedPorts: [] });
      const job = {
        name: 'route-planner',
        image,
        secret: 'icr-logistics',
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
];

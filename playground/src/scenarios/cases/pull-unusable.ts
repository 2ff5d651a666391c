import { minutes, seconds } from '../../world';
import { notReady, scheduled, started } from '../events';
import { ago, publish } from '../kit';
import type { Scenario } from '../scenario';
import { appInState, appNotPulled, jobNotPulled } from '../workloads';

/** References and images that no node can do anything with. */
export const pullUnusableCases: readonly Scenario[] = [
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
    id: 'broken-layer',
    case: 'A-16',
    title: 'A layer of the image is not an archive',
    command: 'app photo-booth --project campaigns',
    cause: 'layer-unpack-failed',
    play(world) {
      const image = 'private.de.icr.io/campaigns/photo-booth:0.2.0';
      const digest = publish(world, image, { program: { broken: true } });
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
];

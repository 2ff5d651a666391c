/** Images in the newest regions of IBM Container Registry: Montreal and Mumbai. */

import { unresolved } from '../events';
import { failingBuild, publish, registrySecret, stepFailed } from '../kit';
import { BuildKitLog } from '../logs/buildkit';
import type { Scenario } from '../scenario';
import { appNotResolved } from '../workloads';

const node = 'docker.io/library/node:22-alpine';
const fullStorage =
  'DENIED: You have exceeded your storage quota. Delete one or more images, or review your storage quota and pricing plan. For more information, see https://ibm.biz/BdjFwL';

export const registryRegionCases: readonly Scenario[] = [
  {
    id: 'montreal-storage-full',
    case: 'none',
    title: 'The namespace in Montreal (ca2.icr.io) has no room for another image',
    command: 'build cold-chain --project warehouse',
    cause: 'registry-quota-storage',
    fix: {
      output_image: 'private.de.icr.io/warehouse/cold-chain:1.4.0',
      output_secret: 'ce-auto-icr-private-eu-de',
    },
    play(world) {
      const project = world.project('warehouse');
      registrySecret(
        world,
        project,
        'icr-montreal',
        { server: 'private.ca2.icr.io', username: 'iamapikey' },
        { pull: [''], push: [''] },
      );
      publish(world, 'private.ca2.icr.io/cold-chain/cold-chain:1.3.0');
      failingBuild(world, project, {
        name: 'cold-chain',
        source_url: 'https://github.com/fernwood-shop/cold-chain',
        output_image: 'private.ca2.icr.io/cold-chain/cold-chain:1.4.0',
        output_secret: 'icr-montreal',
        failedAgo: [21],
        mended: (spec) => !spec.output_image.includes('ca2.icr.io'),
        outcome: (attempt) =>
          stepFailed(attempt, {
            seconds: 58,
            log: new BuildKitLog()
              .begin('Dockerfile', '388B', [node])
              .cached(`[1/3] FROM ${node}`)
              .vertex('[2/3] COPY . .', [], 0.3)
              .failed('exporting to image', ['pushing layers 9.8s'], 12.2, 'unexpected status: 403 Forbidden')
              .say('error: failed to solve: unexpected status: 403 Forbidden', fullStorage)
              .toString(),
          }),
      });
    },
  },
  {
    id: 'mumbai-tag-missing',
    case: 'none',
    title: 'The tag was never pushed to Mumbai (in2.icr.io)',
    command: 'app call-routing --project customer-care',
    cause: 'image-tag-not-found',
    play(world) {
      const project = world.project('customer-care');
      registrySecret(
        world,
        project,
        'icr-mumbai',
        { server: 'private.in2.icr.io', username: 'iamapikey' },
        { pull: [''] },
      );
      publish(world, 'private.in2.icr.io/contact-centre/call-routing:2.0.1');
      const image = 'private.in2.icr.io/contact-centre/call-routing:2.1.0';
      appNotResolved(world, project, {
        name: 'call-routing',
        image,
        secret: 'icr-mumbai',
        minutes: 12,
        reason: 'fetch_image_failed_unknown_manifest',
        why: unresolved(image, `${image}: not found`),
      });
    },
  },
];

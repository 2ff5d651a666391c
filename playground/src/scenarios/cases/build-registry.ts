import { type BuildOutcome, refusedPush } from '../../world';
import { ago, failingBuild, publish, registrySecret, stepFailed } from '../kit';
import { BuildKitLog } from '../logs/buildkit';
import { aptInstall, npmCi, pipInstall, shopChunks, viteBuild } from '../logs/tools';
import type { Scenario } from '../scenario';

const nodeLayers = [
  ['fe07684b16b82247c3539ed86a65ff37a76138ec25d380bd80c869a1a4c73236', 3.8],
  ['d71dc5b8a3ff2d6d2c0f4f1a3b6bb0a4b5e1fd0a6f5d3c2b1a09f8e7d6c5b4a3', 51.31],
  ['7e3ab4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7081', 1.26],
] as const;

const node = 'docker.io/library/node:22-alpine';

/** A build run that never gets as far as a pod, or whose pod is never placed. */
function notStarted(
  reason: string,
  condition: BuildOutcome['condition'],
  more: Partial<BuildOutcome> = {},
): BuildOutcome {
  return { status: 'failed', reason, seconds: 1, condition, noPod: true, ...more };
}

/** Builds whose image cannot be stored, or is not what one wants to have stored. */
export const buildRegistryCases: readonly Scenario[] = [
  {
    id: 'push-needs-writer',
    case: 'B-3',
    title: 'The registry secret is allowed to read, not to write',
    command: 'build shop-worker --project shop-ci',
    fix: {
      output_image: 'private.de.icr.io/shop/shop-worker:2.3.1',
      output_secret: 'ce-auto-icr-private-eu-de',
    },
    cause: 'permission-denied-push',
    play(world) {
      const project = world.project('shop-ci');
      registrySecret(world, project, 'icr-pull-only', { server: 'de.icr.io' }, { pull: ['shop'] });
      publish(world, 'private.de.icr.io/shop/shop-worker:2.3.0', { createdAt: ago(world, 60 * 72) });
      failingBuild(world, project, {
        name: 'shop-worker',
        source_url: 'https://github.com/fernwood-shop/shop-worker',
        output_image: 'de.icr.io/shop/shop-worker:2.3.1',
        output_secret: 'icr-pull-only',
        author: 'Jonas Brandt',
        failedAgo: [27],
        mended: (spec, home) => !refusedPush(world, home, spec.output_image, spec.output_secret),
        outcome: (attempt) =>
          stepFailed(
            attempt,
            {
              seconds: 74,
              log: new BuildKitLog()
                .begin('Dockerfile', '812B', [node])
                .pull(
                  `[build 1/6] FROM ${node}@sha256:5340cbfc2df14331ab021555fdd9f83f072ce811488e705b0e736b11adeec4bb`,
                  nodeLayers,
                  6.2,
                )
                .vertex('[internal] load build context', ['transferring context: 1.84MB 0.1s done'], 0.1)
                .vertex('[build 2/6] WORKDIR /app', [], 0.2)
                .vertex('[build 3/6] COPY package.json package-lock.json ./', [], 0.1)
                .vertex('[build 4/6] RUN npm ci', npmCi(486, 19), 19.8)
                .vertex('[build 5/6] COPY . .', [], 0.3)
                .vertex(
                  '[build 6/6] RUN npm run build',
                  viteBuild('shop-worker', shopChunks.slice(0, 8)),
                  14.1,
                )
                .failed(
                  'exporting to image',
                  [
                    'exporting layers 3.1s done',
                    'exporting manifest sha256:2d4ad19ff4a60aae5b6bd15a0f28a4a3cc27f6e1f4bdb4b3f9a44ee31a5d0c11 done',
                    'pushing layers 0.9s done',
                  ],
                  4.2,
                  'error checking pushed permissions -- make sure you entered the correct tag name, and that you are authenticated correctly, and try again: checking push permission for "de.icr.io/shop/shop-worker:2.3.1": POST https://de.icr.io/v2/shop/shop-worker/blobs/uploads/: DENIED: You are not authorized to access the specified resource.',
                )
                .unsolved(
                  'failed to push de.icr.io/shop/shop-worker:2.3.1: error checking pushed permissions: POST https://de.icr.io/v2/shop/shop-worker/blobs/uploads/: DENIED: You are not authorized to access the specified resource.',
                )
                .toString(),
            },
            { reason: 'missing_registry_access' },
          ),
      });
    },
  },
  {
    id: 'registry-storage-full',
    case: 'B-5',
    title: 'The registry account has no storage left',
    command: 'build forecast-model --project analytics',
    cause: 'registry-quota-storage',
    play(world) {
      const project = world.project('analytics');
      const token = world.canary('pypi-mirror-token');
      publish(world, 'private.us.icr.io/analytics/forecast-model:2026.05', { bytes: 311_000_000 });
      failingBuild(world, project, {
        name: 'forecast-model',
        source_url: 'https://github.com/fernwood-shop/forecast-model',
        output_image: 'private.us.icr.io/analytics/forecast-model:2026.06',
        strategy_size: 'large',
        timeout: 1_200,
        author: 'Priya Raman',
        failedAgo: [35],
        workedAgo: 170,
        mended: (spec, home) => !refusedPush(world, home, spec.output_image, spec.output_secret),
        outcome: (attempt) =>
          stepFailed(attempt, {
            seconds: 188,
            log: new BuildKitLog()
              .begin('Dockerfile', '1.04kB', ['docker.io/library/python:3.11-slim'])
              .cached('[1/5] FROM docker.io/library/python:3.11-slim')
              .vertex('[internal] load build context', ['transferring context: 48.2MB 1.4s done'], 1.5)
              .vertex('[2/5] RUN apt-get update && apt-get install -y libgomp1', aptInstall(), 21.4)
              .vertex('[3/5] COPY requirements.txt .', [], 0.1)
              .vertex(
                '[4/5] RUN pip install -r requirements.txt',
                [`Looking in indexes: https://build:${token}@pypi.fernwood.example/simple`, ...pipInstall()],
                62.7,
              )
              .vertex('[5/5] COPY . /app', [], 1.2)
              .failed(
                'exporting to image',
                ['exporting layers 18.4s done', 'pushing layers 11.0s'],
                31.2,
                'unexpected status: 403 Forbidden',
              )
              .say(
                '------',
                ' > exporting to image:',
                '------',
                'error: failed to solve: unexpected status: 403 Forbidden',
                'DENIED: You have exceeded your storage quota. Delete one or more images, or review your storage quota and pricing plan. For more information, see https://ibm.biz/BdjFwL',
              )
              .toString(),
          }),
      });
    },
  },
  {
    id: 'registry-secret-missing',
    case: 'B-19',
    title: 'The registry secret that the build names does not exist',
    command: 'build loyalty-cards --project loyalty',
    fix: { output_secret: 'ce-auto-icr-private-eu-de' },
    cause: 'secret-not-found',
    play(world) {
      const project = world.project('loyalty');
      failingBuild(world, project, {
        name: 'loyalty-cards',
        source_url: 'https://github.com/fernwood-shop/loyalty-cards',
        output_image: 'private.de.icr.io/loyalty/loyalty-cards:1.0.0',
        output_secret: 'icr-push-loyalty',
        status: 'failed',
        reason: 'spec_output_secret_ref_not_found',
        failedAgo: [34],
        mended: (spec, home) => home.secrets.has(spec.output_secret),
        outcome: () =>
          notStarted('missing_secrets', {
            reason: 'BuildRegistrationFailed',
            message:
              'The Build is not registered correctly, build: loyalty-cards, registered status: False, reason: SpecOutputSecretRefNotFound',
          }),
      });
    },
  },
  {
    id: 'local-source-to-docker-hub',
    case: 'B-29',
    title: 'Local source is built for a registry other than IBM Container Registry',
    command: 'build pop-up-store --project campaigns',
    fix: {
      output_image: 'private.de.icr.io/campaigns/pop-up-store:1.0.0',
      output_secret: 'ce-auto-icr-private-eu-de',
    },
    cause: 'local-build-needs-icr',
    play(world) {
      const project = world.project('campaigns');
      registrySecret(
        world,
        project,
        'dockerhub-push',
        { server: 'https://index.docker.io/v1/', username: 'fernwood' },
        { pull: ['fernwood'], push: ['fernwood'] },
      );
      failingBuild(world, project, {
        name: 'pop-up-store',
        source_type: 'local',
        source_url: '',
        output_image: 'docker.io/fernwood/pop-up-store:1.0.0',
        output_secret: 'dockerhub-push',
        failedAgo: [15],
        mended: (spec) => spec.output_image.includes('icr.io/'),
        outcome: () =>
          notStarted('invalid_build_configuration', {
            reason: 'BuildRegistrationFailed',
            message:
              'The source archive of a local build can be stored in IBM Cloud Container Registry only, and the output image is in docker.io.',
          }),
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

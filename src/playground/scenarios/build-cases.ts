import { hours } from '../world';
import { ago, failingBuild, publish, registrySecret, sourceFailed, stepFailed } from './kit';
import { BuildKitLog } from './logs/buildkit';
import { aptInstall, npmCi, pipInstall, shopChunks, viteBuild } from './logs/tools';
import type { Scenario } from './scenario';

const nodeBase = 'docker.io/library/node:22-alpine';
const nodeLayers = [
  ['fe07684b16b82247c3539ed86a65ff37a76138ec25d380bd80c869a1a4c73236', 3.8],
  ['d71dc5b8a3ff2d6d2c0f4f1a3b6bb0a4b5e1fd0a6f5d3c2b1a09f8e7d6c5b4a3', 51.31],
  ['7e3ab4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7081', 1.26],
] as const;

/** Builds of the company's shop, as they fail. */
export const buildCases: readonly Scenario[] = [
  {
    id: 'dockerfile-in-subdirectory',
    case: 'B-4',
    title: 'The Dockerfile is not where the build looks',
    command: 'build shop-api',
    cause: 'dockerfile-not-found',
    play(world) {
      const project = world.project('shop');
      failingBuild(world, project, {
        name: 'shop-api',
        source_url: 'https://github.com/fernwood-shop/shop-api',
        output_image: 'private.de.icr.io/shop/shop-api:1.9.0',
        failedAgo: [41, 12],
        workedAgo: 50,
        mended: (spec) => spec.source_context_dir === 'services/api',
        outcome: (attempt) =>
          stepFailed(attempt, {
            seconds: 3,
            log: new BuildKitLog()
              .say(
                'buildkitd: found worker "rootless-overlayfs", labels=map[org.mobyproject.buildkit.worker.executor:oci org.mobyproject.buildkit.worker.snapshotter:overlayfs], platforms=[linux/amd64 linux/amd64/v2 linux/amd64/v3 linux/386]',
                'buildkitd: running in rootless mode',
                'warning: skipping the inline cache, because no earlier image was given',
              )
              .vertex('[internal] load .dockerignore', ['transferring context: 2B done'])
              .failed(
                '[internal] load build definition from Dockerfile',
                ['transferring dockerfile: 2B done'],
                0,
                'failed to read dockerfile: open Dockerfile: no such file or directory',
              )
              .unsolved(
                'failed to read dockerfile: open /tmp/buildkit-mount306846082/Dockerfile: no such file or directory',
              )
              .toString(),
          }),
      });
    },
  },
  {
    id: 'push-needs-writer',
    case: 'B-3',
    title: 'The registry secret may read and not write',
    command: 'build shop-worker --project shop-ci',
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
        mended: (spec) => spec.output_secret.startsWith('ce-auto-icr-private'),
        outcome: (attempt) =>
          stepFailed(
            attempt,
            {
              seconds: 74,
              log: new BuildKitLog()
                .begin('Dockerfile', '812B', [nodeBase])
                .pull(
                  `[build 1/6] FROM ${nodeBase}@sha256:5340cbfc2df14331ab021555fdd9f83f072ce811488e705b0e736b11adeec4bb`,
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
      world.registry.troubles.push({ host: 'us.icr.io', path: 'analytics/', kind: 'push-quota' });
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
    id: 'docker-hub-rate-limit',
    case: 'B-7',
    title: 'Docker Hub refuses to send the base image',
    command: 'build shop-emails --project shop-ci',
    cause: 'base-image-rate-limited',
    play(world) {
      world.registry.troubles.push({ host: 'docker.io', path: 'library/nginx', kind: 'rate-limited' });
      const failure =
        'docker.io/library/nginx:1.27-alpine: failed to resolve source metadata for docker.io/library/nginx:1.27-alpine: failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/nginx/manifests/sha256:65645c7bb6a0661892a8b03b89d0743208a18dd2f3f17a54ef4b76fb8e2f2a10: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit';
      failingBuild(world, world.project('shop-ci'), {
        name: 'shop-emails',
        source_url: 'https://github.com/fernwood-shop/shop-emails',
        output_image: 'private.de.icr.io/shop/shop-emails:0.14.2',
        author: 'Tomás Ferreira',
        failedAgo: [33, 21],
        workedAgo: 26,
        outcome: (attempt) =>
          stepFailed(attempt, {
            seconds: 52,
            log: new BuildKitLog()
              .vertex('[internal] load build definition from Dockerfile', [
                'transferring dockerfile: 934B done',
              ])
              .vertex(`[internal] load metadata for ${nodeBase}`, [], 1.1)
              .cached(`[templates 1/5] FROM ${nodeBase}`)
              .vertex('[internal] load build context', ['transferring context: 912kB done'], 0.1)
              .vertex('[templates 2/5] COPY package.json package-lock.json ./', [], 0.1)
              .vertex('[templates 3/5] RUN npm ci', npmCi(318, 14), 14.6)
              .vertex('[templates 4/5] COPY . .', [], 0.2)
              .vertex(
                '[templates 5/5] RUN npm run build',
                viteBuild('shop-emails', shopChunks.slice(0, 12)),
                9.3,
              )
              .failed('[internal] load metadata for docker.io/library/nginx:1.27-alpine', [], 0.9, failure)
              .unsolved(failure, {
                file: 'Dockerfile',
                line: 14,
                source: ['RUN npm run build', '', 'FROM nginx:1.27-alpine'],
              })
              .toString(),
          }),
      });
    },
  },
  {
    id: 'build-disk-too-small',
    case: 'B-10',
    title: 'The build needs more disk than its size has',
    command: 'build catalog-search --project shop-ci',
    cause: 'ephemeral-storage-exceeded',
    play(world) {
      const message = 'Pod ephemeral local storage usage exceeds the total limit of containers 2G. ';
      failingBuild(world, world.project('shop-ci'), {
        name: 'catalog-search',
        source_url: 'https://github.com/fernwood-shop/catalog-search',
        output_image: 'private.de.icr.io/shop/catalog-search:4.0.0',
        strategy_size: 'small',
        author: 'Mara Lindqvist',
        failedAgo: [48],
        mended: (spec) => spec.strategy_size !== 'small',
        outcome: (attempt) =>
          stepFailed(
            attempt,
            {
              seconds: 131,
              exitCode: 137,
              log: new BuildKitLog()
                .begin('Dockerfile', '1.21kB', ['docker.io/library/debian:bookworm-slim'])
                .pull(
                  '[1/6] FROM docker.io/library/debian:bookworm-slim@sha256:b1a741487078b369e78119849663d7f1a5341ef2768798f7b7406c4240f86aef',
                  nodeLayers.slice(0, 2),
                  5.1,
                )
                .vertex('[internal] load build context', ['transferring context: 214.55MB 6.3s done'], 6.4)
                .vertex('[2/6] RUN apt-get update && apt-get install -y imagemagick', aptInstall(), 33.8)
                .vertex('[3/6] COPY index /srv/index', [], 11.9)
                .say(
                  '#8 [4/6] RUN /srv/index/prepare --embeddings all-languages',
                  '#8 0.412 loading vocabulary (de, en, fr, sv)',
                  '#8 4.031 writing segment 1/40 (51 MB)',
                  '#8 9.664 writing segment 2/40 (51 MB)',
                  '#8 31.22 writing segment 9/40 (51 MB)',
                  '#8 58.90 writing segment 17/40 (51 MB)',
                )
                .toString(),
            },
            {
              reason: 'exceeded_ephemeral_storage',
              condition: { reason: 'PodEvicted', message },
              failureDetails: { reason: 'PodEvicted', message },
              pod: { reason: 'Evicted', message },
              events: [
                { after: 128, type: 'Warning', reason: 'Evicted', message, component: 'kubelet' },
                {
                  after: 128,
                  type: 'Normal',
                  reason: 'Killing',
                  message: 'Stopping container step-build-and-push',
                  component: 'kubelet',
                },
              ],
            },
          ),
      });
    },
  },
  {
    id: 'build-memory-too-small',
    case: 'B-11',
    title: 'The build needs more memory than its size has',
    command: 'build shop-admin --project shop-ci',
    cause: 'build-out-of-memory',
    play(world) {
      failingBuild(world, world.project('shop-ci'), {
        name: 'shop-admin',
        source_url: 'https://github.com/fernwood-shop/shop-admin',
        output_image: 'private.de.icr.io/shop/shop-admin:6.2.0',
        strategy_size: 'small',
        author: 'Ines Duarte',
        failedAgo: [54, 18],
        workedAgo: 74,
        mended: (spec) => spec.strategy_size !== 'small',
        outcome: (attempt) =>
          stepFailed(
            attempt,
            {
              seconds: 97,
              exitCode: 137,
              reason: 'OOMKilled',
              log: new BuildKitLog()
                .begin('Dockerfile', '702B', [nodeBase])
                .cached(`[build 1/5] FROM ${nodeBase}`)
                .vertex('[internal] load build context', ['transferring context: 5.61MB 0.3s done'], 0.3)
                .vertex('[build 2/5] COPY package.json package-lock.json ./', [], 0.1)
                .vertex('[build 3/5] RUN npm ci', npmCi(1_288, 41), 41.3)
                .vertex('[build 4/5] COPY . .', [], 0.8)
                .say(
                  '#9 [build 5/5] RUN npm run build',
                  ...viteBuild('shop-admin', shopChunks)
                    .slice(0, 9)
                    .map((line, index) => `#9 ${(0.4 + index * 2.1).toFixed(3)} ${line}`),
                )
                .toString(),
            },
            {
              reason: 'failed',
              condition: {
                reason: 'StepOutOfMemory',
                message:
                  'buildrun step step-build-and-push failed due to out-of-memory, for detailed information: ibmcloud ce buildrun logs -n {run}',
              },
              failureDetails: { reason: 'OOMKilled', message: 'OOMKilled' },
            },
          ),
      });
    },
  },
  {
    id: 'repository-private-over-https',
    case: 'B-13',
    title: 'A private repository is cloned over HTTPS without a login',
    command: 'build price-rules --project payments',
    cause: 'git-repo-not-found',
    play(world) {
      const output = "fatal: could not read Username for 'https://github.com': terminal prompts disabled";
      failingBuild(world, world.project('payments'), {
        name: 'price-rules',
        source_url: 'https://github.com/fernwood-shop/price-rules',
        output_image: 'private.de.icr.io/payments/price-rules:1.0.0',
        createdAt: world.clock.now() - hours(1),
        failedAgo: [31, 9],
        mended: (spec) => spec.source_url?.startsWith('git@') === true && spec.source_secret !== undefined,
        outcome: (attempt) =>
          sourceFailed(
            attempt,
            output,
            {
              reason: 'GitRemoteRepositoryPrivate',
              message:
                'The source repository does not exist, or you have insufficient permission to access it.',
            },
            { reason: 'missing_code_repo_access' },
          ),
      });
    },
  },
];

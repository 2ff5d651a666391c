import { gigabytes } from '../../world';
import { failingBuild, stepFailed } from '../kit';
import { BuildKitLog } from '../logs/buildkit';
import { aptInstall, mavenDownload, npmCi, pipInstall, shopChunks, viteBuild } from '../logs/tools';
import type { Scenario } from '../scenario';

const node = 'docker.io/library/node:22-alpine';

const nodeLayers = [
  ['fe07684b16b82247c3539ed86a65ff37a76138ec25d380bd80c869a1a4c73236', 3.8],
  ['d71dc5b8a3ff2d6d2c0f4f1a3b6bb0a4b5e1fd0a6f5d3c2b1a09f8e7d6c5b4a3', 51.31],
  ['7e3ab4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7081', 1.26],
] as const;

/** Memory of build sizes, in gigabytes. */
const sizes: Readonly<Record<string, number>> = { small: 2, medium: 4, large: 8, xlarge: 16, xxlarge: 48 };

/** Builds that need more than they have: memory, disk, time, room in the project. */
export const buildLimitCases: readonly Scenario[] = [
  {
    id: 'build-memory-too-small',
    case: 'B-11',
    title: 'The build needs more memory than its size has',
    command: 'build shop-admin --project shop-ci',
    fix: { strategy_size: 'large' },
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
                .begin('Dockerfile', '702B', [node])
                .cached(`[build 1/5] FROM ${node}`)
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
    id: 'build-step-killed',
    case: 'B-2',
    title: 'A build step is killed, because it needs more memory than there is',
    command: 'build search-index --project shop-ci',
    fix: { strategy_size: 'large' },
    cause: 'build-out-of-memory',
    play(world) {
      const command = '/bin/sh -c mvn -B -q package -DskipTests';
      failingBuild(world, world.project('shop-ci'), {
        name: 'search-index',
        source_url: 'https://github.com/fernwood-shop/search-index',
        output_image: 'private.de.icr.io/shop/search-index:8.0.2',
        author: 'Jonas Brandt',
        failedAgo: [44],
        workedAgo: 62,
        mended: (spec) => spec.strategy_size !== 'medium',
        outcome: (attempt) =>
          stepFailed(attempt, {
            seconds: 143,
            log: new BuildKitLog()
              .begin('Dockerfile', '488B', ['docker.io/library/eclipse-temurin:21-jre'])
              .cached('[build 1/4] FROM docker.io/library/maven:3.9-eclipse-temurin-21')
              .vertex('[internal] load build context', ['transferring context: 3.24MB 0.2s done'], 0.2)
              .vertex('[build 2/4] COPY pom.xml .', [], 0.1)
              .vertex('[build 3/4] RUN mvn -B dependency:go-offline', mavenDownload(), 58.9)
              .failed(
                `[build 4/4] RUN ${command.slice(11)}`,
                [
                  'OpenJDK 64-Bit Server VM warning: Sharing is only supported for boot loader classes because bootstrap classpath has been appended',
                  '[INFO] Building search-index 8.0.2',
                  "[WARNING] Parameter 'archive' is unknown for plugin 'maven-shade-plugin:3.6.0:shade'",
                  '[INFO] Including 214 jars in the shaded jar',
                  'Killed',
                ],
                81.4,
                `process "${command}" did not complete successfully: exit code: 137`,
              )
              .unsolved(`process "${command}" did not complete successfully: exit code: 137`, {
                file: 'Dockerfile',
                line: 9,
                source: [
                  'RUN mvn -B dependency:go-offline',
                  'COPY src src',
                  'RUN mvn -B -q package -DskipTests',
                ],
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
    fix: { strategy_size: 'medium' },
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
    id: 'build-timeout',
    case: 'B-23',
    title: 'The build takes longer than its ten minutes',
    command: 'build model-training --project analytics',
    fix: { timeout: 1_800 },
    cause: 'build-timeout',
    play(world) {
      failingBuild(world, world.project('analytics'), {
        name: 'model-training',
        source_url: 'https://github.com/fernwood-shop/model-training',
        output_image: 'private.us.icr.io/analytics/model-training:0.5.0',
        strategy_size: 'small',
        author: 'Priya Raman',
        failedAgo: [38],
        mended: (spec) => spec.timeout > 600,
        outcome: (attempt) =>
          stepFailed(
            attempt,
            {
              seconds: 595,
              exitCode: 143,
              log: new BuildKitLog()
                .begin('Dockerfile', '1.31kB', ['docker.io/library/python:3.11-slim'])
                .cached('[1/6] FROM docker.io/library/python:3.11-slim')
                .vertex('[internal] load build context', ['transferring context: 88.00MB 2.2s done'], 2.3)
                .vertex('[2/6] RUN apt-get update && apt-get install -y build-essential', aptInstall(), 48.8)
                .vertex('[3/6] RUN pip install -r requirements.txt', pipInstall(), 171.2)
                .say(
                  '#8 [4/6] RUN pip install --no-binary :all: scipy',
                  '#8 4.118 Collecting scipy',
                  '#8 9.730   Installing build dependencies: started',
                  "#8 61.02   Installing build dependencies: finished with status 'done'",
                  '#8 64.77   Preparing metadata (pyproject.toml): still running...',
                  '#8 188.1   Building wheel for scipy (pyproject.toml): still running...',
                  '#8 261.4   Building wheel for scipy (pyproject.toml): still running...',
                )
                .toString(),
            },
            {
              reason: 'timeout',
              condition: {
                reason: 'BuildRunTimeout',
                message: 'BuildRun {run} failed to finish within 10m0s',
              },
            },
          ),
      });
    },
  },
  {
    id: 'toolchain-build-timeout',
    case: 'B-22',
    title: 'A build of a toolchain takes longer than its 20 minutes',
    command: 'build basket-service --project shop-previews',
    fix: { timeout: 2_400 },
    cause: 'build-timeout',
    play(world) {
      failingBuild(world, world.project('shop-previews'), {
        name: 'basket-service',
        source_url: 'https://github.com/fernwood-shop/basket-service',
        output_image: 'private.de.icr.io/shop/basket-service:3.3.0',
        strategy_size: 'large',
        timeout: 1_200,
        failedAgo: [49],
        mended: (spec) => spec.timeout > 1_200,
        outcome: (attempt) =>
          stepFailed(
            attempt,
            {
              seconds: 1_195,
              exitCode: 143,
              log: new BuildKitLog()
                .begin('Dockerfile', '911B', ['docker.io/library/eclipse-temurin:21-jre'])
                .cached('[build 1/4] FROM docker.io/library/maven:3.9-eclipse-temurin-21')
                .vertex('[internal] load build context', ['transferring context: 2.01MB 0.1s done'], 0.1)
                .vertex('[build 2/4] RUN mvn -B dependency:go-offline', mavenDownload(), 94.2)
                .say(
                  '#7 [build 3/4] RUN mvn -B verify',
                  ...Array.from(
                    { length: 44 },
                    (_, index) =>
                      `#7 ${(20 + index * 24).toFixed(3)} [INFO] Tests run: ${3 + (index % 9)}, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 23.${index} s -- in com.fernwood.basket.Scenario${index + 1}IT`,
                  ),
                )
                .toString(),
            },
            {
              reason: 'timeout',
              condition: {
                reason: 'BuildRunTimeout',
                message: 'BuildRun {run} failed to finish within 20m0s',
              },
            },
          ),
      });
    },
  },
  {
    id: 'build-run-quota',
    case: 'B-25',
    title: 'The project has no room for another build',
    command: 'build preview-cart --project shop-previews',
    cause: 'project-quota-exceeded',
    play(world) {
      const message =
        'pods "preview-cart-pod" is forbidden: exceeded quota: project-quota, requested: limits.memory=8G, used: limits.memory=508G, limited: limits.memory=512G';
      failingBuild(world, world.project('shop-previews'), {
        name: 'preview-cart',
        source_url: 'https://github.com/fernwood-shop/preview-cart',
        output_image: 'private.de.icr.io/shop/preview-cart:pr-812',
        strategy_size: 'large',
        failedAgo: [17],
        workedAgo: 30,
        mended: ({ strategy_size }, home) => {
          const line = home.quotas.find(({ resource }) => resource === 'limits.memory');
          return gigabytes(line?.used ?? '') + (sizes[strategy_size] ?? 0) <= gigabytes(line?.hard ?? '');
        },
        outcome: () => ({
          status: 'pending',
          reason: 'pending',
          seconds: 3_000,
          condition: {
            reason: 'ExceededResourceQuota',
            message: `TaskRun Pod exceeded available resources: ${message}`,
          },
          noPod: true,
          events: [
            {
              after: 6,
              type: 'Warning',
              reason: 'FailedCreate',
              message: `Error creating: ${message}`,
              component: 'taskrun-controller',
              onRun: true,
              repeatsEvery: 60_000,
            },
          ],
        }),
      });
    },
  },
];

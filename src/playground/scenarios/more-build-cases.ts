import { addBuild, addRegistrySecret, type BuildOutcome, hours, runBuild } from '../world';
import { ago, failingBuild, publish, stepFailed, succeeded } from './kit';
import { BuildKitLog } from './logs/buildkit';
import { buildpacksBegin, detectedNothing, pythonBuildpacks } from './logs/buildpacks';
import {
  aptInstall,
  goDownload,
  mavenDownload,
  npmCi,
  pipInstall,
  shopChunks,
  viteBuild,
} from './logs/tools';
import type { Scenario } from './scenario';
import { appCrashing } from './workloads';

const node = 'docker.io/library/node:22-alpine';

/** A build run that never gets as far as a pod, or whose pod is never placed. */
function notStarted(
  reason: string,
  condition: BuildOutcome['condition'],
  more: Partial<BuildOutcome> = {},
): BuildOutcome {
  return { status: 'failed', reason, seconds: 1, condition, noPod: true, ...more };
}

/** Builds that fail in other ways. */
export const moreBuildCases: readonly Scenario[] = [
  {
    id: 'copied-file-missing',
    case: 'B-1',
    title: 'The Dockerfile copies a file that is not in the repository',
    command: 'build stock-badge --project warehouse',
    cause: 'dockerfile-copy-missing-file',
    play(world) {
      const failure =
        'failed to compute cache key: failed to calculate checksum of ref vp0x1t9m6vd2c7j3b8q4z5k2h::rl8w4n1s6f3: "/config/production.yaml": not found';
      failingBuild(world, world.project('warehouse'), {
        name: 'stock-badge',
        source_url: 'https://github.com/fernwood-shop/stock-badge',
        output_image: 'private.de.icr.io/warehouse/stock-badge:1.4.1',
        failedAgo: [40],
        workedAgo: 144,
        outcome: (attempt) =>
          stepFailed(attempt, {
            seconds: 31,
            log: new BuildKitLog()
              .begin('Dockerfile', '655B', [
                'docker.io/library/golang:1.24',
                'docker.io/library/debian:bookworm-slim',
              ])
              .cached('[build 1/6] FROM docker.io/library/golang:1.24')
              .vertex('[internal] load build context', ['transferring context: 402.11kB 0.1s done'], 0.1)
              .vertex(
                '[stage-1 2/4] RUN apt-get update && apt-get install -y ca-certificates tzdata',
                aptInstall(),
                18.2,
              )
              .vertex('[build 2/6] WORKDIR /src', [], 0.1)
              .vertex('[build 3/6] COPY go.mod go.sum ./', [], 0.1)
              .vertex('[build 4/6] RUN go mod download', goDownload(), 7.5)
              .failed('[build 5/6] COPY config/production.yaml /etc/stock-badge/', [], 0, failure)
              .unsolved(failure, {
                file: 'Dockerfile',
                line: 7,
                source: [
                  'COPY go.mod go.sum ./',
                  'RUN go mod download',
                  'COPY config/production.yaml /etc/stock-badge/',
                ],
              })
              .toString(),
          }),
      });
    },
  },
  {
    id: 'build-step-killed',
    case: 'B-2',
    title: 'A build step is killed, because it needs more memory than there is',
    command: 'build search-index --project shop-ci',
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
    id: 'no-buildpack-fits',
    case: 'B-6',
    title: 'The source lies in a subdirectory that the buildpacks do not look into',
    command: 'build gift-wrap --project shop-previews',
    cause: 'buildpack-none-detected',
    play(world) {
      const image = 'private.de.icr.io/shop/gift-wrap:0.2.0';
      failingBuild(world, world.project('shop-previews'), {
        name: 'gift-wrap',
        source_url: 'https://github.com/fernwood-shop/gift-wrap',
        output_image: image,
        strategy_type: 'buildpacks',
        failedAgo: [23],
        mended: (spec) => spec.source_context_dir !== undefined,
        outcome: (attempt) =>
          stepFailed(attempt, {
            seconds: 12,
            exitCode: 20,
            log: [
              ...buildpacksBegin(image),
              ...[
                'heroku/ruby',
                'heroku/scala',
                'heroku/gradle',
                'paketo-buildpacks/rust',
                'paketo-buildpacks/graalvm',
              ].flatMap((name, index) => [
                `[detector] ======== Output: ${name}@${index + 2}.1.0 ========`,
                `[detector] no matching files in /workspace/source`,
              ]),
              ...Array.from({ length: 18 }, (_, index) => `[detector] Resolving plan... (try #${index + 1})`),
              ...detectedNothing,
              'ERROR: No buildpack groups passed detection.',
              '',
            ].join('\n'),
          }),
      });
    },
  },
  {
    id: 'type-error',
    case: 'B-8',
    title: 'The application does not compile',
    command: 'build shop-web --project shop-ci',
    cause: 'compile-error',
    play(world) {
      const token = world.canary('npm-token');
      const failure = 'process "/bin/sh -c npm run build" did not complete successfully: exit code: 2';
      failingBuild(world, world.project('shop-ci'), {
        name: 'shop-web',
        source_url: 'https://github.com/fernwood-shop/shop-web',
        output_image: 'private.de.icr.io/shop/shop-web:5.8.0',
        author: 'Ines Duarte',
        failedAgo: [28, 8],
        workedAgo: 5,
        outcome: (attempt) =>
          stepFailed(attempt, {
            seconds: 66,
            log: new BuildKitLog()
              .begin('Dockerfile', '1.02kB', [node])
              .cached(`[build 1/6] FROM ${node}`)
              .vertex('[internal] load build context', ['transferring context: 7.80MB 0.4s done'], 0.4)
              .vertex('[build 2/6] WORKDIR /app', [], 0.1)
              .vertex('[build 3/6] COPY package.json package-lock.json .npmrc ./', [], 0.1)
              .vertex(
                '[build 4/6] RUN npm ci',
                [`NPM_TOKEN=${token} npm ci --no-audit`, ...npmCi(1_104, 36)],
                36.4,
              )
              .vertex('[build 5/6] COPY . .', [], 0.6)
              .vertex(
                '[lint 1/1] RUN npm run lint',
                [
                  '> shop-web@5.8.0 lint',
                  '> eslint src --max-warnings 20',
                  '/app/src/components/Banner.tsx',
                  "  14:7  warning  'campaign' is assigned a value but never used  @typescript-eslint/no-unused-vars",
                  '  31:3  warning  Unexpected console statement                     no-console',
                  '/app/src/components/Price.tsx',
                  '  8:12  warning  Unexpected any. Specify a different type         @typescript-eslint/no-explicit-any',
                  '✖ 3 problems (0 errors, 3 warnings)',
                ],
                6.8,
              )
              .failed(
                '[build 6/6] RUN npm run build',
                [
                  '> shop-web@5.8.0 build',
                  '> tsc --noEmit && vite build',
                  "src/cart/total.ts(41,19): error TS2339: Property 'grossAmount' does not exist on type 'CartLine'.",
                  "src/cart/total.ts(58,7): error TS2322: Type 'string' is not assignable to type 'number'.",
                  'npm error Lifecycle script `build` failed with error:',
                  'npm error code 2',
                  'npm error path /app',
                  'npm error workspace shop-web@5.8.0',
                  'npm error command failed',
                  'npm error command sh -c tsc --noEmit && vite build',
                ],
                15.8,
                failure,
              )
              .unsolved(failure, {
                file: 'Dockerfile',
                line: 12,
                source: ['RUN npm ci', 'COPY . .', 'RUN npm run build'],
              })
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
    id: 'python-without-procfile',
    case: 'B-21',
    title: 'Buildpacks made a Python image that starts the interpreter instead of the app',
    command: 'app trend-report --project analytics',
    cause: 'buildpack-no-start-command',
    play(world) {
      const project = world.project('analytics');
      const image = 'private.us.icr.io/analytics/trend-report:1.0.0';
      const digest = publish(world, image, { entrypoint: ['/cnb/process/web'], cmd: [] });
      const build = addBuild(world, project, {
        name: 'trend-report',
        source_url: 'https://github.com/fernwood-shop/trend-report',
        output_image: image,
        strategy_type: 'buildpacks',
        behaviour: () => made,
      });
      const commit = {
        sha: world.names.hex(40, 'commit', 'trend-report'),
        author: 'Priya Raman',
        branch: 'main',
      };
      const startedAt = ago(world, 58);
      const made: BuildOutcome = {
        ...succeeded(world, build, commit, startedAt, pythonBuildpacks(image, digest).join('\n')),
        outputDigest: digest,
      };
      const run = runBuild(world, project, { build: 'trend-report', startedAt });
      appCrashing(world, project, {
        name: 'trend-report',
        image,
        secret: 'ce-auto-icr-private-us-south',
        build: 'trend-report',
        buildRun: run.name,
        minutes: 26,
        digest,
        reason: 'container_failed_exit_code_0',
        exitCode: 0,
        terminated: 'Completed',
        restarts: 7,
        lives: 1,
        log: 'Python 3.11.14 (main, Oct 13 2025, 08:12:44) [GCC 13.3.0] on linux\nType "help", "copyright", "credits" or "license" for more information.\n>>> \n',
      });
    },
  },
  {
    id: 'toolchain-build-timeout',
    case: 'B-22',
    title: 'A build of a toolchain takes longer than its 20 minutes',
    command: 'build basket-service --project shop-previews',
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
    id: 'build-timeout',
    case: 'B-23',
    title: 'The build takes longer than its ten minutes',
    command: 'build model-training --project analytics',
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
  {
    id: 'build-run-retention',
    case: 'B-26',
    title: 'The build run was removed after its time of retention',
    command: 'buildrun shop-search-run-260301-071502 --project shop-ci',
    cause: 'build-run-removed',
    play(world) {
      const project = world.project('shop-ci');
      publish(world, 'private.de.icr.io/shop/shop-search:2.2.0');
      const commit = {
        sha: world.names.hex(40, 'commit', 'shop-search'),
        author: 'Mara Lindqvist',
        branch: 'main',
      };
      const build = addBuild(world, project, {
        name: 'shop-search',
        source_url: 'https://github.com/fernwood-shop/shop-search',
        output_image: 'private.de.icr.io/shop/shop-search:2.2.0',
        behaviour: (spec) => succeeded(world, spec, commit, world.clock.now()),
      });
      const startedAt = world.clock.now() - hours(2);
      runBuild(world, project, {
        build: 'shop-search',
        startedAt,
        outcome: { ...succeeded(world, build, commit, startedAt), noPod: true },
      });
    },
  },
  {
    id: 'copied-over-system-directory',
    case: 'B-28',
    title: 'The Dockerfile copies the application over a directory of the system',
    command: 'build kiosk-display --project campaigns',
    cause: 'reserved-directory',
    play(world) {
      const failure =
        'cannot copy to non-directory: /var/lib/buildkit/runc-overlayfs/cachemounts/buildkit3471180922/bin';
      failingBuild(world, world.project('campaigns'), {
        name: 'kiosk-display',
        source_url: 'https://github.com/fernwood-shop/kiosk-display',
        output_image: 'private.de.icr.io/campaigns/kiosk-display:0.9.0',
        failedAgo: [32],
        outcome: (attempt) =>
          stepFailed(attempt, {
            seconds: 41,
            log: new BuildKitLog()
              .begin('Dockerfile', '702B', ['docker.io/library/debian:bookworm-slim'])
              .cached('[1/4] FROM docker.io/library/debian:bookworm-slim')
              .vertex('[internal] load build context', ['transferring context: 11.40MB 0.4s done'], 0.4)
              .vertex('[2/4] RUN apt-get update && apt-get install -y imagemagick curl', aptInstall(), 30.2)
              .failed('[3/4] COPY dist/bin /bin', [], 0.2, failure)
              .unsolved(failure, {
                file: 'Dockerfile',
                line: 5,
                source: [
                  'RUN apt-get update && apt-get install -y imagemagick curl',
                  '',
                  'COPY dist/bin /bin',
                ],
              })
              .toString(),
          }),
      });
    },
  },
  {
    id: 'local-source-to-docker-hub',
    case: 'B-29',
    title: 'Local source is built for a registry other than IBM Container Registry',
    command: 'build pop-up-store --project campaigns',
    cause: 'local-build-needs-icr',
    play(world) {
      const project = world.project('campaigns');
      addRegistrySecret(world, project, 'dockerhub-push', {
        server: 'https://index.docker.io/v1/',
        username: 'fernwood',
      });
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
    id: 'healthy-build',
    case: 'none',
    title: 'A build that works',
    command: 'build storefront --project shop-prod',
    cause: 'healthy-no-problem',
    play(world) {
      const project = world.project('shop-prod');
      const image = 'private.de.icr.io/shop/storefront:3.14.0';
      const commit = {
        sha: world.names.hex(40, 'commit', 'storefront'),
        author: 'Mara Lindqvist',
        branch: 'main',
      };
      const log = (at: number, digest: string) =>
        new BuildKitLog()
          .begin('Dockerfile', '1.12kB', [node])
          .cached(`[build 1/6] FROM ${node}`)
          .vertex('[internal] load build context', ['transferring context: 6.02MB 0.3s done'], 0.3)
          .vertex('[build 4/6] RUN npm ci', npmCi(942, 33), 33.1)
          .vertex('[build 6/6] RUN npm run build', viteBuild('storefront', shopChunks), 21.7)
          .exported(image, digest, [world.names.digest('layer', String(at)), world.names.digest('layer')])
          .toString();
      const build = addBuild(world, project, {
        name: 'storefront',
        source_url: 'https://github.com/fernwood-shop/storefront',
        output_image: image,
        behaviour: (spec) => succeeded(world, spec, commit, world.clock.now()),
      });
      for (const startedAt of [world.clock.now() - hours(29), ago(world, 45)]) {
        const outcome = succeeded(
          world,
          build,
          commit,
          startedAt,
          log(startedAt, world.names.digest(image, '')),
        );
        runBuild(world, project, {
          build: 'storefront',
          startedAt,
          outcome: { ...outcome, outputDigest: world.names.digest(image, '') },
        });
      }
    },
  },
];

import { fetched, hasFile } from '../../world';
import { failingBuild, stepFailed } from '../kit';
import { BuildKitLog } from '../logs/buildkit';
import { buildpacksBegin, detectedNothing } from '../logs/buildpacks';
import { aptInstall, goDownload, npmCi, shopChunks, viteBuild } from '../logs/tools';
import type { Scenario } from '../scenario';

const node = 'docker.io/library/node:22-alpine';

/** The lines of a Dockerfile that its build failed at, with what is around them. */
const stockBadge = {
  Dockerfile: [
    'FROM docker.io/library/golang:1.24 AS build',
    'WORKDIR /src',
    '',
    '',
    'COPY go.mod go.sum ./',
    'RUN go mod download',
    'COPY config/production.yaml /etc/stock-badge/',
    'COPY . .',
    'RUN go build -o /badge .',
    '',
    'FROM docker.io/library/debian:bookworm-slim',
    'RUN apt-get update && apt-get install -y ca-certificates tzdata',
    'COPY --from=build /badge /badge',
    'CMD ["/badge"]',
    '',
  ].join('\n'),
  '.gitignore': '/badge\n/config/production.yaml\n',
  'config/staging.yaml': 'stock: staging\n',
  'go.mod': 'module badge\n\ngo 1.24\n',
  'go.sum': '',
  'main.go': 'package main\n\nfunc main() {}\n',
};

/** A web shop whose cart adds up one field of its lines. */
const shopWeb = (field: string): Readonly<Record<string, string>> => ({
  Dockerfile: [
    `FROM ${node} AS build`,
    'WORKDIR /app',
    'COPY package.json package-lock.json .npmrc ./',
    'RUN npm ci',
    'COPY . .',
    'RUN npm run build',
    '',
    `FROM ${node}`,
    'COPY --from=build /app/dist /app/dist',
    'CMD ["node", "/app/dist/server.js"]',
    '',
  ].join('\n'),
  '.npmrc': 'fund=false\n',
  'package.json': '{ "name": "shop-web", "scripts": { "build": "tsc --noEmit && vite build" } }\n',
  'package-lock.json': '{ "name": "shop-web", "lockfileVersion": 3, "packages": { "": {} } }\n',
  'src/cart/total.ts': `export const total = (lines: CartLine[]) => sum(lines.map((line) => ${field}));\n`,
});

/** Templates that are rendered once, and served by nginx. */
const shopEmails = {
  Dockerfile: [
    `FROM ${node} AS templates`,
    'WORKDIR /app',
    'ENV NODE_ENV=production',
    '',
    '# The lock file changes less often than the templates.',
    'COPY package.json package-lock.json ./',
    'RUN npm ci',
    '',
    'COPY . .',
    '',
    'RUN npm test --if-present',
    'RUN npm run build',
    '',
    'FROM docker.io/library/nginx:1.27-alpine',
    'COPY --from=templates /app/dist /usr/share/nginx/html',
    '',
  ].join('\n'),
  'package.json': '{ "name": "shop-emails", "scripts": { "build": "vite build" } }\n',
  'package-lock.json': '{ "name": "shop-emails", "lockfileVersion": 3, "packages": { "": {} } }\n',
  'src/sale.html': '<h1>Sale</h1>\n',
};

/** Builds that fail at the Dockerfile, at its base images or at what it runs. */
export const buildDockerfileCases: readonly Scenario[] = [
  {
    id: 'dockerfile-in-subdirectory',
    case: 'B-4',
    title: 'The Dockerfile is not where the build looks',
    command: 'build shop-api',
    fix: { source_context_dir: 'services/api' },
    cause: 'dockerfile-not-found',
    shownBy: { file: 'Dockerfile' },
    play(world) {
      const project = world.project('shop');
      failingBuild(world, project, {
        name: 'shop-api',
        source_url: 'https://github.com/fernwood-shop/shop-api',
        repository: {
          files: {
            'README.md': 'One directory a service.\n',
            'services/api/Dockerfile':
              'FROM docker.io/library/node:22-alpine\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
            'services/api/server.js': 'require("./listen");\n',
          },
          subject: 'One directory a service',
          earlier: [
            {
              files: {
                Dockerfile:
                  'FROM docker.io/library/node:22-alpine\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
                'server.js': 'require("./listen");\n',
              },
              subject: 'Listen on the port that is given',
            },
          ],
        },
        output_image: 'private.de.icr.io/shop/shop-api:1.9.0',
        failedAgo: [41, 12],
        workedAgo: 50,
        mended: (spec, home) => {
          const source = fetched(world, home, spec);
          return (
            source !== undefined &&
            hasFile(source, spec, new RegExp(`^${spec.strategy_spec_file ?? 'Dockerfile'}$`))
          );
        },
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
    id: 'copied-file-missing',
    case: 'B-1',
    title: 'The Dockerfile copies a file that is not in the repository',
    command: 'build stock-badge --project warehouse',
    cause: 'dockerfile-copy-missing-file',
    shownBy: { file: 'Dockerfile', line: 7 },
    play(world) {
      const failure =
        'failed to compute cache key: failed to calculate checksum of ref vp0x1t9m6vd2c7j3b8q4z5k2h::rl8w4n1s6f3: "/config/production.yaml": not found';
      failingBuild(world, world.project('warehouse'), {
        name: 'stock-badge',
        source_url: 'https://github.com/fernwood-shop/stock-badge',
        repository: {
          files: stockBadge,
          subject: 'Keep the settings of production out of git',
          earlier: [
            {
              files: { ...stockBadge, '.gitignore': '/badge\n', 'config/production.yaml': 'stock: live\n' },
              subject: 'Badges for shelves',
            },
          ],
        },
        output_image: 'private.de.icr.io/warehouse/stock-badge:1.4.1',
        author: 'Ines Duarte',
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
        repository: {
          files: shopWeb('line.grossAmount'),
          subject: 'Gross prices in the cart',
          earlier: [{ files: shopWeb('line.amount'), subject: 'A cart that adds up' }],
        },
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
    id: 'docker-hub-rate-limit',
    case: 'B-7',
    title: 'Docker Hub refuses to send the base image',
    command: 'build shop-emails --project shop-ci',
    cause: 'base-image-rate-limited',
    shownBy: { file: 'Dockerfile', line: 14 },
    play(world) {
      world.registry.troubles.push({ host: 'docker.io', path: 'library/nginx', kind: 'rate-limited' });
      const failure =
        'docker.io/library/nginx:1.27-alpine: failed to resolve source metadata for docker.io/library/nginx:1.27-alpine: failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/nginx/manifests/sha256:65645c7bb6a0661892a8b03b89d0743208a18dd2f3f17a54ef4b76fb8e2f2a10: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit';
      failingBuild(world, world.project('shop-ci'), {
        name: 'shop-emails',
        source_url: 'https://github.com/fernwood-shop/shop-emails',
        repository: { files: shopEmails, subject: 'Templates for the summer sale' },
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
              .vertex(`[internal] load metadata for ${node}`, [], 1.1)
              .cached(`[templates 1/5] FROM ${node}`)
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
                source: ['RUN npm run build', '', 'FROM docker.io/library/nginx:1.27-alpine'],
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
    fix: { source_context_dir: 'web' },
    cause: 'buildpack-none-detected',
    shownBy: { file: 'web/package.json' },
    play(world) {
      const image = 'private.de.icr.io/shop/gift-wrap:0.2.0';
      failingBuild(world, world.project('shop-previews'), {
        name: 'gift-wrap',
        source_url: 'https://github.com/fernwood-shop/gift-wrap',
        repository: {
          files: {
            'README.md': 'Paper and bows; the app is in web.\n',
            'web/package.json': '{ "scripts": { "start": "node server.js" } }\n',
            'web/server.js': 'listen();\n',
          },
        },
        output_image: image,
        strategy_type: 'buildpacks',
        failedAgo: [23],
        mended: (spec, home) => {
          const source = fetched(world, home, spec);
          return source !== undefined && hasFile(source, spec, /^package\.json$/);
        },
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
];

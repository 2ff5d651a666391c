/** Source that was uploaded with `ibmcloud ce buildrun submit --source`: it is kept as an image beside the output. */
import { addBuild, type BuildOutcome, runBuild } from '../../world';
import { ago, publish } from '../kit';
import type { Scenario } from '../scenario';

const node = 'docker.io/library/node:22-alpine';
const image = 'private.de.icr.io/shop/gift-cards:2.1.0';

const dockerfile = [
  `FROM ${node}`,
  'WORKDIR /app',
  'COPY package.json package-lock.json ./',
  'RUN npm ci --omit=dev',
  'COPY server.js ./',
  'COPY templates/ ./templates/',
  'USER 1000',
  'CMD ["node", "server.js"]',
  '',
].join('\n');

const manifest = {
  name: 'gift-cards',
  version: '2.1.0',
  scripts: { start: 'node server.js' },
  dependencies: { express: '^4.19.0' },
};

/** What the command line packed: the templates were in `.ceignore`, and stayed at home. */
const uploaded = {
  Dockerfile: dockerfile,
  '.ceignore': 'node_modules\n*.log\ntemplates/\n',
  'package.json': `${JSON.stringify(manifest, undefined, 2)}\n`,
  'package-lock.json': JSON.stringify({
    name: 'gift-cards',
    lockfileVersion: 3,
    packages: {
      '': { dependencies: manifest.dependencies },
      'node_modules/express': { version: '4.19.2' },
    },
  }),
  'server.js': 'require("express")().listen(process.env.PORT || 8080);\n',
};

export const uploadCases: readonly Scenario[] = [
  {
    id: 'uploaded-source-incomplete',
    case: 'none',
    title: 'The pod is gone; the uploaded source lacks a directory that the Dockerfile copies',
    command: 'build gift-cards',
    cause: 'dockerfile-copy-missing-file',
    shownBy: { file: 'Dockerfile', line: 6 },
    play(world) {
      const project = world.project('shop');
      publish(world, image.replace('gift-cards:', 'gift-cards-source:'), {
        files: uploaded,
        exposedPorts: [],
      });
      const outcome: BuildOutcome = {
        status: 'failed',
        reason: 'failed_to_execute_build_run',
        seconds: 11,
        condition: {
          reason: 'Failed',
          message:
            '"step-build-and-push" exited with code 1 (image: "icr.io/obs/codeengine/buildkit/builder:v0.17.3"); for logs run: kubectl -n {namespace} logs {pod} -c step-build-and-push',
        },
        // The pod is gone, and its log with it: what failed is seen in the upload.
        noPod: true,
      };
      addBuild(world, project, {
        name: 'gift-cards',
        source_type: 'local',
        source_url: '',
        output_image: image,
        behaviour: () => outcome,
      });
      runBuild(world, project, { build: 'gift-cards', startedAt: ago(world, 74), outcome });
    },
  },
];

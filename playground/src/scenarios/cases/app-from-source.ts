/** Apps whose image Code Engine built from their repository: the source tells what the image alone does not. */
import { addBuild, commitTo, runBuild } from '../../world';
import { ago, publish, succeeded } from '../kit';
import type { Scenario } from '../scenario';
import { appInState, failedConditions } from '../workloads';

const image = 'private.de.icr.io/shop/wish-list:3.0.0';
const source_url = 'https://github.com/fernwood-shop/wish-list';

const files = {
  Dockerfile: [
    'FROM docker.io/library/node:22-alpine',
    'WORKDIR /app',
    'COPY package.json server.js ./',
    'USER 1000',
    'EXPOSE 3000',
    'CMD ["node", "server.js"]',
    '',
  ].join('\n'),
  'package.json': '{ "name": "wish-list", "scripts": { "start": "node server.js" } }\n',
  'server.js': 'require("node:http").createServer((_, answer) => answer.end("[]")).listen(3000);\n',
};

export const appFromSourceCases: readonly Scenario[] = [
  {
    id: 'port-in-the-source',
    case: 'none',
    title: 'The build succeeded; the Dockerfile of the app exposes another port than Code Engine asks',
    command: 'app wish-list --project shop-ci',
    cause: 'port-not-listening',
    play(world) {
      const project = world.project('shop-ci');
      const build = { name: 'wish-list', source_url, output_image: image };
      const [sha = ''] =
        commitTo(world, build, { files, author: 'Noor Haddad', subject: 'Serve the list' }) ?? [];
      const commit = { sha, author: 'Noor Haddad', branch: 'main' };
      const added = addBuild(world, project, {
        ...build,
        behaviour: (spec) => succeeded(world, spec, commit, world.clock.now()),
      });
      const startedAt = ago(world, 33);
      const outcome = succeeded(world, added, commit, startedAt);
      const { name: buildRun } = runBuild(world, project, { build: 'wish-list', startedAt, outcome });
      const digest = publish(world, image, { exposedPorts: ['3000/tcp'], createdAt: ago(world, 31) });
      appInState(world, project, {
        name: 'wish-list',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        buildRun,
        minutes: 29,
        status: 'failed',
        reason: 'initial_scale_never_achieved',
        digest,
        conditions: failedConditions(
          'ResourcesAvailable',
          'ProgressDeadlineExceeded',
          'Initial scale was never achieved',
        ),
      });
    },
  },
];

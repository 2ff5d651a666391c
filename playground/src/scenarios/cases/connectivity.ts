/** Projects that may not connect to everything. What mends it is in their settings, which nobody here changes. */
import type { Project, World } from '../../world';
import { failingBuild, publish, stepFailed } from '../kit';
import { BuildKitLog } from '../logs/buildkit';
import type { Scenario } from '../scenario';
import { jobFailed } from '../workloads';

const node = 'docker.io/library/node:22-alpine';
const managed = 'ce-auto-icr-private-eu-de';

/** Lets the project reach GitHub and Docker Hub, its databases by a private path, and nothing else. */
function restricted(world: World): Project {
  const project = world.project('ledger');
  project.outbound.clear();
  const ranges = { github: '140.82.112.0/20', 'docker-hub': '44.192.0.0/11', office: '192.0.2.0/24' };
  for (const [name, cidr] of Object.entries(ranges)) {
    project.outbound.set(name, {
      name,
      type: 'cidr_block',
      cidr_block: cidr,
      status: 'ready',
      status_details: { reason: 'ready' },
    });
  }
  project.outbound.set('bookings-db', {
    name: 'bookings-db',
    type: 'private_path_service_gateway',
    private_path_service_gateway_crn: `crn:v1:bluemix:public:is:eu-de:a/${world.accountId}::private-path-service-gateway:r010-bookings`,
    isolation_policy: 'shared',
    status: 'failed',
    status_details: {
      reason: 'private_path_connection_approval_pending',
      endpoint_gateway: { ips: ['10.9.0.4'], name: 'bookings-db', account_id: world.accountId },
      private_path_service_gateway: {
        id: 'r010-bookings',
        name: 'bookings',
        service_endpoints: ['bookings.ledger.internal'],
      },
    },
  });
  return project;
}

export const connectivityCases: readonly Scenario[] = [
  {
    id: 'outbound-blocked-build',
    case: 'none',
    title: 'The project allows no connection to the package registry that the build needs',
    command: 'build ledger-web --project ledger',
    cause: 'outbound-destination-blocked',
    play(world) {
      failingBuild(world, restricted(world), {
        name: 'ledger-web',
        source_url: 'https://github.com/fernwood-shop/ledger-web',
        output_image: 'private.de.icr.io/shop/ledger-web:1.3.0',
        author: 'Ines Duarte',
        failedAgo: [26],
        outcome: (attempt) =>
          stepFailed(attempt, {
            seconds: 141,
            log: new BuildKitLog()
              .begin('Dockerfile', '412B', [node])
              .cached(`[build 1/4] FROM ${node}`)
              .vertex('[build 2/4] COPY package.json package-lock.json ./', [], 0.1)
              .failed(
                '[build 3/4] RUN npm ci',
                [
                  'npm error code ETIMEDOUT',
                  'npm error syscall connect',
                  'npm error errno ETIMEDOUT',
                  'npm error network request to https://registry.npmjs.org/express/-/express-5.1.0.tgz failed, reason: connect ETIMEDOUT 104.16.3.35:443',
                  'npm error network This is a problem related to network connectivity.',
                ],
                139,
                'process "/bin/sh -c npm ci" did not complete successfully: exit code: 146',
              )
              .unsolved('process "/bin/sh -c npm ci" did not complete successfully: exit code: 146')
              .toString(),
          }),
      });
    },
  },
  {
    id: 'private-path-pending',
    case: 'none',
    title: 'The Private Path connection to the database waits for its owner’s approval',
    command: 'jobrun ledger-close-run-8 --project ledger',
    cause: 'private-path-not-ready',
    play(world) {
      const image = 'private.de.icr.io/shop/ledger-close:2.0.1';
      publish(world, image, { exposedPorts: [] });
      jobFailed(world, restricted(world), {
        name: 'ledger-close',
        run: 'ledger-close-run-8',
        image,
        secret: managed,
        minutes: 19,
        failure: 'ContainerExitedCode1',
        exitCode: 1,
        terminated: 'Error',
        took: 62,
        log: [
          'closing the books of 2026-10',
          'Error: connect ETIMEDOUT 10.9.0.4:5432',
          '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16) {',
          "  errno: -110, code: 'ETIMEDOUT', syscall: 'connect', address: '10.9.0.4', port: 5432",
          '}',
          '',
        ].join('\n'),
        healthyIndices: 0,
      });
    },
  },
];

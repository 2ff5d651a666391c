/** Who logs in: Code Engine's own registry secret, and a bot that is a trusted profile. */

import { unresolved } from '../events';
import { publish } from '../kit';
import type { Scenario } from '../scenario';
import { appCrashing, appNotPulled } from '../workloads';

export const loginCases: readonly Scenario[] = [
  {
    id: 'managed-secret-refused',
    case: 'none',
    title: 'The key in the registry secret that Code Engine made was deleted',
    command: 'app gift-finder --project gift-shop',
    cause: 'auth-invalid',
    play(world) {
      const image = 'private.de.icr.io/shop/gift-finder:2.6.0';
      const digest = publish(world, image);
      appNotPulled(world, world.project('gift-shop'), {
        name: 'gift-finder',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        digest,
        minutes: 17,
        error: (reference) =>
          unresolved(
            reference,
            'failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://private.de.icr.io/oauth/token: 401 Unauthorized',
          ),
      });
    },
  },
  {
    id: 'asked-as-trusted-profile',
    case: 'none',
    title:
      'The bot logs in as a trusted profile: pods, logs and events come by the proxy that takes IAM tokens',
    command: 'app returns-desk --project customer-care',
    cause: 'runtime-dependency-unreachable',
    login: 'trusted profile',
    play(world) {
      const image = 'private.de.icr.io/shop/returns-desk:8.0.3';
      appCrashing(world, world.project('customer-care'), {
        name: 'returns-desk',
        image,
        secret: 'ce-auto-icr-private-eu-de',
        minutes: 38,
        digest: publish(world, image),
        reason: 'container_failed_exit_code_1',
        exitCode: 1,
        terminated: 'Error',
        restarts: 6,
        log: [
          '> returns-desk@8.0.3 start',
          '> node server.js',
          '',
          'Error: connect ECONNREFUSED 172.21.33.7:6379',
          '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16) {',
          "  errno: -111, code: 'ECONNREFUSED', syscall: 'connect', address: '172.21.33.7', port: 6379",
          '}',
          '',
        ].join('\n'),
      });
    },
  },
];

import type { FixSteps } from '../../model/fix';
import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { usePrivateHost } from '../../remedy/registry-steps';
import { step, tryAgain } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'outbound-destination-blocked',
  title: 'The project does not allow connections to this host',
  headline: ({ captured: { host, address } }) =>
    naming`The project does not allow connections to ${host ?? address}`,
  stage: 'platform',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    leavesOpen: 'nothing',
    hiddenFromOutside: true,
    includes: [
      'registry-unreachable-timeout',
      'registry-connection-refused',
      'package-install-network',
      'git-host-unreachable',
      'remote-download-failed',
      'runtime-dependency-unreachable',
      'base-image-access-denied',
    ],
  },
  meaning:
    'Somebody restricted the project’s allowed outbound destinations, and the host’s address is in none of the allowed ranges. Packets to it are dropped, from apps, jobs, functions and builds alike; from elsewhere the host answers.',
  shows:
    'A timeout, while the host answers everybody else, and no range `0.0.0.0/0` in the project’s connectivity settings.',
  proof: 'The project’s list of allowed outbound destinations has no range with the address.',
  ruleOut: ['private endpoints of IBM Cloud and other resources of the project: they are always allowed'],
  fix: (facts) => [
    ...ownRegistry(facts),
    step('See what the project allows.', ce('connectivity outbound list')),
    ...allow(facts),
    tryAgain(facts),
  ],
  doc: codeEngineDoc('connectivity-outbound'),
});

/** IBM's registry has a private endpoint, which no range restricts. */
function ownRegistry(facts: RemedyFacts): FixSteps {
  const { captured, registryHost } = facts;
  if (captured.host === undefined || captured.host !== registryHost) return [];
  return usePrivateHost(facts, 'Use the private host of the registry, which is always allowed.');
}

function allow({ captured }: RemedyFacts): FixSteps {
  const { host, address } = captured;
  const name =
    `allow-${(host ?? address ?? 'host').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')}`.slice(0, 60);
  const cidr = address === undefined ? 'CIDR_IP_RANGE' : `${address}/32`;
  const several =
    host === undefined
      ? ''
      : `; ${host} may have other addresses tomorrow, so allow the whole range that its provider publishes, if it does`;
  return [
    step(
      `Allow the address${several}. Whoever restricted the project had a reason: ask before you widen it.`,
      ce('connectivity outbound create', { name, cidr }),
    ),
  ];
}

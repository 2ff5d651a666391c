import type { FixSteps } from '../../model/fix';
import { run } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { isIcr } from '../../remedy/image-names';
import { afterUpdate, orCopyToIcr, usePrivateHost } from '../../remedy/registry-steps';
import { deployAgain, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming, registry } from '../shared/headline';

export default defineCause({
  id: 'fleet-no-public-gateway',
  title: 'The fleet’s subnet has no public gateway, and the registry is on the internet',
  headline: (facts) =>
    naming`The fleet’s subnet has no public gateway, and ${registry(facts)} is on the internet`,
  stage: 'pull',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'plain',
    hiddenFromOutside: true,
    includes: ['registry-unreachable-timeout', 'registry-host-unresolvable', 'registry-connection-refused'],
  },
  meaning:
    'The workers of a fleet are servers in your own VPC. Without a public gateway on their subnet they reach no registry on the internet, so the image is never pulled and no task starts.',
  shows: 'Tasks stay pending or fail at once, while the image can be pulled from elsewhere.',
  proof:
    'The VPC shows the subnet without a public gateway, and no endpoint gateway for the registry’s host.',
  ruleOut: [
    'an endpoint gateway that serves the registry’s host',
    'a subnet of the pool that has a public gateway',
  ],
  fix: (facts) => [
    ...ownNetwork(facts),
    ...gateways(facts),
    deployAgain(facts, 'Tasks that are still pending should start then; if they do not, run it anew.'),
    ...(isIcr(facts) ? [] : orCopyToIcr(facts)),
  ],
  doc: codeEngineDoc('fleet-prep'),
});

/** The private host of IBM's registry needs no public gateway. */
function ownNetwork(facts: RemedyFacts): FixSteps {
  const own = usePrivateHost(facts, 'Use the private host of the registry, which needs no public gateway.');
  return own.length > 0 ? [...own, ...afterUpdate(facts)] : [];
}

/** One public gateway serves all subnets of a zone. */
function gateways({ fleetFacts }: RemedyFacts): FixSteps {
  const subnets = fleetFacts?.closedSubnets ?? [];
  if (subnets.length === 0) {
    return [
      step(
        'Attach a public gateway to each subnet of the subnet pool; one gateway serves all subnets of its zone.',
        run('ibmcloud is', 'public-gateway-create', {}, ['NEW_GATEWAY_NAME', 'VPC', 'ZONE']),
        run('ibmcloud is', 'subnet-update', { pgw: 'NEW_GATEWAY_NAME' }, ['SUBNET']),
      ),
    ];
  }
  const zones = [
    ...new Map(subnets.map(({ zone, vpc }) => [`${vpc.id} ${zone ?? ''}`, { zone, vpc }])).values(),
  ];
  const nameOf = (zone: string | undefined) => `public-gateway-${zone ?? 'new'}`;
  return [
    step(
      'See whether the zone has a public gateway already: one serves all subnets of its zone, and there is one at most.',
      run('ibmcloud is', 'public-gateways'),
    ),
    step(
      `Else make one, and attach it to ${subnets.map(({ name }) => name).join(', ')}.`,
      ...zones.map(({ zone, vpc }) =>
        run('ibmcloud is', 'public-gateway-create', {}, [nameOf(zone), vpc.name ?? vpc.id, zone ?? 'ZONE']),
      ),
      ...subnets.map(({ id, zone }) => run('ibmcloud is', 'subnet-update', { pgw: nameOf(zone) }, [id])),
    ),
  ];
}

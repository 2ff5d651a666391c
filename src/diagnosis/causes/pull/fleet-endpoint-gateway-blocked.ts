import { run } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { deployAgain, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming, registry } from '../shared/headline';

export default defineCause({
  id: 'fleet-endpoint-gateway-blocked',
  title: 'The endpoint gateway of the registry does not let the fleet’s workers in',
  headline: (facts) => naming`The VPC’s endpoint gateway for ${registry(facts)} does not let the workers in`,
  stage: 'pull',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'plain',
    hiddenFromOutside: true,
    includes: ['registry-unreachable-timeout', 'registry-connection-refused'],
  },
  meaning:
    'A virtual private endpoint gateway of the VPC takes over the registry’s address, and the security group of the fleet’s workers is not attached to it. Their calls are dropped, so the image is never pulled.',
  shows: 'Tasks stay pending or fail with a timeout, while the image can be pulled from elsewhere.',
  proof: 'The VPC shows the endpoint gateway for the registry’s host without the workers’ security group.',
  ruleOut: ['a security group of the gateway whose own rules let the subnet in'],
  fix: (facts) => {
    const { gateway, securityGroups = [] } = facts.fleetFacts ?? {};
    const [group] = securityGroups;
    const named = group?.name ?? group?.id;
    return [
      step(
        `Attach the security group ${named === undefined ? 'of the subnet pool' : `${named} of the workers`} to the endpoint gateway ${gateway?.name ?? 'of Container Registry'}.`,
        run('ibmcloud is', 'security-group-target-add', {}, [
          group?.id ?? 'SECURITY_GROUP',
          gateway?.id ?? 'ENDPOINT_GATEWAY',
        ]),
      ),
      step(
        'See that a rule of the group lets its own members in on TCP port 443; without one attaching it is not enough.',
        run('ibmcloud is', 'security-group-rules', {}, [group?.id ?? 'SECURITY_GROUP']),
      ),
      step(
        'Look at the endpoint gateway of Cloud Object Storage too: the tasks’ state needs it in the same way.',
        run('ibmcloud is', 'endpoint-gateways'),
      ),
      deployAgain(facts, 'Tasks that are still pending should start then; if they do not, run it anew.'),
    ];
  },
  doc: codeEngineDoc('fleet-prep'),
});

import { cr } from '../../remedy/command';
import { registryDoc } from '../../remedy/doc-pages';
import { again, usePrivateHost } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';

export default defineCause({
  id: 'registry-quota-traffic',
  title: 'The registry account’s pull traffic quota is used up',
  stage: 'pull',
  traits: { breaks: 'registry-quota', says: 'why', ofRegistry: 'plain' },
  meaning:
    'The account has pulled as much this month as its IBM Container Registry plan or own quota allows. Traffic over the private network does not count.',
  shows: '`You have exceeded your pull traffic quota for the current month.`',
  follows: [from('quota-traffic')],
  proof: 'The registry’s quota service shows the traffic used equal to its limit.',
  fix: (facts) => [
    step('See the quota and what is used.', cr('quota')),
    ...usePrivateHost(facts, 'Pull over the private network, which is not counted: use the private host.'),
    facts.icr?.plan && !/^(?:free|lite)$/i.test(facts.icr.plan)
      ? step(
          'Or raise the quota of pull traffic, in megabytes.',
          cr('quota-set', [], { traffic: 'MEGABYTES' }),
        )
      : step('Or upgrade from the free plan.', cr('plan-upgrade', ['standard'])),
    ...again(facts),
  ],
  doc: registryDoc('registry_quota'),
  cases: ['I-2', 'J-7'],
});

import { registryDoc } from '../../remedy/doc-pages';
import { afterUpdate, again, usePrivateHost } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, registry, size } from '../shared/headline';
import { raiseQuota } from '../shared/registry-quota';

export default defineCause({
  id: 'registry-quota-traffic',
  title: 'The registry account’s pull traffic quota is used up',
  headline: (facts) =>
    naming`The registry account’s pull traffic of this month is used up: ${size(facts.icr?.traffic?.used)} of ${size(facts.icr?.traffic?.limit)}` ??
    naming`The pull traffic quota of the account behind ${registry(facts)} is used up`,
  stage: 'pull',
  traits: { breaks: 'registry-quota', says: 'why', ofRegistry: 'plain' },
  meaning:
    'The account has pulled as much this month as its IBM Container Registry plan or own quota allows. Traffic over the private network does not count.',
  shows: '`You have exceeded your pull traffic quota for the current month.`',
  follows: [from('quota-traffic')],
  proof: 'The registry’s quota service shows the traffic used equal to its limit.',
  fix: (facts) => {
    const unmetered = usePrivateHost(
      facts,
      'Pull over the private network, which is not counted: use the private host.',
    );
    if (unmetered.length > 0) return [...unmetered, ...afterUpdate(facts)];
    return [...raiseQuota(facts, 'traffic'), ...again(facts)];
  },
  doc: registryDoc('registry_quota'),
  cases: ['I-2', 'J-7'],
});

import type { FixSteps } from '../../model/fix';
import { registryDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { isIcr } from '../../remedy/image-names';
import { again } from '../../remedy/registry-steps';
import { personStep } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, registry, size } from '../shared/headline';
import { asBuild } from '../shared/push';
import { orRemoveUntagged, raiseQuota } from '../shared/registry-quota';

export default defineCause({
  id: 'registry-quota-storage',
  title: 'The registry account’s storage quota is used up',
  headline: (facts) =>
    naming`The registry account’s storage is full: ${size(facts.icr?.storage?.used)} of ${size(facts.icr?.storage?.limit)} are used` ??
    naming`The storage quota of the account behind ${registry(facts)} is used up`,
  stage: 'push',
  traits: { breaks: 'registry-quota', says: 'why', ofRegistry: 'plain' },
  meaning:
    'The account that owns the namespace stores as much as its plan or own quota allows. Images in the trash do not count, untagged ones do.',
  shows: '`DENIED: You have exceeded your storage quota. Delete one or more images …`',
  follows: [from('quota-storage')],
  proof: 'The registry’s quota service shows the storage used equal to its limit.',
  fix: makeRoom,
  doc: registryDoc('registry_quota'),
  cases: ['B-5'],
});

/** Room for the image. What is deleted for it may be what apps run: a larger quota goes first. */
function makeRoom(given: RemedyFacts): FixSteps {
  const facts = asBuild(given);
  const { registryHost } = facts;
  if (registryHost !== undefined && !isIcr(facts)) {
    return [
      personStep(
        `Raise the quota in the settings of ${registryHost}, or delete images there that no tag names and nothing runs.`,
      ),
      ...again(facts),
    ];
  }
  return [...raiseQuota(facts, 'storage'), ...orRemoveUntagged(facts), ...again(facts)];
}

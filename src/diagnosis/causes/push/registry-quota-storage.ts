import type { FixSteps } from '../../model/fix';
import { cr } from '../../remedy/command';
import { registryDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { again, isIcr, publicName } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { asBuild } from '../shared/push';

export default defineCause({
  id: 'registry-quota-storage',
  title: 'The registry account’s storage quota is used up',
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

/** Room in the account's storage: untagged images and old ones go first. */
function makeRoom(given: RemedyFacts): FixSteps {
  const facts = asBuild(given);
  const { icr, namespace, registryHost } = facts;
  const restrict = namespace;
  const kept = icr?.retention?.imagesPerRepo;
  const example = `${registryHost === undefined ? 'REGISTRY' : publicName(registryHost)}/${namespace ?? 'NAMESPACE'}/REPOSITORY:TAG`;
  if (registryHost !== undefined && !isIcr(facts)) {
    return [
      step(
        `Delete images that nobody needs any more, or raise the quota, in the settings of ${registryHost}.`,
      ),
      ...again(facts),
    ];
  }
  return [
    step('See the quota and what is used.', cr('quota')),
    step('Delete untagged images: they count as well.', cr('image-prune-untagged', [], { restrict })),
    step('See which images there are.', cr('image-list', [], { restrict })),
    step('Delete those that nobody needs any more.', cr('image-rm', [example])),
    step(
      kept === undefined
        ? 'Remove old images by rule: keep only the newest of each repository.'
        : `Keep fewer of each repository than the ${kept} of now.`,
      cr('retention-policy-set', [namespace ?? 'NAMESPACE'], {
        images: kept === undefined ? 'COUNT' : Math.max(1, Math.floor(kept / 2)),
      }),
    ),
    icr?.plan && !/^(?:free|lite)$/i.test(icr.plan)
      ? step('Or raise the quota of storage, in megabytes.', cr('quota-set', [], { storage: 'MEGABYTES' }))
      : step('Or upgrade from the free plan.', cr('plan-upgrade', ['standard'])),
    ...again(facts),
  ];
}

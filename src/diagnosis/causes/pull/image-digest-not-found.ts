import { shortDigest } from '../../model/digest';
import type { FixSteps } from '../../model/fix';
import { cr } from '../../remedy/command';
import { codeEngineDoc, pullDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { mayBeIcr } from '../../remedy/image-names';
import { again } from '../../remedy/registry-steps';
import { deployAgain, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { image, imagePath, naming } from '../shared/headline';
import { build, restore } from '../shared/pull-missing';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'image-digest-not-found',
  title: 'The pinned image digest is gone from the registry',
  headline: (facts) =>
    naming`Digest ${facts.drift && shortDigest(facts.drift.pinnedDigest)} is gone from ${imagePath(facts)}` ??
    naming`${image(facts)} is gone`,
  stage: 'pull',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'open',
    includes: ['image-tag-not-found'],
    ofBaseImage: 'base-image-not-found',
    isGone: true,
  },
  meaning:
    'The name exists, and the digest that it was pinned to does not. Usually the tag was pushed again and the old, now untagged image was removed by a retention policy or by hand.',
  shows:
    'A reference with `@sha256:…` that is not found, or Code Engine’s hint to check “whether the specified tag points to the correct image digest”.',
  reasons: [{ of: 'revision', value: 'fetch_image_failed_unknown_manifest', strength: 'symptom' }],
  follows: [from('not-found', ['image-digest', 'layer'], ['pull', 'run', 'build', 'source'])],
  proof: 'The registry answers 404 to the digest, while the tag names another one.',
  ruleOut: ['the image is still in the trash and can be restored'],
  fix: (facts) => [
    ...(isTagGone(facts) ? makeItAnew(facts) : takeTheTag(facts)),
    ...(mayBeIcr(facts)
      ? [step('Keep images in use: check the retention policies.', cr('retention-policy-list'))]
      : []),
  ],
  doc: pullPage,
  docOf: ({ kind }) => (kind === 'app' ? codeEngineDoc('ts-app-end') : pullDoc(kind)),
  cases: ['I-4', 'A-13', 'A-14'],
});

/** Known for sure: the check looked for the tag and did not find it. */
function isTagGone({ drift }: RemedyFacts): boolean {
  return drift !== undefined && drift.tagDigest === undefined;
}

/** The tag is still there: what it names now can be pulled. */
function takeTheTag(facts: RemedyFacts): FixSteps {
  const { asked, drift, icr, namespace } = facts;
  const now = drift?.tagDigest ? ` (${drift.tagDigest.slice(0, 19)})` : '';
  const old = restore(facts, 'If it must be the old image, bring it back from the trash first.');
  // When the trash was read, and the image is not in it, there is nothing to look for.
  const look =
    mayBeIcr(facts) && icr === undefined
      ? [
          step(
            'See whether the old image can still be restored.',
            cr('trash-list', [], { restrict: namespace }),
          ),
        ]
      : [];
  return [
    asked === 'image'
      ? step('Name the tag instead of the digest, or a digest that exists.')
      : deployAgain(facts, `Deploy again: the tag is resolved to the image that it names now${now}.`),
    ...(old ? [old] : look),
  ];
}

/** Neither digest nor tag: deploying again would look for what is not there. */
function makeItAnew(facts: RemedyFacts): FixSteps {
  const old = restore(facts, 'Bring the image back from the trash, together with its tags.');
  return [...(old ? [old] : [build(facts, 'B')]), ...again(facts)];
}

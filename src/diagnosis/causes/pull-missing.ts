/** Pull: the image is not there. */

import { codeEngineDoc, pullDoc } from '../remedy/doc-pages';
import {
  again,
  isIcr,
  isLoneRun,
  listImages,
  newRegistrySecret,
  publicName,
  setImage,
  showSecret,
  withOtherRepository,
  withTag,
} from '../remedy/registry-steps';
import { cr, type FixStep, type RemedyFacts } from '../remedy/remedy';
import { deployAgain, isBuild, rerun, type Steps, step } from '../remedy/steps';
import { defineCause } from './cause';
import { blobUnknown, digestUnknown, during, mergedRefusal, repositoryUnknown, tagUnknown } from './wordings';

const afterBuild = ['pull', 'run', 'push', 'source'] as const;
const reading = ['pull', 'run', 'source'] as const;
const pullPage = codeEngineDoc('image-cannot-pull');
const verifyPage = codeEngineDoc('ts-build-verify-image');

export const pullMissingCauses = [
  defineCause({
    id: 'image-tag-not-found',
    title: 'The tag is not in the registry',
    stage: 'pull',
    meaning:
      'The registry answered, and the repository has no image with this tag. The image was never pushed under it, was deleted, or the tag is misspelt; a reference without a tag means `latest`.',
    shows:
      '`manifest unknown`, `manifest for … not found`, or `<image>: not found` at the end of a pull error.',
    reasons: [{ of: 'revision', value: 'fetch_image_failed_unknown_manifest', strength: 'decisive' }],
    patterns: during(afterBuild, tagUnknown),
    proof: 'The registry answers 404 to the manifest of this tag and 200 to others of the same repository.',
    ruleOut: [
      'a private image that hides behind “not found”',
      'another region or namespace than the one that was pushed to',
    ],
    fix: (facts) => {
      const [nearest] = facts.knownTags ?? [];
      return [
        ...(nearest ? [] : [listImages(facts, 'See which tags exist.')]),
        setImage(
          facts,
          nearest ? `Name a tag that exists, for example ${nearest}.` : 'Name a tag that exists.',
          { image: withTag(facts, nearest) },
        ),
        ...orMakeIt(facts),
      ];
    },
    doc: verifyPage,
    docOf: ({ kind }) => pullDoc(kind),
    cases: ['I-6', 'I-11', 'A-3', 'A-16', 'J-6', 'J-14'],
  }),
  defineCause({
    id: 'image-digest-not-found',
    title: 'The pinned image digest is gone from the registry',
    stage: 'pull',
    meaning:
      'The name exists, and the digest that it was pinned to does not. Usually the tag was pushed again and the old, now untagged image was removed by a retention policy or by hand.',
    shows:
      'A reference with `@sha256:…` that is not found, or Code Engine’s hint to check “whether the specified tag points to the correct image digest”.',
    reasons: [{ of: 'revision', value: 'fetch_image_failed_unknown_manifest', strength: 'symptom' }],
    patterns: [...during(afterBuild, digestUnknown), ...during(reading, blobUnknown)],
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
  }),
  defineCause({
    id: 'repository-not-found',
    title: 'The registry does not know this repository',
    stage: 'pull',
    meaning:
      'The registry says plainly that the repository (or its namespace) is unknown. Some registries must be told to create a repository before the first push.',
    shows: '`NAME_UNKNOWN`, `name unknown`, “repository … not found”.',
    reasons: [{ of: 'revision', value: 'fetch_image_failed_unknown_repository', strength: 'decisive' }],
    patterns: during(afterBuild, repositoryUnknown),
    proof: 'The registry answers NAME_UNKNOWN for the repository.',
    ruleOut: ['a typing error in namespace or repository', 'the wrong region of the registry'],
    fix: (facts) => [
      ...(mayBeIcr(facts) && facts.namespace
        ? [
            step(
              `See which repositories the namespace ${facts.namespace} has.`,
              cr('image-list', [], { restrict: facts.namespace }),
            ),
          ]
        : mayBeIcr(facts)
          ? [step('See which namespaces exist in this region.', cr('namespace-list'))]
          : [listImages(facts, 'See which repositories exist.')]),
      setImage(facts, 'Correct the name.', { image: withOtherRepository(facts) }),
      ...orMakeIt(facts),
    ],
    doc: verifyPage,
    docOf: ({ kind }) => pullDoc(kind),
    cases: ['I-6', 'I-11'],
  }),
  defineCause({
    id: 'access-denied-or-not-found',
    title: 'The image is private or does not exist; the registry does not say which',
    stage: 'pull',
    meaning:
      'The registry gives one answer for “there is no such repository” and “you may not see it”. Either the name is wrong, or the image is private and the credentials are missing or lack the right to read it.',
    shows:
      '“repository does not exist or may require authorization”, `insufficient_scope: authorization failed`, `requested access to the resource is denied`.',
    patterns: during(reading, mergedRefusal),
    proof:
      'An own check with the same secret tells the two apart: 404 with a valid login means the name is wrong.',
    ruleOut: [
      'a typing error in the name',
      'a secret for another registry',
      'a secret without the right to read',
    ],
    fix: (facts) => [
      listImages(facts, 'Check that the image exists under exactly this name.'),
      ...(facts.registrySecret ? [showSecret(facts, 'Check which registry the secret is for.')] : []),
      ...newRegistrySecret(facts),
    ],
    doc: pullPage,
    docOf: ({ kind }) => pullDoc(kind),
    cases: ['I-1', 'I-3', 'A-4', 'J-7'],
  }),
];

const mayBeIcr = (facts: RemedyFacts): boolean => facts.registryHost === undefined || isIcr(facts);

/** Known for sure: the check looked for the tag and did not find it. */
function isTagGone({ drift }: RemedyFacts): boolean {
  return drift !== undefined && drift.tagDigest === undefined;
}

/** Bring back the deleted image, when the registry's trash has it: by digest, which brings its tags back as well. */
function restore(facts: RemedyFacts, text: string): FixStep | undefined {
  const { drift, icr, imageTag, registryHost, repository } = facts;
  const entry =
    icr?.trash?.find(({ digest }) => digest === drift?.pinnedDigest) ??
    icr?.trash?.find(({ tags }) => imageTag !== undefined && tags.includes(imageTag));
  if (!entry || !repository || !registryHost) return undefined;
  return step(text, cr('image-restore', [`${publicName(registryHost)}/${repository}@${entry.digest}`]));
}

function build(facts: RemedyFacts, or: string): FixStep {
  if (facts.build && !isBuild(facts)) return rerun(facts, `${or}uild the image again.`);
  return step(`${or}uild and push ${facts.image ?? 'the missing image'}.`);
}

/** The tag is still there: what it names now can be pulled. */
function takeTheTag(facts: RemedyFacts): Steps {
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
function makeItAnew(facts: RemedyFacts): Steps {
  const old = restore(facts, 'Bring the image back from the trash, together with its tags.');
  return [...(old ? [old] : [build(facts, 'B')]), ...again(facts)];
}

/** The other way: the name is right, and the image is made after all. */
function orMakeIt(facts: RemedyFacts): Steps {
  const old = restore(facts, 'Or bring the image back from the trash.');
  const make = old ?? build(facts, 'Or b');
  if (!isLoneRun(facts)) return [make, ...again(facts)];
  // The run that names the other image has been submitted already: this one belongs to the alternative.
  const [run] = again(facts);
  const command = [make.command, run?.command].filter((line) => line !== undefined).join('\n');
  return [step(make.text.replace(/\.$/, ', and submit the run again.'), command)];
}

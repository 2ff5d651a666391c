import type { FixStep } from '../../model/fix';
import { cr } from '../../remedy/command';
import { codeEngineDoc, pullDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { mayBeIcr, withOtherRepository } from '../../remedy/image-names';
import { listImages, setImage } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { imagePath, naming, registry } from '../shared/headline';
import { firstPush, orMakeIt } from '../shared/pull-missing';

const verifyPage = codeEngineDoc('ts-build-verify-image');

export default defineCause({
  id: 'repository-not-found',
  title: 'The registry does not know this repository',
  headline: (facts) =>
    (facts.firstPush &&
      naming`${registry(facts)} has no repository ${facts.repository} yet, and the first push makes it`) ??
    naming`${registry(facts)} has no repository ${facts.repository}` ??
    naming`There is no repository ${imagePath(facts)}`,
  stage: 'pull',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'open',
    coarseOnPlatform: true,
    followsFromFailedBuild: true,
    ofBaseImage: 'base-image-not-found',
    isGone: true,
  },
  meaning:
    'The registry says plainly that the repository (or its namespace) is unknown. Some registries must be told to create a repository before the first push.',
  shows: '`NAME_UNKNOWN`, `name unknown`, “repository … not found”.',
  reasons: [{ of: 'revision', value: 'fetch_image_failed_unknown_repository', strength: 'decisive' }],
  follows: [from('not-found', 'image-repository', ['pull', 'run', 'push'])],
  proof: 'The registry answers NAME_UNKNOWN for the repository.',
  ruleOut: ['a typing error in namespace or repository', 'the wrong region of the registry'],
  fix: (facts) => {
    const [nearest] = facts.knownRepositories ?? [];
    return (
      firstPush(facts) ?? [
        ...(nearest === undefined ? [whatThereIs(facts)] : []),
        setImage(
          facts,
          nearest === undefined
            ? 'Correct the name.'
            : `Name a repository that exists; the nearest is ${nearest}.`,
          { image: withOtherRepository(facts, nearest) },
        ),
        ...orMakeIt(facts),
      ]
    );
  },
  doc: verifyPage,
  docOf: ({ kind }) => pullDoc(kind),
  cases: ['I-6', 'I-11'],
});

/** What the registry has, where it was not told with the refusal. */
function whatThereIs(facts: RemedyFacts): FixStep {
  if (!mayBeIcr(facts)) return listImages(facts, 'See which repositories exist.');
  return facts.namespace
    ? step(
        `See which repositories the namespace ${facts.namespace} has.`,
        cr('image-list', [], { restrict: facts.namespace }),
      )
    : step('See which namespaces exist in this region.', cr('namespace-list'));
}

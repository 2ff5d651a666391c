import { codeEngineDoc, pullDoc } from '../../remedy/doc-pages';
import { withTag } from '../../remedy/image-names';
import { listImages, setImage } from '../../remedy/registry-steps';
import { defineCause, type HeadlineFacts } from '../cause';
import { from, notBuild } from '../shared/facts';
import { image, imagePath, naming } from '../shared/headline';
import { firstPush, orMakeIt } from '../shared/pull-missing';

const verifyPage = codeEngineDoc('ts-build-verify-image');

export default defineCause({
  id: 'image-tag-not-found',
  title: 'The tag is not in the registry',
  headline: absentTag,
  stage: 'pull',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'open',
    coarseOnPlatform: true,
    followsFromFailedBuild: true,
    ofBaseImage: 'base-image-not-found',
    isGone: true,
    mayBeStage: true,
  },
  meaning:
    'The registry answered, and the repository has no image with this tag. The image was never pushed under it, was deleted, or the tag is misspelt; a reference without a tag means `latest`.',
  shows:
    '`manifest unknown`, `manifest for … not found`, or `<image>: not found` at the end of a pull error.',
  reasons: [{ of: 'revision', value: 'fetch_image_failed_unknown_manifest', strength: 'decisive' }],
  follows: [from('not-found', ['image', 'registry'], notBuild)],
  proof: 'The registry answers 404 to the manifest of this tag and 200 to others of the same repository.',
  ruleOut: [
    'a private image that hides behind “not found”',
    'another region or namespace than the one that was pushed to',
  ],
  fix: (facts) => {
    const [nearest] = facts.knownTags ?? [];
    return (
      firstPush(facts) ?? [
        ...(nearest ? [] : [listImages(facts, 'See which tags exist.')]),
        setImage(
          facts,
          nearest ? `Name a tag that exists, for example ${nearest}.` : 'Name a tag that exists.',
          { image: withTag(facts, nearest) },
        ),
        ...orMakeIt(facts),
      ]
    );
  },
  doc: verifyPage,
  docOf: ({ kind }) => pullDoc(kind),
  cases: ['I-6', 'I-11', 'A-3', 'A-16', 'J-6', 'J-14'],
});

/** The tag, and the nearest that there is. */
function absentTag(facts: HeadlineFacts): string | undefined {
  if (facts.firstPush)
    return `${imagePath(facts) ?? 'The repository'} has no tag ${facts.imageTag ?? 'of this name'} yet, and the first push makes it`;
  const tag = facts.imageTag ?? /:([\w.-]{1,128})$/.exec(image(facts)?.split('/').at(-1) ?? '')?.[1];
  const [nearest] = facts.knownTags ?? [];
  return (
    naming`Tag ${tag} is not in ${imagePath(facts)}; ${nearest} is` ??
    naming`Tag ${tag} is not in ${imagePath(facts)}`
  );
}

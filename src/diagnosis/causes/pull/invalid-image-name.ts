import { codeEngineDoc } from '../../remedy/doc-pages';
import { mendedName } from '../../remedy/image-names';
import { afterUpdate, setImage } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';
import { image, naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'invalid-image-name',
  title: 'The image reference is not valid',
  headline: (facts) => naming`${image(facts)} is not a valid image reference` ?? ownWords(facts),
  stage: 'pull',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'plain' },
  meaning:
    'The reference cannot be read: a scheme such as `https://` in front, capitals, two tags, a leading slash, or a variable that was empty.',
  shows: '`invalid reference format`, `couldn’t parse image reference`, the reason `InvalidImageName`.',
  reasons: [{ of: 'container', value: 'InvalidImageName', strength: 'decisive' }],
  follows: [from('unparsable', imageThings), from('unparsable')],
  proof: 'The reference is parsed by the rules of the documentation and fails.',
  fix: (facts) => [
    setImage(
      facts,
      'Write it as REGISTRY/NAMESPACE/REPOSITORY:TAG, in lowercase letters, without https:// in front.',
      {
        image: mendedName(facts),
      },
    ),
    ...afterUpdate(facts),
    ...(facts.image === undefined
      ? [step('If the reference comes from a variable, check that it is set.')]
      : []),
  ],
  doc: codeEngineDoc('add-registry'),
  cases: ['I-16'],
});

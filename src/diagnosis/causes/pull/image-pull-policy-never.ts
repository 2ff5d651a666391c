import { codeEngineDoc } from '../../remedy/doc-pages';
import { withTag } from '../../remedy/image-names';
import { afterUpdate, setImage } from '../../remedy/registry-steps';
import { personStep } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { image, naming } from '../shared/headline';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'image-pull-policy-never',
  title: 'The image is not on the node, and pulling is switched off',
  headline: (facts) => naming`${image(facts)} is not on the node, and pulling is switched off`,
  stage: 'pull',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'plain', hiddenFromOutside: true },
  meaning: 'The pull policy `Never` forbids to fetch the image, and the node does not have it.',
  shows: '`ErrImageNeverPull`, “is not present with pull policy of Never”.',
  reasons: [{ of: 'container', value: 'ErrImageNeverPull', strength: 'decisive' }],
  follows: [from('no-such-file', 'image', undefined, ['kubelet'])],
  proof: 'The container’s waiting reason is ErrImageNeverPull.',
  fix: (facts) => [
    personStep('Push the image to a registry: Code Engine takes images from nowhere else.'),
    setImage(facts, 'Name the pushed image.', { image: withTag(facts) }),
    ...afterUpdate(facts),
  ],
  doc: pullPage,
  cases: ['I-1'],
});

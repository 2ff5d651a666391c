import { codeEngineDoc } from '../../remedy/doc-pages';
import { withTag } from '../../remedy/image-names';
import { again, setImage } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { image, naming } from '../shared/headline';
import { asBuild } from '../shared/push';

const pushPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'push-tag-immutable',
  title: 'The tag exists and must not be overwritten',
  headline: (facts) => naming`${image(facts)} exists, and its tag must not be overwritten`,
  stage: 'push',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'plain', hiddenFromOutside: true },
  meaning: 'The repository is set to immutable tags, and this tag is taken.',
  shows: '“tag … already exists … cannot be overwritten because the repository is immutable”.',
  follows: [from('immutable')],
  proof: 'The registry answers the upload of the manifest with the statement itself.',
  fix: (facts) => [
    setImage(asBuild(facts), 'Push under a new tag.', { image: withTag(facts, 'NEW_TAG') }),
    ...again(asBuild(facts)),
    step('Or allow overwriting in the settings of the repository.'),
  ],
  doc: pushPage,
  cases: ['B-8'],
});

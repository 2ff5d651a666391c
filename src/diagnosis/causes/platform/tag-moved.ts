import { cr } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { deployAgain, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'tag-moved',
  title: 'The tag names another image than the one that runs',
  headline: (facts) => naming`Tag ${facts.imageTag} names another image than the one that runs`,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', advisory: true },
  meaning:
    'The tag was pushed again after the revision was made, so what runs is not what the tag names now.',
  shows: 'Old behaviour although a new image was pushed.',
  proof: 'The revision’s digest differs from the tag’s digest.',
  fix: (facts) => [
    deployAgain(facts),
    step(
      'Use a tag of its own for every version; see when the images were made.',
      cr('image-list', [], { restrict: facts.namespace }),
    ),
  ],
  doc: codeEngineDoc('deploy-app'),
  cases: ['I-13'],
});

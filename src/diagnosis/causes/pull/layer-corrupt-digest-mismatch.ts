import { codeEngineDoc } from '../../remedy/doc-pages';
import { again } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { image, naming } from '../shared/headline';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'layer-corrupt-digest-mismatch',
  title: 'A layer arrived damaged: its checksum is wrong',
  headline: (facts) => naming`A layer of ${image(facts)} arrived damaged`,
  stage: 'pull',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'plain', hiddenFromOutside: true },
  meaning:
    'What was downloaded does not have the digest that the manifest names: damaged in storage, in a cache or proxy, or on the way.',
  shows: '`filesystem layer verification failed for digest sha256:…`.',
  follows: [from('corrupt', ['image', 'layer', 'image-digest', 'registry'])],
  proof: 'Fetching the blob and hashing it shows the difference.',
  ruleOut: ['a caching proxy or pull-through mirror in between'],
  fix: (facts) => [
    step(
      'Try again once; if it stays, build and push the image anew, so that its layers are uploaded again.',
    ),
    ...again(facts),
  ],
  doc: pullPage,
  cases: ['I-1'],
});

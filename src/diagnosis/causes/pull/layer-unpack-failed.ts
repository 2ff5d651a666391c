import { codeEngineDoc } from '../../remedy/doc-pages';
import { again } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { image, naming } from '../shared/headline';
import { buildAnew } from '../shared/pull-image';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'layer-unpack-failed',
  title: 'A layer cannot be unpacked',
  headline: (facts) => naming`A layer of ${image(facts)} cannot be unpacked`,
  stage: 'pull',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'plain', hiddenFromOutside: true },
  meaning:
    'The layer arrived, and its archive cannot be unpacked: it is broken, in a format that the runtime does not read, or holds files that the runtime is not allowed to create.',
  shows: '`invalid tar header`, `failed to register layer`, `failed to extract layer`.',
  reasons: [{ of: 'revision', value: 'invalid_tar_header_image_pull_err', strength: 'decisive' }],
  follows: [from('not-unpackable', ['image', 'layer', 'image-digest', 'registry']), from('not-unpackable')],
  proof: 'Unpacking the layer fails wherever it is tried.',
  fix: (facts) => [
    buildAnew(facts, 'Build and push the image again, with a current builder and gzip layers.'),
    ...again(facts),
  ],
  doc: pullPage,
  cases: ['I-1'],
});

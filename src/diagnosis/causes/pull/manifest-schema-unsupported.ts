import { codeEngineDoc } from '../../remedy/doc-pages';
import { again } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { image, naming } from '../shared/headline';
import { buildAnew } from '../shared/pull-image';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'manifest-schema-unsupported',
  title: 'The image’s manifest format is no longer accepted',
  headline: (facts) => naming`${image(facts)} has a manifest format that is no longer accepted`,
  stage: 'pull',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'plain' },
  meaning:
    'The image has an old manifest (Docker schema 1) or a format that the client or the registry does not read.',
  shows: '`media type "application/vnd.docker.distribution.manifest.v1+prettyjws" is no longer supported`.',
  follows: [from('old-format')],
  proof: 'The manifest’s media type is read from the registry.',
  fix: (facts) => [
    buildAnew(facts, 'Push the image again with a current tool: it then gets a schema 2 or OCI manifest.'),
    ...again(facts),
  ],
  doc: pullPage,
  cases: ['I-1'],
});

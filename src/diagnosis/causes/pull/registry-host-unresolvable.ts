import { codeEngineDoc } from '../../remedy/doc-pages';
import { withOtherHost } from '../../remedy/image-names';
import { afterUpdate, setImage } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';
import { naming, registry } from '../shared/headline';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'registry-host-unresolvable',
  title: 'The registry’s host name does not resolve',
  headline: (facts) => naming`The name ${registry(facts)} does not resolve`,
  stage: 'pull',
  traits: { breaks: 'registry', says: 'why', ofRegistry: 'plain', onOurWay: true },
  meaning:
    'DNS does not know the host of the image reference, or the DNS server does not answer. Mostly the host is misspelt, or it exists only in a private network.',
  shows: '`lookup …: no such host`, `server misbehaving`, a timeout of the lookup itself.',
  reasons: [{ of: 'revision', value: 'fetch_image_failed_registry_not_found', strength: 'decisive' }],
  follows: [from('name-unresolved', imageThings), from('name-unresolved', undefined, ['pull', 'push'])],
  proof: 'A DNS look-up of the host fails from here too.',
  ruleOut: ['a private host name that only the private network resolves'],
  fix: (facts) => [
    setImage(facts, 'Correct the host of the image reference.', { image: withOtherHost(facts) }),
    ...afterUpdate(facts),
  ],
  doc: pullPage,
  cases: ['I-6'],
});

import { codeEngineDoc } from '../../remedy/doc-pages';
import { withTag } from '../../remedy/image-names';
import { afterUpdate, setImage } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'image-policy-rejected',
  title: 'A policy refuses the image',
  headline: ownWords,
  stage: 'pull',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'plain', hiddenFromOutside: true },
  meaning:
    'An admission or signature policy does not let this image run: it is unsigned, comes from a registry that is not listed, or must be named by digest.',
  shows: '`admission webhook … denied the request`, “no matching signatures”, “rejected by policy”.',
  follows: [
    from('policy-refused', ['image', 'registry', 'pod', 'layer', 'image-digest', 'image-repository']),
    from('policy-refused'),
  ],
  proof: 'The admission answer names the policy.',
  fix: (facts) => [
    step(
      'Read the named policy: sign the image, name it by digest, or take it from a registry that the policy lists.',
    ),
    setImage(facts, 'Name the image as the policy wants it.', {
      image: withTag(facts).replace(/:[^/:]*$/, `@${facts.digest ?? 'sha256:DIGEST'}`),
    }),
    ...afterUpdate(facts),
  ],
  doc: pullPage,
  cases: ['I-1'],
});

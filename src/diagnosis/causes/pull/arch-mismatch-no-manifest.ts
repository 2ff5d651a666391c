import { codeEngineDoc } from '../../remedy/doc-pages';
import { publicName, withTag } from '../../remedy/image-names';
import { again, buildForAmd64 } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { checkWords, image, naming } from '../shared/headline';

export default defineCause({
  id: 'arch-mismatch-no-manifest',
  title: 'The image does not exist for this platform',
  headline: (facts) => checkWords(facts) ?? naming`${image(facts)} has no image for linux/amd64`,
  stage: 'pull',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'plain', about: 'base-image' },
  meaning:
    'The tag exists, and it holds no image for the platform of the node. Code Engine runs `linux/amd64` only; images made on an Apple computer are often `arm64` only.',
  shows: '`no matching manifest for linux/amd64 in the manifest list entries`.',
  follows: [from('no-platform')],
  proof: 'The image index lists its platforms, and `linux/amd64` is not among them.',
  fix: (facts) => [
    step(
      'Build and push the image for linux/amd64, or let Code Engine build it.',
      ...buildForAmd64(publicName(facts.image ?? withTag(facts))),
    ),
    ...again(facts),
  ],
  doc: codeEngineDoc('plan-build'),
  cases: ['I-15'],
});

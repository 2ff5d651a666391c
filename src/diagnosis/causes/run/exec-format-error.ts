import type { FixSteps } from '../../model/fix';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { publicName, withTag } from '../../remedy/image-names';
import { buildForAmd64 } from '../../remedy/registry-steps';
import { buildAndDeploy, isBuild, step, tryAgain } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { image, naming } from '../shared/headline';

export default defineCause({
  id: 'exec-format-error',
  title: 'The program in the image is for another processor',
  headline: (facts) => naming`${image(facts)} is built for another processor than linux/amd64`,
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', about: 'base-image' },
  meaning:
    'The kernel cannot run the file: it is built for another architecture (arm64 instead of amd64), or it is a script without a first line that names its interpreter.',
  shows: '`exec /app/server: exec format error`.',
  follows: [from('wrong-architecture')],
  proof: 'The image’s configuration names its architecture.',
  ruleOut: ['a script whose first line is missing'],
  fix: (facts) => [
    ...forAmd64(facts),
    step('If it is a script: begin it with #!/bin/sh, and build the image again.'),
  ],
  doc: codeEngineDoc('plan-build'),
  cases: ['I-15'],
});

/** An image that was built elsewhere is built again for the processor of Code Engine; its own builds are. */
function forAmd64(facts: RemedyFacts): FixSteps {
  if (isBuild(facts) || facts.build !== undefined) {
    return [step('Take a base image and binaries for linux/amd64.'), ...buildAndDeploy(facts)];
  }
  // From outside IBM Cloud its registry is reached by the public host.
  const tag = publicName(facts.image ?? withTag(facts));
  return [step('Build for linux/amd64, and push.', ...buildForAmd64(tag)), tryAgain(facts)];
}

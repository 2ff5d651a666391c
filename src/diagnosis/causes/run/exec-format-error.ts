import { codeEngineDoc } from '../../remedy/doc-pages';
import { type RemedyFacts, shellQuote } from '../../remedy/remedy';
import { buildAndDeploy, isBuild, type Steps, step, tryAgain } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

export default defineCause({
  id: 'exec-format-error',
  title: 'The program in the image is for another processor',
  stage: 'run',
  meaning:
    'The kernel cannot run the file: it is built for another architecture (arm64 instead of amd64), or it is a script without a first line that names its interpreter.',
  shows: '`exec /app/server: exec format error`.',
  patterns: words(
    94,
    /\bexec format error\b/i,
    /\bcannot execute binary file\b|\bENOEXEC\b|\brosetta error: failed to open elf\b|\bqemu-\w{1,12}: Could not open\b|\bBad CPU type in executable\b|\bWrong ELF class\b|\bqemu: uncaught target signal\b/i,
  ),
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
function forAmd64(facts: RemedyFacts): Steps {
  if (isBuild(facts) || facts.build !== undefined) {
    return [step('Take a base image and binaries for linux/amd64.'), ...buildAndDeploy(facts)];
  }
  // From outside IBM Cloud its registry is reached by the public host.
  const tag = facts.image?.replace(/^private\./, '') ?? 'REGISTRY/NAMESPACE/REPOSITORY:TAG';
  return [
    step(
      'Build for linux/amd64, and push.',
      `docker buildx build --platform linux/amd64 --tag ${shellQuote(tag)} --push .`,
    ),
    tryAgain(facts),
  ];
}

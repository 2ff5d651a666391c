import type { FixSteps } from '../../model/fix';
import { ce, cr } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { mendedName, publicName, withTag } from '../../remedy/image-names';
import { listImages, setImage } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';

const functionPage = codeEngineDoc('troubleshoot-function');

export default defineCause({
  id: 'function-bundle-invalid',
  title: 'The function’s code bundle cannot be loaded',
  stage: 'platform',
  traits: { breaks: 'workload', says: 'what-happened', ofRegistry: 'nothing' },
  meaning:
    'The bundle’s reference or its registry secret is not valid. It must stay in IBM Container Registry as long as the function lives.',
  shows: 'Reasons `no_code_bundle`, `ready_last_update_failed`.',
  reasons: [
    { of: 'function', value: 'no_code_bundle', strength: 'decisive' },
    { of: 'function', value: 'ready_last_update_failed', strength: 'symptom' },
    { of: 'function', value: 'unknown_reason', strength: 'symptom' },
  ],
  // What the runtimes say when a bundle holds nothing that they can start.
  phrases: [
    /\bMissing main\/no code to execute\b/i,
    /\bInitiali[sz]ation has failed due to: .{0,200}(?:Cannot find module|No module named|not defined|not found)/i,
    /\b(?:Zip file|zip|bundle|archive) (?:does not include|did not contain|must contain) .{0,80}(?:__main__|index\.js|package\.json|main)/i,
  ],
  proof: 'The platform’s reason, and the registry’s answer for the bundle.',
  fix: (facts) => [
    ...restoreBundle(facts),
    setImage(
      { ...facts, kind: 'function' },
      facts.image === undefined
        ? 'Name a bundle that exists in IBM Container Registry.'
        : 'Or name one of them.',
      {
        image: facts.image === undefined ? mendedName(facts) : withTag(facts),
        secret: facts.registrySecret ? undefined : 'SECRET_NAME',
      },
    ),
  ],
  doc: functionPage,
  cases: ['F-1'],
});

/** Whether the bundle is still to be had: a deleted image stays in the trash for 30 days. */
function restoreBundle(facts: RemedyFacts): FixSteps {
  if (facts.image === undefined) {
    return [step('Look at the function.', ce('function get', { name: facts.function ?? 'FUNCTION_NAME' }))];
  }
  return [
    step(
      'See whether the bundle is in the trash, where deleted images stay for 30 days.',
      cr('trash-list', [], { restrict: facts.namespace }),
    ),
    step('If it is, restore it.', cr('image-restore', [publicName(facts.image)])),
    step(
      'Then load it again.',
      ce('function update', { name: facts.function ?? 'FUNCTION_NAME', 'code-bundle': facts.image }),
    ),
    listImages(facts, 'Otherwise see which versions there are.'),
  ];
}

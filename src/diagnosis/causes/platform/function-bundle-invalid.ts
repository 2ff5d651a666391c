import type { FixStep, FixSteps } from '../../model/fix';
import { ce, cr } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { mendedName, publicName, withTag } from '../../remedy/image-names';
import { listImages, setImage } from '../../remedy/registry-steps';
import { knownSecret } from '../../remedy/secret-steps';
import { orSteps, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { image, naming } from '../shared/headline';
import { restore } from '../shared/pull-missing';

const functionPage = codeEngineDoc('troubleshoot-function');

export default defineCause({
  id: 'function-bundle-invalid',
  title: 'The function’s code bundle cannot be loaded',
  headline: (facts) => naming`The code bundle ${image(facts)} cannot be loaded`,
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
  fix: (facts) => {
    const { image, knownTags = [], icr } = facts;
    if (image === undefined) return nameAnother(facts, mendedName(facts));
    const old = restore(
      facts,
      'Bring the bundle back from the trash, where deleted images stay for 30 days.',
    );
    const [nearest] = knownTags;
    const another =
      nearest === undefined
        ? [listImages(facts, 'See which versions there are.'), ...nameAnother(facts, withTag(facts))]
        : nameAnother(facts, withTag(facts, nearest), `Name a version that exists, for example ${nearest}.`);
    if (old) return [old, load(facts, image), ...orSteps(another)];
    // Where the trash was read, the bundle is not in it.
    if (icr?.namespace === 'seen') return another;
    return [
      step(
        'See whether the bundle is in the trash, where deleted images stay for 30 days.',
        cr('trash-list', [], { restrict: facts.namespace }),
      ),
      step('If it is, restore it.', cr('image-restore', [publicName(image)])),
      load(facts, image),
      ...orSteps(another),
    ];
  },
  doc: functionPage,
  cases: ['F-1'],
});

function load(facts: RemedyFacts, image: string): FixStep {
  return step(
    'Then load it again.',
    ce('function update', { name: facts.function ?? 'FUNCTION_NAME', 'code-bundle': image }),
  );
}

function nameAnother(
  facts: RemedyFacts,
  image: string,
  text = 'Name a bundle that exists in IBM Container Registry.',
): FixSteps {
  const secret = facts.registrySecret
    ? undefined
    : (knownSecret(facts, facts.registryHost)?.name ?? 'SECRET_NAME');
  return [setImage({ ...facts, kind: 'function' }, text, { image, secret })];
}

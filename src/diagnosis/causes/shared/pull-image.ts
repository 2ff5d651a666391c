/** Pull: the reference, or the image itself. */
import type { FixStep } from '../../model/fix';
import type { RemedyFacts } from '../../remedy/facts';
import { isBuild, rerun, step } from '../../remedy/steps';

/** Make the image anew, by its build where one is known. */
export function buildAnew(facts: RemedyFacts, text: string): FixStep {
  return facts.build !== undefined && !isBuild(facts) ? rerun(facts, text) : step(text);
}

/** Pull: the image is not there. */

import type { FixStep, FixSteps } from '../../model/fix';
import { cr } from '../../remedy/command';
import type { RemedyFacts } from '../../remedy/facts';
import { publicName } from '../../remedy/image-names';
import { again, isLoneRun } from '../../remedy/registry-steps';
import { isBuild, rerun, step } from '../../remedy/steps';

/** Bring back the deleted image, when the registry's trash has it: by digest, which brings its tags back as well. */
export function restore(facts: RemedyFacts, text: string): FixStep | undefined {
  const { drift, icr, imageTag, registryHost, repository } = facts;
  const entry =
    icr?.trash?.find(({ digest }) => digest === drift?.pinnedDigest) ??
    icr?.trash?.find(({ tags }) => imageTag !== undefined && tags.includes(imageTag));
  if (!entry || !repository || !registryHost) return undefined;
  return step(text, cr('image-restore', [`${publicName(registryHost)}/${repository}@${entry.digest}`]));
}

/**
 * Makes the missing image: by its build, where the workload is an app or a job that has one, otherwise by hand.
 */
export function build(facts: RemedyFacts, or: string): FixStep {
  if (facts.build && !isBuild(facts)) return rerun(facts, `${or}uild the image again.`);
  return step(`${or}uild and push ${facts.image ?? 'the missing image'}.`);
}

/** Nothing is there yet, and the first push makes it. */
export function firstPush(facts: RemedyFacts): FixSteps | undefined {
  return facts.firstPush && [build(facts, 'B')];
}

/** The other way: the name is right, and the image is made after all. */
export function orMakeIt(facts: RemedyFacts): FixSteps {
  const old = restore(facts, 'Or bring the image back from the trash.');
  const make = old ?? build(facts, 'Or b');
  if (!isLoneRun(facts)) return [make, ...again(facts)];
  // The run that names the other image has been submitted already: this one belongs to the alternative.
  const [run] = again(facts);
  const commands = [...(make.commands ?? []), ...(run?.commands ?? [])];
  return [step(make.text.replace(/\.$/, ', and submit the run again.'), ...commands)];
}

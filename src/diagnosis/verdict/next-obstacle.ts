/** What stands in the way as soon as the first trouble is over: its steps belong to the fix, or the next try fails at it. */
import { causeOf, traitsOf } from '../causes/index';
import type { Evidence } from '../model/evidence';
import type { FixStep, FixSteps } from '../model/fix';
import { present } from '../model/present';
import { type CountedGroup, groupOf, isUsedUp } from '../model/project-quota';
import type { Finding } from '../model/report';
import { isCommand } from '../remedy/command';
import type { RemedyFacts } from '../remedy/facts';
import { runsAnew } from '../remedy/fix-steps';
import { lowerFirst } from '../remedy/steps';
import { isGeneral } from './consequences';

/** The findings, the first with the steps for what is next in the way. */
export function withNextObstacle(
  [first, ...rest]: readonly Finding[],
  evidence: Evidence,
  facts: RemedyFacts,
): readonly Finding[] {
  if (first === undefined) return [];
  const proven = rest.find(
    ({ cause, confidence, proof }) =>
      confidence === 'proven' && proof[0]?.source === 'check' && !traitsOf(cause).passes && !isGeneral(cause),
  );
  const withProven = proven ? inserted(first.fix, proven.fix, runsAnew) : first.fix;
  const inRegistry = withStorage([first, ...rest], withProven, facts);
  return [{ ...first, fix: withRoom(first, inRegistry, evidence, facts) }, ...rest];
}

/** Commands that make an image anew: a build is run, or what is deployed is built first. */
function makesImage({ commands = [], instead }: FixStep): boolean {
  return (
    !instead &&
    commands.some(
      (one) =>
        isCommand(one, 'ibmcloud ce', 'buildrun submit') ||
        one.flags.rebuild !== undefined ||
        one.flags['build-source'] !== undefined,
    )
  );
}

/** Room in the registry for the image that the steps make, where the account's storage is used up. */
function withStorage(findings: readonly Finding[], steps: FixSteps, facts: RemedyFacts): FixSteps {
  const { used = 0, limit = -1 } = facts.icr?.storage ?? {};
  const isFull = limit >= 0 && used >= limit;
  if (
    !isFull ||
    findings.some(({ cause }) => cause === 'registry-quota-storage') ||
    !steps.some(makesImage)
  ) {
    return steps;
  }
  return inserted(steps, causeOf('registry-quota-storage').fix(facts), makesImage);
}

/** What each command makes one more of. */
const makes: readonly { readonly words: string; readonly group: CountedGroup }[] = [
  { words: 'app update', group: 'revision' },
  { words: 'jobrun submit', group: 'jobrun' },
  { words: 'jobrun resubmit', group: 'jobrun' },
  { words: 'buildrun submit', group: 'buildrun' },
];

/** Room for what the steps make one more of, where the project has as many as it can have. */
function withRoom({ cause }: Finding, steps: FixSteps, { quotas }: Evidence, facts: RemedyFacts): FixSteps {
  if (cause === 'project-quota-exceeded') return steps;
  for (const { resource } of (present(quotas) ?? []).filter(isUsedUp)) {
    const mine = makes.filter(({ group }) => group === groupOf(resource));
    const needs = ({ commands = [], instead }: FixStep) =>
      !instead && commands.some((one) => mine.some(({ words }) => isCommand(one, 'ibmcloud ce', words)));
    if (!steps.some(needs)) continue;
    return inserted(
      steps,
      causeOf('project-quota-exceeded').fix({ ...facts, captured: { resource } }),
      needs,
    );
  }
  return steps;
}

/** Steps with others put in before the first that `before` names, without what they run anew or say twice. */
function inserted(steps: FixSteps, others: FixSteps, before: (step: FixStep) => boolean): FixSteps {
  const same = (one: FixStep) => JSON.stringify(one.commands ?? []);
  const own = new Set(steps.map(same));
  const [begin, ...more] = others.filter((one) => !one.instead && !runsAnew(one) && !own.has(same(one)));
  if (begin === undefined) return steps;
  const found = steps.findIndex(before);
  const at = found < 0 ? steps.length : found;
  const also = [{ ...begin, text: lowerFirst(begin.text, at === 0 ? 'First, ' : 'Also, ') }, ...more];
  return steps.toSpliced(at, 0, ...also);
}

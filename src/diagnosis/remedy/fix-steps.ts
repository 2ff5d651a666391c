/** What makes the steps of a fix complete: what must be selected first, and what puts a change into effect last. */
import type { Command, FixStep, FixSteps, Flags } from '../model/fix';
import { registryRegion } from '../model/image-host';
import { ce, cr, isCommand, run } from './command';
import { isTargeted, type RemedyFacts } from './facts';

const commandsOf = ({ commands = [] }: FixStep): readonly Command[] => commands;

/**
 * Steps that put every change into effect, and none twice. A job or build that is changed needs a new run; an app or
 * function that is updated has been deployed by that.
 */
export function completeSteps(steps: FixSteps, facts: RemedyFacts): FixSteps {
  return withNewRun(withNewRun(withoutSecondDeployment(steps), 'job', facts), 'build', facts);
}

function withoutSecondDeployment(steps: FixSteps): FixSteps {
  return steps.filter((step, at) => {
    const [again, ...more] = commandsOf(step);
    if (!again || more.length > 0) return true;
    // A fleet is made anew once, with whatever is to change.
    if (isCommand(again, 'ibmcloud ce', 'fleet create')) {
      return !steps.slice(0, at).some((before) => !before.instead && makesFleet(before));
    }
    if (!deploys(again) || !isBare(again.flags)) return true;
    return !steps.slice(0, at).some((before) => !before.instead && updates(before, again));
  });
}

const deploys = (command: Command): boolean =>
  isCommand(command, 'ibmcloud ce', 'app update') || isCommand(command, 'ibmcloud ce', 'function update');

const makesFleet = (step: FixStep): boolean =>
  commandsOf(step).some((one) => isCommand(one, 'ibmcloud ce', 'fleet create'));

/** Whether a step does nothing but run or deploy anew. */
export function runsAnew({ commands = [] }: FixStep): boolean {
  return (
    commands.length > 0 &&
    commands.every(
      (one) =>
        (deploys(one) && isBare(one.flags)) ||
        ['buildrun submit', 'jobrun submit', 'jobrun resubmit', 'fleet create'].some((words) =>
          isCommand(one, 'ibmcloud ce', words),
        ),
    )
  );
}

const given = (flags: Flags): readonly string[] =>
  Object.keys(flags).filter((name) => flags[name] !== undefined);

/** Whether nothing but the name is given: it only deploys. */
const isBare = (flags: Flags): boolean => given(flags).join() === 'name';

/** Whether a step changes something of the resource that `again` deploys. */
function updates(step: FixStep, again: Command): boolean {
  return commandsOf(step).some(
    ({ args, flags }) =>
      args.join(' ') === again.args.join(' ') && flags.name === again.flags.name && !isBare(flags),
  );
}

const runs = {
  job: {
    changed: 'job update',
    run: ['jobrun submit', 'jobrun resubmit'],
    text: 'Submit the job again: a run keeps the settings that it began with.',
    command: (job: string) => ce('jobrun submit', { job }),
  },
  build: {
    changed: 'build update',
    run: ['buildrun submit'],
    text: 'Run the build again.',
    // Source that is uploaded goes with the run.
    command: (build: string, { sourceType }: RemedyFacts) =>
      ce('buildrun submit', { build, source: sourceType === 'local' ? '.' : undefined }),
  },
} as const;

function withNewRun(steps: FixSteps, kind: keyof typeof runs, facts: RemedyFacts): FixSteps {
  const { changed, run: anew, text, command } = runs[kind];
  const changes = (step: FixStep) => commandsOf(step).find((one) => isCommand(one, 'ibmcloud ce', changed));
  const starts = (step: FixStep) =>
    commandsOf(step).some((one) => anew.some((words) => isCommand(one, 'ibmcloud ce', words)));
  // What another way runs anew does nothing for the way that is named first.
  const mainChange = steps.findLastIndex((step) => !step.instead && changes(step));
  const last = mainChange < 0 ? steps.findLastIndex((step) => changes(step)) : mainChange;
  const change = steps[last] && changes(steps[last]);
  if (!change || steps[last] === undefined) return steps;
  const isOther = steps[last].instead === true;
  if (steps.slice(last).some((step) => starts(step) && (isOther || !step.instead))) return steps;
  // An alternative that only changes something is put into effect by the same run.
  let at = last + 1;
  for (let next = steps[at]; next?.instead && changes(next) && !starts(next); next = steps[at]) at += 1;
  const run = {
    text,
    commands: [command(String(change.flags.name), facts)],
    ...(isOther && { instead: true as const }),
  };
  return steps.toSpliced(at, 0, run);
}

/**
 * The same steps, in whose first commands region and project are selected: a command line works on whatever was
 * selected last. Said once, in front of the first command that needs it.
 */
export function withTarget(steps: FixSteps, facts: RemedyFacts): FixSteps {
  const all = steps.flatMap(commandsOf);
  const pending: { readonly needs: (one: Command) => boolean; readonly select: readonly Command[] }[] = [];
  if (isTargeted(facts)) {
    const target = run('ibmcloud', 'target', { r: facts.region, g: facts.resourceGroup });
    // Commands on projects take the name themselves, and a project that is not active cannot be selected.
    const inProject = all.some(({ tool, args }) => tool === 'ibmcloud ce' && args[0] !== 'project');
    const id = facts.projectId;
    // Networks are of a region as projects are.
    const targeted = ({ tool }: Command) => tool === 'ibmcloud ce' || tool === 'ibmcloud is';
    pending.push({ needs: targeted, select: [target] });
    if (inProject) {
      const select = [ce('project select', id === undefined ? { name: facts.project } : { id })];
      pending.push({ needs: ({ tool }) => tool === 'ibmcloud ce', select });
    }
  }
  if (!all.some((one) => isCommand(one, 'ibmcloud cr', 'region-set'))) {
    const region = registryRegion(facts.registryHost ?? '');
    // Who only looks sees at once that it is another region; a quota or a plan would be changed there.
    const needs = (one: Command) =>
      one.tool === 'ibmcloud cr' && (region !== undefined || changesAccount(one));
    pending.push({ needs, select: [cr('region-set', [region ?? 'REGION'])] });
  }
  return steps.map((step) => {
    const needed = pending.filter(({ needs }) => commandsOf(step).some(needs));
    if (needed.length === 0) return step;
    // Another way (`instead`) may select another project: a reader who took the first way did not run it.
    if (!step.instead) for (const one of needed) pending.splice(pending.indexOf(one), 1);
    return { ...step, commands: [...needed.flatMap(({ select }) => select), ...commandsOf(step)] };
  });
}

/** Whether a command of the registry's plug-in acts on all of the account in the region that is set. */
const changesAccount = ({ args }: Command): boolean => /^(?:quota-set|plan-upgrade)$/.test(args.join(' '));

/** What makes the steps of a fix complete: what must be selected first, and what puts a change into effect last. */
import type { Command, FixStep, FixSteps, Flags } from '../model/fix';
import { registryRegion } from '../model/image-host';
import { ce, cr, isCommand, run } from './command';
import type { RemedyFacts } from './facts';

const commandsOf = ({ commands = [] }: FixStep): readonly Command[] => commands;

/** An alternative to the steps before it: who takes it leaves those out. */
const isAlternative = ({ text }: FixStep): boolean => /^Or\b/.test(text);

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
    if (!again || more.length > 0 || !deploys(again) || !isBare(again.flags)) return true;
    return !steps.slice(0, at).some((before) => !isAlternative(before) && updates(before, again));
  });
}

const deploys = (command: Command): boolean =>
  isCommand(command, 'ibmcloud ce', 'app update') || isCommand(command, 'ibmcloud ce', 'function update');

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
  const changes = (one: Command) => isCommand(one, 'ibmcloud ce', changed);
  const lastChange = steps.findLastIndex((step) => commandsOf(step).some(changes));
  if (lastChange < 0) return steps;
  const since = steps.slice(lastChange).flatMap(commandsOf);
  if (since.some((one) => anew.some((words) => isCommand(one, 'ibmcloud ce', words)))) return steps;
  const name = String(since.find(changes)?.flags.name);
  return steps.toSpliced(lastChange + 1, 0, { text, commands: [command(name, facts)] });
}

/**
 * The same steps, in whose first commands region and project are selected: a command line works on whatever was
 * selected last. Said once, in front of the first command that needs it.
 */
export function withTarget(steps: FixSteps, facts: RemedyFacts): FixSteps {
  const all = steps.flatMap(commandsOf);
  const pending: { readonly tool: Command['tool']; readonly select: readonly Command[] }[] = [];
  if (facts.project !== undefined && facts.region !== undefined) {
    const target = run('ibmcloud', 'target', { r: facts.region });
    // Commands on projects take the name themselves, and a project that is not active cannot be selected.
    const inProject = all.some(({ tool, args }) => tool === 'ibmcloud ce' && args[0] !== 'project');
    const select = inProject ? [target, ce('project select', { name: facts.project })] : [target];
    pending.push({ tool: 'ibmcloud ce', select });
  }
  const region = registryRegion(facts.registryHost ?? '');
  if (region !== undefined && !all.some((one) => isCommand(one, 'ibmcloud cr', 'region-set'))) {
    pending.push({ tool: 'ibmcloud cr', select: [cr('region-set', [region])] });
  }
  return steps.map((step) => {
    const needed = pending.filter(({ tool }) => commandsOf(step).some((one) => one.tool === tool));
    if (needed.length === 0) return step;
    for (const one of needed) pending.splice(pending.indexOf(one), 1);
    return { ...step, commands: [...needed.flatMap(({ select }) => select), ...commandsOf(step)] };
  });
}

/** What makes the steps of a fix complete: what must be selected first, and what puts a change into effect last. */
import { registryRegion } from '../model/image-host';
import { ce, cr, type FixStep, type RemedyFacts, shellQuote } from './remedy';

type Steps = readonly FixStep[];

/** A command of the Code Engine plug-in, and the resource that it is about. */
function commandOf(line: string): { readonly verb: string; readonly rest: string } | undefined {
  const [, verb, rest = ''] = /^ibmcloud ce ([a-z]+ [a-z]+)(?: (.*))?$/.exec(line) ?? [];
  return verb === undefined ? undefined : { verb, rest };
}

const linesOf = ({ command }: FixStep): readonly string[] => command?.split('\n') ?? [];

/** An alternative to the steps before it: who takes it leaves those out. */
const isAlternative = ({ text }: FixStep): boolean => /^Or\b/.test(text);

/**
 * Steps that put every change into effect, and none twice. A job or build that is changed needs a new run; an app or
 * function that is updated has been deployed by that.
 */
export function completeSteps(steps: Steps, facts: RemedyFacts): Steps {
  return withNewRun(withNewRun(withoutSecondDeployment(steps), 'job', facts), 'build', facts);
}

function withoutSecondDeployment(steps: Steps): Steps {
  return steps.filter((step, at) => {
    const again = commandOf(step.command ?? '');
    if (!again || !/^(?:app|function) update$/.test(again.verb) || !isBare(again.rest)) return true;
    return !steps.slice(0, at).some((before) => !isAlternative(before) && updates(before, again));
  });
}

/** Whether nothing but the name is given: it only deploys. */
const isBare = (rest: string): boolean => /^--name \S+$/.test(rest);

function updates(step: FixStep, again: { readonly verb: string; readonly rest: string }): boolean {
  return linesOf(step).some((line) => {
    const one = commandOf(line);
    return one?.verb === again.verb && one.rest.startsWith(`${again.rest} `);
  });
}

const runs = {
  job: {
    changed: /^ibmcloud ce job update --name (\S+)/,
    run: /^ibmcloud ce jobrun (?:submit|resubmit)\b/,
    text: 'Submit the job again: a run keeps the settings that it began with.',
    command: (job: string) => `ibmcloud ce jobrun submit --job ${job}`,
  },
  build: {
    changed: /^ibmcloud ce build update --name (\S+)/,
    run: /^ibmcloud ce buildrun submit\b/,
    text: 'Run the build again.',
    // Source that is uploaded goes with the run.
    command: (build: string, { sourceType }: RemedyFacts) =>
      `ibmcloud ce buildrun submit --build ${build}${sourceType === 'local' ? ' --source .' : ''}`,
  },
} as const;

function withNewRun(steps: Steps, kind: keyof typeof runs, facts: RemedyFacts): Steps {
  const { changed, run, text, command } = runs[kind];
  const lastChange = steps.findLastIndex((step) => linesOf(step).some((line) => changed.test(line)));
  if (lastChange < 0) return steps;
  const since = steps.slice(lastChange).flatMap(linesOf);
  if (since.some((line) => run.test(line))) return steps;
  const [name = ''] = since.flatMap((line) => changed.exec(line)?.[1] ?? []);
  return steps.toSpliced(lastChange + 1, 0, { text, command: command(name, facts) });
}

/**
 * The same steps, in whose first commands region and project are selected: a command line works on whatever was
 * selected last. Said once, in front of the first command that needs it.
 */
export function withTarget(steps: Steps, facts: RemedyFacts): Steps {
  const lines = steps.flatMap(linesOf);
  const pending: { readonly needs: RegExp; readonly select: readonly string[] }[] = [];
  // Commands on projects take the name themselves, and a project that is not active cannot be selected.
  const inProject = /^ibmcloud ce (?!project )/;
  if (facts.project !== undefined && facts.region !== undefined) {
    const target = `ibmcloud target -r ${shellQuote(facts.region)}`;
    const select = ce('project select', { name: facts.project });
    pending.push(
      lines.some((line) => inProject.test(line))
        ? { needs: /^ibmcloud ce /, select: [target, select] }
        : { needs: /^ibmcloud ce /, select: [target] },
    );
  }
  const region = registryRegion(facts.registryHost ?? '');
  if (region !== undefined && !lines.some((line) => line.startsWith('ibmcloud cr region-set'))) {
    pending.push({ needs: /^ibmcloud cr /, select: [cr('region-set', [region])] });
  }
  return steps.map((step) => {
    const needed = pending.filter(({ needs }) => linesOf(step).some((line) => needs.test(line)));
    if (needed.length === 0) return step;
    for (const one of needed) pending.splice(pending.indexOf(one), 1);
    return { ...step, command: [...needed.flatMap(({ select }) => select), step.command].join('\n') };
  });
}

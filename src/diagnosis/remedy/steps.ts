/** Fix steps that several causes share, with the user's own names where they are known. */
import type { Command, FixStep, FixSteps, Flags } from '../model/fix';
import { ce } from './command';
import type { RemedyFacts } from './facts';
import { buildMemory, nextBuildSize, nextSize, nextStorage } from './sizes';

/** A step; one that begins with “Or” is another way than the steps before it, and one without a command is a person's. */
export const step = (text: string, ...commands: readonly Command[]): FixStep => ({
  text,
  ...(commands.length > 0 ? { commands } : { byPerson: true as const }),
  ...(/^Or\b/.test(text) && { instead: true }),
});

/** Another way than the steps before it, of several steps. */
export function orSteps([first, ...rest]: FixSteps): FixSteps {
  if (first === undefined) return [];
  const text = /^Or\b/.test(first.text) ? first.text : lowerFirst(first.text, 'Or ');
  return [{ ...first, text }, ...rest].map((one) => ({ ...one, instead: true }));
}

/** What only a person can do: in the source, in a console, at another registry. */
export const personStep = (text: string, ...commands: readonly Command[]): FixStep => ({
  ...step(text, ...commands),
  byPerson: true,
});

/** Commands that take something away for good: never without what they remove and what they keep. */
export const destructiveStep = (
  text: string,
  destroys: NonNullable<FixStep['destroys']>,
  ...commands: readonly Command[]
): FixStep => ({
  ...step(`${text} This removes ${destroys.removes}, and keeps ${destroys.keeps}.`, ...commands),
  destroys,
});

/** A sentence behind `before`: its first letter is no longer a capital. */
export function lowerFirst(text: string, before: string): string {
  return `${before}${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** The failing resource's group of commands, for example `app`; builds when nothing is known. */
export function workload(facts: RemedyFacts): {
  readonly group: 'app' | 'job' | 'function' | 'fleet';
  readonly name: string;
} {
  if (facts.kind === 'job' || facts.kind === 'jobrun' || (facts.job && !facts.app)) {
    return { group: 'job', name: facts.job ?? 'JOB_NAME' };
  }
  if (facts.kind === 'fleet' || (facts.fleet && !facts.app)) {
    return { group: 'fleet', name: facts.fleet ?? 'FLEET_NAME' };
  }
  if (facts.kind === 'function' || (facts.function && !facts.app)) {
    return { group: 'function', name: facts.function ?? 'FUNCTION_NAME' };
  }
  return { group: 'app', name: facts.app ?? 'APP_NAME' };
}

/** The question is about a build or a build run. */
export const isBuild = ({ kind }: Pick<RemedyFacts, 'kind'>): boolean =>
  kind === 'build' || kind === 'buildrun';

/** The question is about a job or a job run. */
export const isJob = ({ kind }: Pick<RemedyFacts, 'kind'>): boolean => kind === 'job' || kind === 'jobrun';

const RESOLVED_ANEW = 'Deploy again: the tag is resolved anew.';

/** Deploy the workload again, so that the tag is resolved anew. */
export function deployAgain(facts: RemedyFacts, text = RESOLVED_ANEW): FixStep {
  const { group, name } = workload(facts);
  if (group === 'job') {
    // A run that names no job is submitted again by its own name.
    if (!facts.job && facts.jobRun) return step(text, ce('jobrun resubmit', { jobrun: facts.jobRun }));
    return step(text, ce('jobrun submit', { job: name }));
  }
  if (group === 'function') return step(text, ce('function update', { name }));
  if (group === 'fleet') return fleetAnew(facts, text === RESOLVED_ANEW ? 'Run the fleet anew.' : text);
  return step(text, ce('app update', { name }));
}

/** Options of `fleet create` that are not called as those of apps and jobs are. */
const fleetOptions: readonly string[] = [
  'cpu',
  'memory',
  'command',
  'argument',
  'env',
  'image',
  'registry-secret',
];

/** A fleet cannot be changed: another one is made, with what is known of the old one. */
export function fleetAnew(facts: RemedyFacts, text: string, change: Flags = {}): FixStep {
  const { fleet = 'FLEET_NAME', fleetFacts: { subnetPool, taskStore, indices } = {} } = facts;
  const options = Object.fromEntries(Object.entries(change).filter(([name]) => fleetOptions.includes(name)));
  if (Object.keys(options).length < Object.keys(change).length) return step(text);
  return step(
    `${text} A fleet cannot be changed: make another, with the other options as before.`,
    ce('fleet create', {
      name: nextName(fleet),
      image: facts.image ?? 'IMAGE',
      'registry-secret': facts.registrySecret,
      'subnetpool-id': subnetPool ?? 'SUBNET_POOL_ID',
      'tasks-state-store': taskStore ?? 'DATA_STORE_NAME',
      ...(indices === undefined ? { tasks: 'NUMBER' } : { 'task-indexes': indices }),
      cpu: facts.cpu,
      memory: facts.memory,
      ...options,
    }),
  );
}

/** Names of fleets are unique in a project: `scan` goes on as `scan-2`, `scan-2` as `scan-3`. */
function nextName(name: string): string {
  const [, stem = name, number] = /^(.+?)(?:-(\d{1,3}))?$/.exec(name) ?? [];
  return name === 'FLEET_NAME'
    ? 'NEW_FLEET_NAME'
    : `${stem}-${number === undefined ? 2 : Number(number) + 1}`;
}

const functionOptions: readonly string[] = ['cpu', 'memory', 'maxexecutiontime', 'scale-down-delay'];

/** Change an option of the workload itself. */
export function setWorkload(facts: RemedyFacts, text: string, options: Flags): FixStep {
  const { group, name } = workload(facts);
  if (group === 'fleet') return fleetAnew(facts, text, options);
  // A function has fewer options than an app.
  if (group === 'function' && Object.keys(options).some((option) => !functionOptions.includes(option))) {
    return step(text);
  }
  // A run without a job has nothing to update: it is submitted again with the change.
  if (group === 'job' && !facts.job && facts.jobRun) {
    return step(text, ce('jobrun resubmit', { jobrun: facts.jobRun, ...options }));
  }
  return step(text, ce(`${group} update`, { name, ...options }));
}

/** More memory: the next combination with CPU that Code Engine offers. */
export function moreMemory(facts: RemedyFacts, why = ''): FixStep {
  const { kind, cpu, memory } = facts;
  if (memory === undefined) {
    return setWorkload(facts, `Raise the memory${why}; CPU and memory go in fixed pairs.`, {
      memory: 'MEMORY',
      cpu: 'CPU',
    });
  }
  const next = nextSize({ kind, cpu, memory });
  return next
    ? setWorkload(facts, `Raise the memory from ${memory} to ${next.memory}${why}.`, { ...next })
    : step(`It already has as much memory as there is, ${memory}: let the program use less.`);
}

/** About twice the ephemeral storage, with the memory that it needs. */
export function moreStorage(facts: RemedyFacts, text: string): FixStep {
  const { kind, cpu, memory, ephemeralStorage: storage } = facts;
  if (memory === undefined) return setWorkload(facts, `${text}.`, { 'ephemeral-storage': 'SIZE' });
  const next = nextStorage({ kind, cpu, memory, storage });
  if (!next) return step('There is no more ephemeral storage to have: keep the data elsewhere.');
  const { storage: size, ...pair } = next;
  const along = pair.memory ? '; it must not exceed the memory' : '';
  return setWorkload(facts, `${text} to ${size}${along}.`, { 'ephemeral-storage': size, ...pair });
}

/** Shows the job run, fleet, app, job or build that it is about. */
export function showWorkload(facts: RemedyFacts, text: string): FixStep {
  const { group, name } = workload(facts);
  if (facts.jobRun) return step(text, ce('jobrun get', { name: facts.jobRun }));
  if (group === 'fleet') return step(text, ce('fleet get', { id: facts.fleetFacts?.id ?? 'FLEET_ID' }));
  return step(text, ce(`${group} get`, { name }));
}

/** The log of what runs. */
export function workloadLogs(facts: RemedyFacts, text = 'Read the log of the container.'): FixStep {
  if (facts.jobRun || facts.kind === 'job' || facts.kind === 'jobrun') {
    return step(text, ce('jobrun logs', { jobrun: facts.jobRun ?? 'JOB_RUN_NAME' }));
  }
  // The command line shows no logs of functions and fleets.
  const { group } = workload(facts);
  if (group === 'function' || group === 'fleet') {
    return step(`Read the log of the ${group} in IBM Cloud Logs.`);
  }
  return step(text, ce('app logs', { application: facts.app ?? 'APP_NAME' }));
}

/** Shows the events of what it is about. */
export function workloadEvents(facts: RemedyFacts, text: string): FixStep {
  if (isBuild(facts))
    return step(text, ce('buildrun events', { buildrun: facts.buildRun ?? 'BUILD_RUN_NAME' }));
  if (facts.jobRun || facts.kind === 'job' || facts.kind === 'jobrun') {
    return step(text, ce('jobrun events', { jobrun: facts.jobRun ?? 'JOB_RUN_NAME' }));
  }
  if (workload(facts).group === 'fleet') {
    const id = facts.fleetFacts?.id ?? 'FLEET_ID';
    return step(
      'Look at its workers: one that fails or does not get further says where.',
      ce('fleet worker list', { 'fleet-id': id }),
    );
  }
  return step(text, ce('app events', { application: facts.app ?? 'APP_NAME' }));
}

/** Submit the build once more. A run's name cannot be used twice, so none is given. */
export function rerun(facts: RemedyFacts, text = 'Run the build again.'): FixStep {
  // Source that is uploaded goes with the run.
  const source = facts.sourceType === 'local' ? '.' : undefined;
  return step(text, ce('buildrun submit', { build: facts.build ?? 'BUILD_NAME', source }));
}

/** Shows the log of the build run. */
export function buildLogs(facts: RemedyFacts, text = 'Read the log of the failed step.'): FixStep {
  return step(text, ce('buildrun logs', { buildrun: facts.buildRun ?? 'BUILD_RUN_NAME' }));
}

/** Changes settings of the build. */
export function setBuild(facts: RemedyFacts, text: string, options: Flags): FixStep {
  return step(text, ce('build update', { name: facts.build ?? 'BUILD_NAME', ...options }));
}

/** The next larger build size, and what it gives of memory and disk. */
export function largerBuild(facts: RemedyFacts, more: string): FixSteps {
  const { strategySize } = facts;
  const size = strategySize === undefined ? 'SIZE' : nextBuildSize(strategySize);
  if (size === undefined) {
    return [step(`The build already has the largest size: make it need less ${more.replace(/^more /, '')}.`)];
  }
  const gives = buildMemory(size);
  const sizes = gives
    ? `${strategySize} to ${size}, with ${gives} GB of memory and disk`
    : 'the next larger one';
  return [
    setBuild(facts, `Give the build ${more}: ${gives ? `from ${sizes}` : `choose ${sizes}`}.`, { size }),
    rerun(facts),
  ];
}

/** After fixing something about an image: build again or deploy again. */
export function tryAgain(facts: RemedyFacts): FixStep {
  if (isBuild(facts)) return rerun(facts);
  const { group } = workload(facts);
  return deployAgain(facts, group === 'job' ? 'Submit the job run again.' : 'Deploy again.');
}

/** After a change to the source or the Dockerfile: make the image anew, and use it. */
export function buildAndDeploy(facts: RemedyFacts): FixSteps {
  if (isBuild(facts)) return [rerun(facts)];
  if (facts.build === undefined) {
    return [step('Build the image and push it again.'), tryAgain(facts)];
  }
  const { group, name } = workload(facts);
  if (group === 'fleet') return [step('Build the image and push it again.'), tryAgain(facts)];
  const source = facts.sourceType === 'local' ? { 'build-source': '.' } : { rebuild: true as const };
  return [step('Build the image again, and deploy it.', ce(`${group} update`, { name, ...source }))];
}

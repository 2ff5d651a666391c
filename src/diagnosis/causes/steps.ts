/** Fix steps that several causes share, with the user's own names where they are known. */
import { ce, type FixStep, nextBuildSize, type RemedyFacts } from '../remedy';

export type Steps = readonly FixStep[];

const step = (text: string, command?: string): FixStep => (command ? { text, command } : { text });

/** The failing resource's group of commands, for example `app`; builds when nothing is known. */
export function workload(facts: RemedyFacts): {
  readonly group: 'app' | 'job' | 'function';
  readonly name: string;
} {
  if (facts.kind === 'job' || facts.kind === 'jobrun' || (facts.job && !facts.app)) {
    return { group: 'job', name: facts.job ?? 'JOB_NAME' };
  }
  if (facts.kind === 'function' || (facts.function && !facts.app)) {
    return { group: 'function', name: facts.function ?? 'FUNCTION_NAME' };
  }
  return { group: 'app', name: facts.app ?? 'APP_NAME' };
}

export const isBuild = (facts: RemedyFacts): boolean => facts.kind === 'build' || facts.kind === 'buildrun';

/** Deploy the workload again, so that the tag is resolved anew. */
export function deployAgain(facts: RemedyFacts, text = 'Deploy again: the tag is resolved anew.'): FixStep {
  const { group, name } = workload(facts);
  if (group === 'job') {
    // A run that names no job is submitted again by its own name.
    if (!facts.job && facts.jobRun) return step(text, ce('jobrun resubmit', { jobrun: facts.jobRun }));
    return step(text, ce('jobrun submit', { job: name }));
  }
  if (group === 'function') return step(text, ce('function update', { name }));
  return step(text, ce('app update', { name }));
}

const functionOptions: readonly string[] = ['cpu', 'memory', 'maxexecutiontime', 'scale-down-delay'];

/** Change an option of the workload itself. */
export function setWorkload(
  facts: RemedyFacts,
  text: string,
  options: Readonly<Record<string, string | number | true | undefined>>,
): FixStep {
  const { group, name } = workload(facts);
  // A function has fewer options than an app.
  if (group === 'function' && Object.keys(options).some((option) => !functionOptions.includes(option))) {
    return step(text);
  }
  return step(text, ce(`${group} update`, { name, ...options }));
}

export function showWorkload(facts: RemedyFacts, text: string): FixStep {
  const { group, name } = workload(facts);
  if (facts.jobRun) return step(text, ce('jobrun get', { name: facts.jobRun }));
  return step(text, ce(`${group} get`, { name }));
}

/** The log of what runs. */
export function workloadLogs(facts: RemedyFacts, text = 'Read the log of the container.'): FixStep {
  if (facts.jobRun || facts.kind === 'job' || facts.kind === 'jobrun') {
    return step(text, ce('jobrun logs', { jobrun: facts.jobRun ?? 'JOB_RUN_NAME' }));
  }
  return step(text, ce('app logs', { application: facts.app ?? 'APP_NAME' }));
}

export function workloadEvents(facts: RemedyFacts, text: string): FixStep {
  if (isBuild(facts))
    return step(text, ce('buildrun events', { buildrun: facts.buildRun ?? 'BUILD_RUN_NAME' }));
  if (facts.jobRun || facts.kind === 'job' || facts.kind === 'jobrun') {
    return step(text, ce('jobrun events', { jobrun: facts.jobRun ?? 'JOB_RUN_NAME' }));
  }
  return step(text, ce('app events', { application: facts.app ?? 'APP_NAME' }));
}

/** Submit the build once more. A run's name cannot be used twice, so none is given. */
export function rerun(facts: RemedyFacts, text = 'Run the build again.'): FixStep {
  // Source that is uploaded goes with the run.
  const source = facts.sourceType === 'local' ? '.' : undefined;
  return step(text, ce('buildrun submit', { build: facts.build ?? 'BUILD_NAME', source }));
}

export function buildLogs(facts: RemedyFacts, text = 'Read the log of the failed step.'): FixStep {
  return step(text, ce('buildrun logs', { buildrun: facts.buildRun ?? 'BUILD_RUN_NAME' }));
}

export function setBuild(
  facts: RemedyFacts,
  text: string,
  options: Readonly<Record<string, string | number | true | undefined>>,
): FixStep {
  return step(text, ce('build update', { name: facts.build ?? 'BUILD_NAME', ...options }));
}

/** A larger build size; sizes: docs, planning your build. */
export function largerBuild(facts: RemedyFacts, more: string): Steps {
  const size = facts.strategySize === undefined ? 'SIZE' : nextBuildSize(facts.strategySize);
  return size
    ? [setBuild(facts, `Give the build ${more}: choose a larger size.`, { size }), rerun(facts)]
    : [step(`The build already has the largest size: make it need less ${more.replace(/^more /, '')}.`)];
}

/** After mending something about an image: build again or deploy again. */
export function tryAgain(facts: RemedyFacts): FixStep {
  if (isBuild(facts)) return rerun(facts);
  const { group } = workload(facts);
  return deployAgain(facts, group === 'job' ? 'Submit the job run again.' : 'Deploy again.');
}

export { step };

/** Fix steps that several causes share, with the user's own names where they are known. */
import { ce, cr, type FixStep, nextBuildSize, type RemedyFacts } from '../remedy';

export type Steps = readonly FixStep[];

const step = (text: string, command?: string): FixStep => (command ? { text, command } : { text });

/** The failing resource's group of commands, for example `app`; builds when nothing is known. */
function workload(facts: RemedyFacts): { readonly group: 'app' | 'job' | 'function'; readonly name: string } {
  if (facts.kind === 'job' || facts.kind === 'jobrun' || (facts.job && !facts.app)) {
    return { group: 'job', name: facts.job ?? 'JOB_NAME' };
  }
  if (facts.kind === 'function' || (facts.function && !facts.app)) {
    return { group: 'function', name: facts.function ?? 'FUNCTION_NAME' };
  }
  return { group: 'app', name: facts.app ?? 'APP_NAME' };
}

export const isBuild = (facts: RemedyFacts): boolean => facts.kind === 'build' || facts.kind === 'buildrun';

/** Point the workload (or the build) at another image. */
export function setImage(
  facts: RemedyFacts,
  text: string,
  image = 'REGISTRY/NAMESPACE/REPOSITORY:TAG',
): FixStep {
  if (isBuild(facts)) return step(text, ce('build update', { name: facts.build ?? 'BUILD_NAME', image }));
  const { group, name } = workload(facts);
  if (group === 'function') return step(text, ce('function update', { name, 'code-bundle': image }));
  return step(text, ce(`${group} update`, { name, image }));
}

/** Deploy the workload again, so that the tag is resolved anew. */
export function deployAgain(facts: RemedyFacts, text = 'Deploy again: the tag is resolved anew.'): FixStep {
  const { group, name } = workload(facts);
  if (group === 'job') return step(text, ce('jobrun submit', { job: name }));
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
  return step(text, ce('buildrun submit', { build: facts.build ?? 'BUILD_NAME' }));
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

const isIcr = (host: string | undefined) => host === undefined || /(?:^|\.)icr\.io$/.test(host);
const isDockerHub = (host: string | undefined) =>
  host === 'docker.io' || /(?:^|\.)docker\.(?:io|com)$/.test(host ?? '');

/** What a registry secret's server must be for this host. Source: docs, adding access to a registry. */
export function secretServer(host: string | undefined): string {
  if (host === undefined) return 'REGISTRY_HOST';
  return isDockerHub(host) ? 'https://index.docker.io/v1/' : host;
}

/** Create a registry secret, and use it. */
export function newRegistrySecret(facts: RemedyFacts): Steps {
  const name = facts.registrySecret ?? 'SECRET_NAME';
  const icr = facts.registryHost !== undefined && isIcr(facts.registryHost);
  return [
    step(
      icr
        ? 'Create a registry secret with an IAM API key that may use the namespace.'
        : 'Create a registry secret with a login that may use the image.',
      ce('secret create', {
        format: 'registry',
        name: facts.registrySecret ? 'NEW_SECRET_NAME' : name,
        server: secretServer(facts.registryHost),
        username: icr ? 'iamapikey' : 'USER_NAME',
        'password-from-file': 'FILE_WITH_PASSWORD',
      }),
    ),
    useRegistrySecret(facts, facts.registrySecret ? 'NEW_SECRET_NAME' : name),
  ];
}

/** Name the secret in the build or the workload. */
export function useRegistrySecret(facts: RemedyFacts, secret: string): FixStep {
  const text = 'Use the secret.';
  if (isBuild(facts)) {
    return step(text, ce('build update', { name: facts.build ?? 'BUILD_NAME', 'registry-secret': secret }));
  }
  const { group, name } = workload(facts);
  return group === 'function'
    ? step(text, ce('function update', { name, 'code-bundle-secret': secret }))
    : step(text, ce(`${group} update`, { name, 'registry-secret': secret }));
}

/** New key or password for the secret that is in use. */
export function renewRegistrySecret(facts: RemedyFacts): FixStep {
  return step(
    'Put a valid password or API key in the secret. A rotated key is not taken over by itself.',
    ce('secret update', {
      name: facts.registrySecret ?? 'SECRET_NAME',
      'password-from-file': 'FILE_WITH_PASSWORD',
    }),
  );
}

export function showSecret(facts: RemedyFacts, text: string): FixStep {
  return facts.registrySecret
    ? step(text, ce('secret get', { name: facts.registrySecret }))
    : step(text, ce('secret list', { format: 'registry' }));
}

/** After mending something about an image: build again or deploy again. */
export function tryAgain(facts: RemedyFacts): FixStep {
  if (isBuild(facts)) return rerun(facts);
  const { group } = workload(facts);
  return deployAgain(facts, group === 'job' ? 'Submit the job run again.' : 'Deploy again.');
}

/** Look at what the registry holds, where it is IBM's. */
export function listImages(facts: RemedyFacts, text: string): FixStep {
  if (!isIcr(facts.registryHost)) return step(`${text} Look in the registry's own console.`);
  return step(text, cr('image-list', [], { restrict: facts.namespace }));
}

export { step };

/** What follows from a change of secrets, builds and functions, and from taking things away. */
import type { Project } from '../project';
import type { FunctionResource } from '../resources';
import type { World } from '../world';
import { pull } from './access-to-images';

/** Reasons of a build that is not registered for want of a secret. */
const forWantOfSecret =
  /^(?:spec_(?:output|source)_secret(?:_ref)?_not_found|multiple_secret_ref_not_found)$/;

/** Registers builds anew whose secrets came or went. */
export function registerBuilds(world: World, project: Project): void {
  for (const build of project.builds.values()) {
    const output = project.secrets.has(build.output_secret);
    const source = build.source_secret === undefined || project.secrets.has(build.source_secret);
    const reason = !output
      ? 'spec_output_secret_ref_not_found'
      : source
        ? 'registered'
        : 'spec_source_secret_not_found';
    const known = build.status_details.reason;
    if (known === reason || (reason === 'registered' && !forWantOfSecret.test(known))) continue;
    world.put(project, 'builds', {
      ...build,
      status: reason === 'registered' ? 'ready' : 'failed',
      status_details: { reason },
    });
  }
}

/** Loads the code of a function: its bundle must be there, and its runtime offered. */
export function reloadFunction(world: World, project: Project, fn: FunctionResource): void {
  const bundle = fn.code_reference.replace(/^cr:\/\//, '');
  const offered = world.functionRuntimes.some(({ id }) => id === fn.runtime);
  const gone =
    !fn.code_reference.startsWith('data:') && 'reason' in pull(world, project, bundle, fn.code_secret);
  const reason = gone ? 'no_code_bundle' : offered ? 'ready' : 'unknown_reason';
  world.put(project, 'functions', {
    ...fn,
    status: reason === 'ready' ? 'ready' : 'failed',
    status_details: { reason },
  });
}

/** Takes away a revision with its instances. */
export function removeRevision(world: World, project: Project, name: string): void {
  for (const pod of project.pods.values()) {
    if (pod.labels['serving.knative.dev/revision'] !== name) continue;
    project.pods.delete(pod.name);
    project.instances.delete(pod.name);
  }
  project.revisionObjects.delete(name);
  world.remove(project, 'revisions', name);
}

/** Takes away an app with everything that is its. */
export function removeApp(world: World, project: Project, name: string): void {
  for (const revision of [...project.revisions.values()]) {
    if (revision.app_name === name) removeRevision(world, project, revision.name);
  }
  world.remove(project, 'apps', name);
}

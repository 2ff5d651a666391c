/** What is left of a run that Code Engine does not have any more. */
import type { Evidence, Gathered } from '../../model/evidence';
import type { ProjectRef } from '../../model/subject';
import type { Gatherer } from './gatherer';
import { gatherPods } from './pods';

/** The run's definition, and whatever still speaks of it. Nothing when the run may well be there. */
export async function gatherRemovedRun(
  gatherer: Gatherer,
  kind: 'buildrun' | 'jobrun',
  project: ProjectRef,
  name: string,
  run: Gathered<unknown>,
): Promise<Evidence> {
  if (run.state === 'missing' && run.reason !== 'not-found' && run.reason !== 'gone') return {};
  const [inventory, { pods, events }] = await Promise.all([
    gatherer.ask((signal) => gatherer.codeEngine.inventory(project, signal)),
    gatherPods(gatherer, project, kind === 'buildrun' ? { buildRun: name } : { jobRun: name }, [name]),
  ]);
  const traces = { ...(pods && { pods }), ...(events && { events }) };
  if (inventory.state === 'missing') return traces;
  const { builds, jobs, apps } = inventory.value;
  if (kind === 'jobrun') {
    const job = definitionOf(name, jobs);
    return { ...traces, ...(job && { job: { state: 'present', value: job } }) };
  }
  const build = definitionOf(name, builds);
  const app = apps.find(({ buildRun }) => buildRun === name);
  const job = jobs.find(({ buildRun }) => buildRun === name);
  const rememberedBy = app ? `app ${app.name}` : job ? `job ${job.name}` : undefined;
  return {
    ...traces,
    ...(build && { build: { state: 'present', value: build } }),
    ...(rememberedBy !== undefined && { rememberedBy }),
  };
}

/** The definition that a run is named after: the longest name that begins the run's. */
function definitionOf<T extends { readonly name: string }>(
  run: string,
  definitions: readonly T[],
): T | undefined {
  return definitions
    .filter(({ name }) => run.startsWith(`${name}-`))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
}

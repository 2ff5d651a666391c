/** Evidence on the build run that made a workload's image, or should have. */
import type { Evidence, Gathered } from '../../model/evidence';
import { isSameImage } from '../../model/image-host';
import type { App } from '../../model/platform';
import type { RegistryCheck } from '../../model/registry-check';
import type { ProjectRef } from '../../model/subject';
import { gatherBuild, gatherBuildRun } from './build';
import type { Gatherer } from './gatherer';

/** What a workload from source says of where its image comes from. */
export type Maker = Pick<App, 'build' | 'buildRun'>;

/**
 * Of the run that the workload names, or, when the registry does not have the image, of the one that pushes under its
 * name.
 */
export async function gatherOrigin(
  gatherer: Gatherer,
  project: ProjectRef,
  named: Maker | Promise<Maker>,
  image: string | undefined,
  registry: Promise<Gathered<RegistryCheck> | undefined> | undefined,
  /** Port at which an app is asked that does not start: its source tells what it starts, and where it listens. */
  port?: number,
): Promise<Evidence | undefined> {
  const { build, buildRun } = await named;
  if (build) return gatherBuild(gatherer, project, build, port);
  if (buildRun) return gatherBuildRun(gatherer, project, buildRun, port);
  if (!image || !isNotThere(await registry)) return undefined;
  const inventory = await gatherer.ask((signal) => gatherer.codeEngine.inventory(project, signal));
  if (inventory.state === 'missing') return undefined;
  // Newest first.
  const run = inventory.value.buildRuns.find(
    ({ outputImage }) => outputImage && isSameImage(outputImage, image),
  );
  return run && gatherBuildRun(gatherer, project, run.name, port);
}

/** Whether the registry was reached and did not show the image. */
function isNotThere(registry: Gathered<RegistryCheck> | undefined): boolean {
  return (
    registry?.state === 'present' &&
    registry.value.steps.some(({ step, status }) => step === 'manifest' && status === 'failed')
  );
}

/** Evidence on functions: the runtime, and the image that the code bundle is. */
import type { Evidence } from '../../model/evidence';
import { bundleImage } from '../../model/image-host';
import { present } from '../../model/present';
import type { ProjectRef } from '../../model/subject';
import type { Gatherer } from './gatherer';

/** A function, with the runtimes that are offered. */
export async function gatherFunction(
  gatherer: Gatherer,
  project: ProjectRef,
  name: string,
): Promise<Evidence> {
  const { codeEngine } = gatherer;
  const [found, functionRuntimes] = await Promise.all([
    gatherer.ask((signal) => codeEngine.function(project, name, signal)),
    gatherer.ask((signal) => codeEngine.functionRuntimes(project, signal)),
  ]);
  const { codeReference, codeSecret } = present(found) ?? {};
  const bundle = bundleImage(codeReference);
  const registry = bundle
    ? await gatherer.checkImage(project, bundle, {
        purpose: 'pull',
        ...(codeSecret !== undefined && { secret: codeSecret }),
      })
    : undefined;
  return { function: found, functionRuntimes, ...(registry && { registry }) };
}

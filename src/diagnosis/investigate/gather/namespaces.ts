/** Where an image from elsewhere could lie in IBM Container Registry: the namespaces that the project's other images lie in. */
import type { Evidence, Gathered } from '../../model/evidence';
import { hostOf, isIbmRegistry, publicHost } from '../../model/image-host';
import type { Inventory } from '../../model/platform';
import { present } from '../../model/present';
import { buildSpec, workloadSpec } from '../../model/specs';
import type { ProjectRef } from '../../model/subject';
import type { Gatherer } from './gatherer';

/** Undefined: the image is in IBM's registry or can be pulled, and nobody needs to know. */
export async function gatherNamespaces(
  gatherer: Gatherer,
  project: ProjectRef,
  found: Evidence,
): Promise<Gathered<readonly string[]> | undefined> {
  const image = buildSpec(found)?.outputImage ?? workloadSpec(found)?.imageReference;
  // What the bot can pull a build may still not push to, and a fleet's workers may not reach.
  const works =
    present(found.registry)?.outcome === 'accessible' &&
    found.build === undefined &&
    found.fleet === undefined;
  if (image === undefined || isIbmRegistry(hostOf(image)) || works) return undefined;
  const inventory = await gatherer.ask((signal) => gatherer.codeEngine.inventory(project, signal));
  if (inventory.state === 'missing') return inventory;
  return { state: 'present', value: namespacesIn(inventory.value) };
}

/** `HOST/NAMESPACE` by the public host, the most used first. */
function namespacesIn({ builds, apps, jobs }: Inventory): readonly string[] {
  const images = [
    ...builds.map(({ outputImage }) => outputImage),
    ...[...apps, ...jobs].map(({ imageReference }) => imageReference),
  ];
  const counts = new Map<string, number>();
  for (const image of images) {
    const host = image === undefined ? '' : hostOf(image);
    const namespace = image?.replace(/^https?:\/\//, '').split('/')[1];
    // Images that everybody may pull lie there as well: `icr.io/codeengine/helloworld`.
    if (!isIbmRegistry(host) || namespace === undefined || namespace === 'codeengine') continue;
    const place = `${publicHost(host)}/${namespace}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([place]) => place);
}

import type { RegistryTrouble } from '../registry-content';
import type { World } from '../world';

/** Deletes the image that a tag of a repository names; it goes to the trash, and pods that run keep it. */
export function deleteImage(world: World, host: string, path: string, tag: string): void {
  const home = world.registry.repositories.find((entry) => entry.host === host && entry.path === path);
  const image = home?.images.find((candidate) => candidate.tags.includes(tag));
  if (!home || !image) throw new RangeError(`no image ${host}/${path}:${tag}`);
  home.images = home.images.filter((candidate) => candidate !== image);
  home.trash.push({ digest: image.digest, tags: image.tags, daysUntilExpiry: 30, image });
  world.changed({ what: 'registry', name: `${host}/${path}` });
}

/** Switches trouble of a registry on; the result switches it off. */
export function trouble(world: World, kind: RegistryTrouble): () => void {
  world.registry.troubles.push(kind);
  world.changed({ what: 'registry', name: kind.host });
  return () => {
    const at = world.registry.troubles.indexOf(kind);
    if (at >= 0) world.registry.troubles.splice(at, 1);
    world.changed({ what: 'registry', name: kind.host });
  };
}

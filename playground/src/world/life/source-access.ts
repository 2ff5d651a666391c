/** Whether a build can fetch its source: what git meets at the host. */
import { utils } from 'ssh2';
import { type GitRepository, placeOf } from '../../git';
import type { Project } from '../project';
import type { BuildSpec } from '../resources';
import type { World } from '../world';

type Source = Pick<BuildSpec, 'source_url' | 'source_revision' | 'source_secret'>;

/** The repository of a build, when it can be fetched with the build's secret; undefined: it cannot. */
export function fetched(world: World, project: Project, spec: Source): GitRepository | undefined {
  const url = spec.source_url ?? '';
  const place = placeOf(url);
  const repository = place && world.git.find(place.host, place.path);
  if (!repository || !place) return undefined;
  const { branch = 'main' } = repository;
  const revision = spec.source_revision ?? branch;
  if (revision !== branch && revision !== world.git.stored(repository).commit) return undefined;
  if (/^https?:/.test(url)) return repository.private ? undefined : repository;
  const { ssh_key: key, known_hosts: known = '' } = project.secrets.get(spec.source_secret ?? '')?.data ?? {};
  if (key === undefined || !known.includes(place.host)) return undefined;
  const parsed = utils.parseKey(key);
  if (parsed instanceof Error) return undefined;
  const publicKey = parsed.getPublicSSH().toString('base64');
  const of = world.git.keys.find((one) => one.publicKey === publicKey);
  const reads =
    of && !of.expired && (of.reads === undefined || of.reads.includes(place.path.replace(/\.git$/, '')));
  return reads ? repository : undefined;
}

/** Whether a file stands below the context directory of a build, by a name that matches. */
export function hasFile(
  repository: GitRepository,
  spec: Pick<BuildSpec, 'source_context_dir'>,
  name: RegExp,
): boolean {
  const below = spec.source_context_dir ? `${spec.source_context_dir.replace(/\/+$/, '')}/` : '';
  return Object.keys(repository.files).some(
    (file) => file.startsWith(below) && name.test(file.slice(below.length)),
  );
}

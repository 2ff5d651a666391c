/** Whether an image can be pulled or pushed with a secret of a project: what the platform meets at the registry. */
import type { Project } from '../project';
import type { RegistryAccount, RegistryImage, RegistryLogin } from '../registry-content';
import type { World } from '../world';

/** `reason`: as Code Engine names it for a revision. */
export interface Refused {
  readonly reason: string;
  readonly message: string;
}

export type Pulled = { readonly image: RegistryImage } | Refused;

interface Reference {
  /** As the image names it. */
  readonly named: string;
  /** Public host. */
  readonly host: string;
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Parts of a reference; undefined: it cannot be read. */
function parse(reference: string): Reference | undefined {
  const [, named, path, tag, digest] =
    /^((?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d+)?)\/([a-z0-9]+(?:[._/-][a-z0-9]+)*)(?::([\w.-]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(
      reference,
    ) ?? [];
  if (named === undefined || path === undefined) return undefined;
  const host = named.replace(/^private\./, '');
  return { named, host, path, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** Looks for an image as a node does. Code Engine goes over IBM's network, whatever the bot can reach. */
export function pull(world: World, project: Project, reference: string, secret: string | undefined): Pulled {
  const image = parse(reference);
  if (!image) return { reason: 'InvalidImageName', message: `couldn't parse image name "${reference}"` };
  const login = loginOf(world, project, image, secret);
  if ('reason' in login) return login;
  const refusal = refusedByHost(world, image, login.known);
  if (refusal) return refusal;
  const account = accountOf(world, image);
  if (account && image.named === image.host) {
    if (account.privateOnly) {
      return {
        reason: 'image_pull_back_off',
        message: 'denied: Private-only access is enabled on this account',
      };
    }
    if (isUsedUp(account.traffic)) {
      return { reason: 'image_pull_back_off', message: 'denied: You have exceeded your pull traffic quota' };
    }
  }
  const repository = world.registry.repositories.find(
    (one) => one.host === image.host && one.path === image.path,
  );
  if (!may(login.known, 'pull', image.path) && repository?.visibility !== 'public') {
    return login.known
      ? { reason: 'fetch_image_failed_wrong_pull_credentials', message: '403 Forbidden' }
      : { reason: 'fetch_image_failed_missing_pull_credentials', message: '401 Unauthorized' };
  }
  if (!repository) return { reason: 'fetch_image_failed_unknown_repository', message: 'NAME_UNKNOWN' };
  const found = repository.images.find(({ digest, tags }) =>
    image.digest === undefined ? tags.includes(image.tag ?? 'latest') : digest === image.digest,
  );
  if (!found) return { reason: 'fetch_image_failed_unknown_manifest', message: 'MANIFEST_UNKNOWN' };
  if (!found.platforms.includes('linux/amd64')) {
    return { reason: 'image_pull_back_off', message: 'no match for platform in manifest' };
  }
  if (found.program?.broken) {
    return { reason: 'invalid_tar_header_image_pull_err', message: 'archive/tar: invalid tar header' };
  }
  return { image: found };
}

/** Whether a build may store an image. Undefined: it may. */
export function refusedPush(
  world: World,
  project: Project,
  reference: string,
  secret: string | undefined,
): Refused | undefined {
  const image = parse(reference);
  if (!image) return { reason: 'failed', message: 'invalid reference format' };
  const login = loginOf(world, project, image, secret);
  if ('reason' in login) return login;
  if (!may(login.known, 'push', image.path)) {
    return {
      reason: 'missing_registry_access',
      message: 'DENIED: You are not authorized to access the specified resource.',
    };
  }
  const account = accountOf(world, image);
  if (account && isUsedUp(account.storage)) {
    return { reason: 'failed', message: 'DENIED: You have exceeded your storage quota.' };
  }
  return undefined;
}

export const isUsedUp = ({ used, limit }: RegistryAccount['storage']): boolean => limit >= 0 && used >= limit;

function accountOf(world: World, { host, path }: Reference): RegistryAccount | undefined {
  return world.registry.accounts.find(
    (account) => account.host === host && account.namespaces.includes(path.split('/')[0] ?? ''),
  );
}

/** The login of a secret at the registry. A login for another server is not used: the pull goes without. */
function loginOf(
  world: World,
  project: Project,
  image: Reference,
  name: string | undefined,
): { readonly known: RegistryLogin | undefined } | Refused {
  if (name === undefined) return { known: undefined };
  const secret = project.secrets.get(name);
  if (!secret) {
    return { reason: 'fetch_image_failed_missing_pull_secret', message: `secrets "${name}" not found` };
  }
  const server = (secret.data.server ?? '').replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  const wanted = image.host === 'docker.io' ? 'index.docker.io' : image.named;
  if (server !== wanted) return { known: undefined };
  const { username, password } = secret.data;
  const known = world.registry.logins.find(
    (one) => one.host === image.host && one.username === username && one.password === password,
  );
  return known
    ? { known }
    : {
        reason: 'fetch_image_failed_wrong_pull_credentials',
        message: 'unexpected status code 401 Unauthorized',
      };
}

/** What the host does to everybody, or to those who come without a login. */
function refusedByHost(
  world: World,
  image: Reference,
  login: RegistryLogin | undefined,
): Refused | undefined {
  for (const { host, path, kind } of world.registry.troubles) {
    if (host !== image.host || (path !== undefined && !image.path.startsWith(path))) continue;
    if (kind === 'rate-limited' && login) continue;
    if (kind === 'push-quota' || kind === 'pull-quota') continue;
    return { reason: 'image_pull_back_off', message: kind };
  }
  return undefined;
}

function may(login: RegistryLogin | undefined, action: 'pull' | 'push', path: string): boolean {
  return (login?.[action] ?? []).some(
    (prefix) => prefix === '' || path === prefix || path.startsWith(`${prefix}/`),
  );
}

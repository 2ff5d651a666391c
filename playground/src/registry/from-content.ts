/** The registries of the simulated world, as the stand-in serves them. */
import {
  isUsedUp,
  type RegistryAccount,
  type RegistryContent,
  type RegistryImage,
  type RegistryTrouble,
} from '../world';
import type { ImageDescription, RegistryWorld, StandInAccount, StandInFault, StandInHost } from './world';

export interface ContentOptions {
  /** Account that the world's namespaces belong to. */
  readonly accountId: string;
  /** Role of the holder of an IAM token. */
  readonly roleOf?: StandInAccount['roleOf'];
}

/** Bytes of an image follow from its facts, so one image has one description. */
const descriptions = new WeakMap<RegistryImage, ImageDescription>();

/** The description of an image: what its digest follows from. */
export function descriptionOf(image: Omit<RegistryImage, 'digest' | 'tags'>): ImageDescription {
  const { build, platforms, bytes, createdAt, entrypoint, cmd, exposedPorts, user, files } = image;
  return {
    ...(build !== undefined && { build }),
    platforms,
    // Builders make an index of everything that is not plainly for the usual platform.
    index: platforms.join() !== 'linux/amd64',
    ...(files ? { files } : { bytes }),
    created: new Date(createdAt).toISOString(),
    ...(entrypoint && { entrypoint }),
    ...(cmd && { cmd }),
    ...(exposedPorts && { exposedPorts }),
    ...(user !== undefined && { user }),
  };
}

/** The world's registries as they are now. */
export function registryWorldOf(content: RegistryContent, options: ContentOptions): RegistryWorld {
  const names = new Set([
    ...content.repositories.map(({ host }) => host),
    ...content.logins.map(({ host }) => host),
    ...content.accounts.map(({ host }) => host),
    ...content.troubles.map(({ host }) => host),
  ]);
  return { hosts: Object.fromEntries([...names].map((name) => [name, hostOf(name, content, options)])) };
}

function hostOf(name: string, content: RegistryContent, options: ContentOptions): StandInHost {
  const repositories = content.repositories.filter(({ host }) => host === name);
  const accounts = content.accounts.filter(({ host }) => host === name);
  return {
    auth: 'token',
    merged: name === 'docker.io',
    logins: content.logins.filter(({ host }) => host === name),
    anonymous: {
      pull: repositories.filter(({ visibility }) => visibility === 'public').map(({ path }) => path),
    },
    repositories: Object.fromEntries(
      repositories.map(({ path, images }) => [
        path,
        {
          tags: Object.fromEntries(
            images.flatMap((image) => image.tags.map((tag) => [tag, described(image)] as const)),
          ),
          untagged: images.filter(({ tags }) => tags.length === 0).map(described),
        },
      ]),
    ),
    faults: [
      ...content.troubles.filter(({ host }) => host === name).map((trouble) => faultOf(name, trouble)),
      ...accounts.flatMap(quotaFaults),
    ],
    accounts: accounts.map((account) => ({
      ...account,
      id: options.accountId,
      ...(options.roleOf && { roleOf: options.roleOf }),
      trash: repositories.flatMap(({ path, trash }) =>
        trash.map(({ image: _gone, ...entry }) => ({ repository: path, ...entry })),
      ),
      vulnerabilities: Object.fromEntries(
        repositories.map(({ path, images }) => [path, images.at(-1)?.vulnerabilities ?? 0]),
      ),
    })),
  };
}

function described(image: RegistryImage): ImageDescription {
  let description = descriptions.get(image);
  if (!description) {
    description = descriptionOf(image);
    descriptions.set(image, description);
  }
  return description;
}

/** What an account that has used up a quota is refused, in every namespace of its own. */
function quotaFaults({ namespaces, storage, traffic }: RegistryAccount): StandInFault[] {
  return namespaces.flatMap((path) => [
    ...(isUsedUp(traffic) ? [faultOf('', { host: '', path, kind: 'pull-quota' })] : []),
    ...(isUsedUp(storage) ? [faultOf('', { host: '', path, kind: 'push-quota' })] : []),
  ]);
}

function faultOf(host: string, { path, kind }: RegistryTrouble): StandInFault {
  const where = path === undefined ? {} : { repository: path };
  switch (kind) {
    case 'connection-reset':
      return { ...where, answer: 'reset' };
    case 'rate-limited':
      return {
        ...where,
        at: 'manifests',
        answer: { status: 429, code: 'TOOMANYREQUESTS', message: RATE_LIMIT },
      };
    case 'server-error':
      return { ...where, answer: { status: 503, code: 'UNAVAILABLE', message: 'service unavailable' } };
    case 'address-not-allowed':
      return {
        ...where,
        at: 'token',
        answer: {
          status: 403,
          code: 'DENIED',
          message: `Your IP address is not permitted to access ${host}.`,
        },
      };
    case 'pull-quota':
      return { ...where, at: 'manifests', answer: { status: 403, code: 'DENIED', message: PULL_QUOTA } };
    case 'push-quota':
      return { ...where, at: 'uploads', answer: { status: 403, code: 'DENIED', message: PUSH_QUOTA } };
  }
}

const RATE_LIMIT =
  'You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit';
const PULL_QUOTA =
  'You have exceeded your pull traffic quota for the current month. Review your pull traffic quota and pricing plan.';
const PUSH_QUOTA =
  'You have exceeded your storage quota. Delete one or more images, or review your storage quota and pricing plan. For more information, see https://ibm.biz/BdjFwL';

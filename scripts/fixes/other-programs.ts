/** The other programs of a fix: `ibmcloud cr` and `iam`, Docker, git, SSH, kubectl; what they do in the simulated world. */
import { newSshKey } from '../../playground/src/git/new-key';
import {
  isUsedUp,
  type RegistryAccount,
  type RegistryImage,
  type RegistryRepository,
} from '../../playground/src/world';
import { publicHost, registryRegion } from '../../src/diagnosis/model/image-host';
import type { Parsed } from './grammar';
import { CommandError, inProject, type Machine, type ServiceId } from './machine';

const one = (options: Parsed['options'], name: string): string | undefined => options.get(name)?.at(-1);

export async function otherProgram(machine: Machine, parsed: Parsed): Promise<void> {
  const { program, verb, options, values, into } = parsed;
  const [first = '', second = ''] = values;
  switch (`${program} ${verb}`.trim()) {
    case 'ibmcloud target':
      machine.region = one(options, 'r') ?? machine.region ?? '';
      return;
    case 'ibmcloud cr region-set':
      machine.registryRegion = first;
      return;
    case 'ibmcloud cr login':
      for (const { host } of accountsHere(machine)) machine.loggedIn.add(host);
      return;
    case 'ibmcloud cr plan-upgrade':
      for (const account of accountsHere(machine)) {
        account.plan = 'Standard';
        account.storage.limit = -1;
        account.traffic.limit = -1;
      }
      return;
    case 'ibmcloud cr quota-set':
      for (const account of accountsHere(machine)) setQuota(account, options);
      return;
    case 'ibmcloud cr namespace-add':
      for (const account of accountsHere(machine).slice(0, 1)) {
        Object.assign(account, { namespaces: [...new Set([...account.namespaces, first])] });
      }
      return;
    case 'ibmcloud cr image-rm':
      return removeImage(machine, first);
    case 'ibmcloud cr image-restore':
      return restoreImage(machine, first);
    case 'ibmcloud iam service-id-create':
      machine.serviceIds.set(first, { rights: new Map(), keys: [] });
      return;
    case 'ibmcloud iam service-policy-create':
      return grant(machine, first, options);
    case 'ibmcloud iam service-api-key-create':
      return newKey(machine, second, one(options, 'file') ?? '');
    case 'docker login':
      return dockerLogin(machine, one(options, 'config'), first || 'docker.io');
    case 'docker pull':
      machine.images.set(first, imageAt(machine, first, 'pull'));
      return;
    case 'docker tag':
      machine.images.set(second, tagged(machine, first));
      return;
    case 'docker push':
      return push(machine, first, tagged(machine, first));
    case 'docker buildx build':
      return build(machine, one(options, 'tag') ?? '', one(options, 'platform') ?? '');
    case 'kubectl create secret generic':
      return dockerConfigSecret(machine, first, one(options, 'from-file') ?? '');
    case 'ssh-keygen':
      return keyPair(machine, one(options, 'f') ?? '');
    case 'ssh-keyscan':
      machine.files.set(into ?? '', machine.world.git.knownHosts(first));
      return;
    case 'rm':
      if (!machine.files.delete(first) && !machine.logins.delete(first))
        throw new CommandError(`rm: ${first}: no such file`);
      return;
    default:
      // What only looks changes nothing.
      if (program === 'ibmcloud cr' || program === 'git') return;
      throw new CommandError(`${program} ${verb} is not played`);
  }
}

/** Accounts of the registry in the region that is set. */
function accountsHere({ world, registryRegion: region }: Machine): readonly RegistryAccount[] {
  const here = world.registry.accounts.filter(({ host }) => registryRegion(host) === region);
  if (region === undefined || here.length === 0)
    throw new CommandError(`no registry in the region ${region}`);
  return here;
}

function setQuota(account: RegistryAccount, options: Parsed['options']): void {
  for (const kind of ['storage', 'traffic'] as const) {
    const megabytes = one(options, kind);
    if (megabytes === undefined) continue;
    if (account.plan === 'Free') throw new CommandError('The free plan has a fixed quota.');
    account[kind].limit = Number(megabytes) * 1_048_576;
  }
}

interface Place {
  readonly host: string;
  readonly path: string;
  readonly tag: string;
  readonly digest?: string;
}

function placeOf(name: string): Place {
  const [, host = '', path = '', tag = 'latest', digest] =
    /^([^/]+)\/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(name) ?? [];
  if (path === '') throw new CommandError(`invalid reference format: ${name}`);
  return { host: publicHost(host), path, tag, ...(digest !== undefined && { digest }) };
}

function repositoryAt({ world }: Machine, { host, path }: Place): RegistryRepository | undefined {
  return world.registry.repositories.find((each) => each.host === host && each.path === path);
}

/** The image that a name means, as one's own machine reaches it. */
function imageAt(machine: Machine, name: string, to: 'pull' | 'remove'): RegistryImage {
  if (to === 'pull' && name.startsWith('private.')) throw new CommandError(`${name}: no such host`);
  const place = placeOf(name);
  const repository = repositoryAt(machine, place);
  if (to === 'pull' && repository?.visibility !== 'public' && !machine.loggedIn.has(place.host)) {
    throw new CommandError(`pull access denied for ${name}: log in first`);
  }
  const image = repository?.images.find(({ digest, tags }) =>
    place.digest === undefined ? tags.includes(place.tag) : digest === place.digest,
  );
  if (!image) throw new CommandError(`manifest for ${name} not found`);
  return image;
}

function tagged({ images }: Machine, name: string): RegistryImage {
  const image = images.get(name);
  if (!image) throw new CommandError(`No such image: ${name}`);
  return image;
}

function push(machine: Machine, name: string, image: RegistryImage): void {
  const place = placeOf(name);
  if (name.startsWith('private.')) throw new CommandError(`${name}: no such host`);
  if (!machine.loggedIn.has(place.host)) throw new CommandError(`denied: log in to ${place.host} first`);
  const account = machine.world.registry.accounts.find(
    ({ host, namespaces }) => host === place.host && namespaces.includes(place.path.split('/')[0] ?? ''),
  );
  if (!account) throw new CommandError(`denied: ${place.host} has no such namespace of the account`);
  if (isUsedUp(account.storage)) throw new CommandError('denied: You have exceeded your storage quota');
  let repository = repositoryAt(machine, place);
  if (!repository) {
    repository = { host: place.host, path: place.path, visibility: 'private', images: [], trash: [] };
    machine.world.registry.repositories.push(repository);
  }
  repository.images = repository.images.map((each) => ({
    ...each,
    tags: each.tags.filter((tag) => tag !== place.tag),
  }));
  repository.images.push({ ...image, tags: [place.tag] });
}

/** The directory holds the source of the image that has this name now. */
function build(machine: Machine, name: string, platform: string): void {
  const image = imageAt(machine, name, 'pull');
  push(machine, name, { ...image, platforms: [platform] });
}

function removeImage(machine: Machine, name: string): void {
  const repository = repositoryAt(machine, placeOf(name));
  const image = imageAt(machine, name, 'remove');
  if (!repository) return;
  repository.images = repository.images.filter((each) => each !== image);
  repository.trash.push({ digest: image.digest, tags: image.tags, daysUntilExpiry: 30, image });
}

/** Brings an image back from the trash, with its tags. */
function restoreImage(machine: Machine, name: string): void {
  const place = placeOf(name);
  const repository = repositoryAt(machine, place);
  const entry = repository?.trash.find(({ digest, tags }) =>
    place.digest === undefined ? tags.includes(place.tag) : digest === place.digest,
  );
  if (!repository || !entry?.image) throw new CommandError(`${name} is not in the trash`);
  repository.trash = repository.trash.filter((each) => each !== entry);
  repository.images.push(entry.image);
}

function serviceId({ serviceIds }: Machine, name: string): ServiceId {
  const id = serviceIds.get(name);
  if (!id) throw new CommandError(`Service ID '${name}' was not found.`);
  return id;
}

function grant(machine: Machine, name: string, options: Parsed['options']): void {
  const service = one(options, 'service-name');
  if (service === 'codeengine') {
    const identity = machine.world.identities.find((each) => each.id === name);
    if (!identity) throw new CommandError(`Service ID '${name}' was not found.`);
    // Tokens that were given out hold the identity itself.
    Object.assign(identity, { role: 'Writer', roles: {} });
    return;
  }
  if (service !== 'container-registry') return;
  const id = serviceId(machine, name);
  id.rights.set(one(options, 'resource') ?? '', (one(options, 'roles') ?? '').includes('Writer'));
}

/** A key opens what its service ID may, in the namespaces that are the account's own. */
function newKey(machine: Machine, id: string, file: string): void {
  const { rights, keys } = serviceId(machine, id);
  // No two keys are alike.
  const key = machine.world.canary(`service-id-${id}-${machine.world.registry.logins.length}`);
  keys.push(key);
  machine.files.set(file, JSON.stringify({ name: id, apikey: key }));
  const { accounts } = machine.world.registry;
  for (const host of new Set(accounts.map((account) => account.host))) {
    const namespaces = accounts.filter((account) => account.host === host).flatMap((one) => one.namespaces);
    const own = [...rights].filter(([namespace]) => namespaces.includes(namespace));
    machine.world.registry.logins.push({
      host,
      username: 'iamapikey',
      password: key,
      pull: own.map(([namespace]) => namespace),
      push: own.filter(([, writes]) => writes).map(([namespace]) => namespace),
    });
  }
}

function dockerLogin(machine: Machine, folder: string | undefined, host: string): void {
  if (folder === undefined) machine.loggedIn.add(host);
  else machine.logins.set(folder, [...(machine.logins.get(folder) ?? []), host]);
}

/** The API has no such format: Kubernetes' own way in writes it, as a registry secret of the first login. */
async function dockerConfigSecret(machine: Machine, name: string, from: string): Promise<void> {
  const folder = from.replace(/^\.dockerconfigjson=/, '').replace(/\/config\.json$/, '');
  const hosts = machine.logins.get(folder);
  if (!hosts) throw new CommandError(`open ${folder}/config.json: no such file or directory`);
  const auths = Object.fromEntries(hosts.map((host) => [host, { auth: 'eDp5' }]));
  const data = { '.dockerconfigjson': JSON.stringify({ auths }) };
  await inProject(machine, 'POST', 'secrets', { name, format: 'generic', data });
}

function keyPair(machine: Machine, file: string): void {
  const pair = newSshKey();
  machine.files.set(file, pair.private);
  machine.files.set(`${file}.pub`, pair.public);
}

import type { GitKey } from '../../git';
import { newSshKey } from '../../git/new-key';
import { instant } from '../clock';
import type { Project } from '../project';
import type { Secret } from '../resources';
import type { World } from '../world';

interface SecretOptions {
  readonly createdAt?: number;
  readonly generatedBy?: 'user' | 'system';
}

function addSecret(
  world: World,
  project: Project,
  secret: Pick<Secret, 'name' | 'format' | 'data'>,
  options: SecretOptions,
): Secret {
  const added: Secret = {
    ...secret,
    created_at: instant(options.createdAt ?? project.createdAt),
    entity_tag: world.entityTag(),
    generated_by: options.generatedBy ?? 'user',
  };
  world.put(project, 'secrets', added);
  return added;
}

/** A login for a registry. The password is a canary unless one is given. */
export function addRegistrySecret(
  world: World,
  project: Project,
  name: string,
  login: {
    readonly server: string;
    readonly username?: string;
    readonly password?: string;
    readonly email?: string;
  },
  options: SecretOptions = {},
): Secret {
  return addSecret(
    world,
    project,
    {
      name,
      format: 'registry',
      data: {
        server: login.server,
        username: login.username ?? 'iamapikey',
        password: world.plant(login.password ?? world.canary(`${project.name}-${name}`)),
        ...(login.email !== undefined && { email: login.email }),
      },
    },
    options,
  );
}

/**
 * A private key for a git host, with `known_hosts` for it. The host knows the key as that of `owner`; `refused`: it does
 * not know it at all.
 */
export function addSshSecret(
  world: World,
  project: Project,
  name: string,
  host: string,
  known: Partial<Omit<GitKey, 'publicKey'>> | 'refused' = {},
  { passphrase, ...options }: SecretOptions & { readonly passphrase?: string } = {},
): Secret {
  const pair = newSshKey(passphrase);
  const [, publicKey = ''] = pair.public.trim().split(' ');
  if (known !== 'refused') world.git.keys.push({ publicKey, owner: 'fernwood-shop', ...known });
  const body = pair.private.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  // The first lines of every key are alike.
  world.plant(body[2] ?? '');
  return addSecret(
    world,
    project,
    {
      name,
      format: 'ssh_auth',
      data: {
        ssh_key: `-----BEGIN OPENSSH PRIVATE KEY-----\n${body.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`,
        known_hosts: world.git.knownHosts(host),
      },
    },
    options,
  );
}

/** A free map of values; each key's value is a canary of its own. */
export function addGenericSecret(
  world: World,
  project: Project,
  name: string,
  keys: readonly string[],
): Secret {
  const data = Object.fromEntries(
    keys.map((key) => [key, world.canary(`${project.name}-${name}-${key.toLowerCase()}`)]),
  );
  return addSecret(world, project, { name, format: 'generic', data }, {});
}

export function addTlsSecret(world: World, project: Project, name: string): Secret {
  const body = world.canary(`${project.name}-${name}`);
  return addSecret(
    world,
    project,
    {
      name,
      format: 'tls',
      data: {
        tls_cert: '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIU\n-----END CERTIFICATE-----\n',
        tls_key: `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`,
      },
    },
    {},
  );
}

/** Gives a secret a new password, as a person does after a rotation. */
export function rotateSecret(world: World, project: Project, name: string, password: string): void {
  const secret = project.secrets.get(name);
  if (!secret) throw new RangeError(`no secret is called ${name}`);
  secret.data = { ...secret.data, password: world.plant(password) };
  secret.entity_tag = world.entityTag();
  world.changed({ project: project.name, what: 'secrets', name });
}

/** The machine of the person who takes the steps: what is selected, which files lie there, who is logged in. */
import type { StandIns } from '../../playground/src/index';
import type { RegistryImage, World } from '../../playground/src/world';

/** A program ended with an error, in its own words. */
export class CommandError extends Error {}

export interface ServiceId {
  /** Namespaces of the registry, and whether it may write there. */
  readonly rights: Map<string, boolean>;
  readonly keys: string[];
}

export interface Machine {
  readonly world: World;
  readonly stand: StandIns;
  readonly files: Map<string, string>;
  /** What lies in the directory that is uploaded as local source: path and size in bytes. */
  readonly source: Map<string, number>;
  /** Images that were pulled or tagged. */
  readonly images: Map<string, RegistryImage>;
  readonly serviceIds: Map<string, ServiceId>;
  /** Registries that were logged in to, by host. */
  readonly loggedIn: Set<string>;
  /** Registries by the folder of Docker's configuration. */
  readonly logins: Map<string, string[]>;
  region?: string;
  /** Id of the project that is selected. */
  project?: string;
  registryRegion?: string;
  /** IAM token of the person. */
  token?: string;
}

export function newMachine(stand: StandIns): Machine {
  return {
    world: stand.world,
    stand,
    files: new Map(),
    source: new Map(),
    images: new Map(),
    serviceIds: new Map(),
    loggedIn: new Set(),
    logins: new Map(),
  };
}

/** Calls Code Engine's API v2 as the person, in the region that is targeted. */
export async function call(
  machine: Machine,
  method: string,
  path: string,
  body?: unknown,
  ifMatch?: string,
): Promise<Record<string, unknown>> {
  machine.token ??= await login(machine);
  const { region } = machine;
  if (region === undefined) throw new CommandError('No region is targeted: ibmcloud target -r REGION');
  const base = machine.stand.cloud.codeEngineUrl.replace('{region}', region);
  const answer = await fetch(`${base}/v2/${path}${path.includes('?') ? '&' : '?'}version=2026-06-15`, {
    method,
    headers: {
      authorization: `Bearer ${machine.token}`,
      ...(body !== undefined && {
        'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
      }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) {
    const { errors } = JSON.parse(text || '{}') as { errors?: { message: string }[] };
    throw new CommandError(
      `${method} ${path.replace(/[0-9a-f-]{36}/, 'ID')}: ${answer.status} ${errors?.[0]?.message ?? ''}`,
    );
  }
  return JSON.parse(text || '{}') as Record<string, unknown>;
}

/** In the selected project. */
export function inProject(
  machine: Machine,
  method: string,
  path: string,
  body?: unknown,
  ifMatch?: string,
): ReturnType<typeof call> {
  if (machine.project === undefined)
    throw new CommandError('No project is selected: ibmcloud ce project select');
  return call(machine, method, `projects/${machine.project}/${path}`, body, ifMatch);
}

async function login({ stand, world }: Machine): Promise<string> {
  const apikey = world.identities.find(({ id }) => id === 'platform-team')?.apiKey ?? '';
  const answer = await fetch(`${stand.cloud.iamUrl}/identity/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'urn:ibm:params:oauth:grant-type:apikey', apikey }).toString(),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Serves registries on loopback, many hosts on one port: the Host header tells which is meant. */
import { type Before, reached } from '../before';
import { type Answer, json, listen, listenSecurely, type Request } from '../cloud/http';
import { Access, isWithin, refusal } from './access';
import type { Certificates } from './certificates';
import { distribution, routeOf } from './distribution';
import { icr } from './icr';
import type { RegistryWorld, StandInFault, StandInHost } from './world';

export interface RegistryStandIn {
  /** Endpoint of every host of the world. */
  readonly url: string;
  readonly port: number;
  /** Uploads that were opened and not cancelled. */
  readonly openUploads: ReadonlySet<string>;
  /** The last requests, oldest first, as `METHOD host/path`. */
  readonly requests: readonly string[];
  /** Over TLS: whether the certificate that it shows has expired. */
  expired: boolean;
  close(): Promise<void>;
}

/** Requests that are remembered. */
const MOST_REQUESTS = 10_000;

/**
 * Starts on a free port, over TLS when it is given certificates. A function is asked for the world at every
 * request.
 */
export async function startRegistryStandIn(
  world: RegistryWorld | (() => RegistryWorld),
  certificates?: Certificates,
  before?: Before,
): Promise<RegistryStandIn> {
  const access = new Access();
  const openUploads = new Set<string>();
  const requests: string[] = [];
  const handler = (request: Request): Answer => {
    const asked = (request.header('host') ?? '').toLowerCase();
    requests.push(`${request.method} ${asked}${request.path}`);
    if (requests.length > MOST_REQUESTS) requests.shift();
    const { hosts } = typeof world === 'function' ? world() : world;
    const name = nameOf(asked, hosts);
    const content = name === undefined ? undefined : hosts[name];
    if (name === undefined || !content) return json(404, { message: `there is no registry ${asked}` });
    const troubled = content.faults?.find((fault) => strikes(fault, request));
    if (troubled) return trouble(troubled);
    const host = { name, content };
    if (request.path === '/oauth/token') return access.issue(name, content, request);
    if (request.path.startsWith('/v2')) {
      if (!asked.startsWith('private.') && isPrivateOnly(content, request.path))
        return refusal(403, 'DENIED', PRIVATE_ONLY);
      return distribution(host, request, access, openUploads);
    }
    if (content.accounts) return icr(host, request);
    return json(404, { message: 'not found' });
  };
  const behind = reached('registry', async (request) => handler(request), before);
  const secure = certificates && (await listenSecurely(behind, certificates.valid));
  const server = secure ?? (await listen(behind));
  let expired = false;
  return {
    url: server.url,
    port: Number(new URL(server.url).port),
    openUploads,
    requests,
    get expired() {
      return expired;
    },
    set expired(now) {
      if (!certificates || now === expired) return;
      expired = now;
      secure?.present(now ? certificates.expired : certificates.valid);
    },
    close: () => server.close(),
  };
}

const PRIVATE_ONLY =
  'Private-only access is enabled on this account, but this request was over the public network. You must access this account over the private network.';

function isPrivateOnly({ accounts = [] }: StandInHost, path: string): boolean {
  const namespace = routeOf(path)?.repository.split('/')[0] ?? '';
  return accounts.some(({ privateOnly, namespaces }) => privateOnly && namespaces.includes(namespace));
}

/** The host of the world that is meant: `private.` hosts and Docker Hub's API have other names than theirs. */
function nameOf(asked: string, hosts: Readonly<Record<string, StandInHost>>): string | undefined {
  const names = [
    asked,
    asked.replace(/^private\./, ''),
    ...(asked === 'registry-1.docker.io' ? ['docker.io'] : []),
  ];
  return names.find((name) => Object.hasOwn(hosts, name));
}

function strikes({ repository, at }: StandInFault, { path, query }: Request): boolean {
  const route = routeOf(path);
  const kind = path === '/oauth/token' ? 'token' : (route?.kind ?? 'api');
  if (at !== undefined && at !== kind) return false;
  if (repository === undefined) return true;
  const named = route?.repository ?? /^repository:(.+):/.exec(query.get('scope') ?? '')?.[1];
  return named !== undefined && isWithin(named, repository);
}

function trouble({ answer }: StandInFault): Answer {
  if (answer === 'hang') return 'hang';
  if (answer === 'reset') return 'drop';
  const { status, code = 'UNKNOWN', message = 'unknown error' } = answer;
  return refusal(status, code, message);
}

/** A server at the end of a connection, and the addresses at which it may be asked. */
import { lookup as resolveName } from 'node:dns/promises';
import { forbiddenAddress } from './addresses';

/** A server to connect to. */
export interface Endpoint {
  /** `host[:port]` that the server is known by. */
  readonly authority: string;
  /** Where to connect, without brackets; not the host of `authority` when the operator gave an endpoint. */
  readonly hostname: string;
  readonly port: number;
  /** The operator named it: addresses that are not public are fine. */
  readonly trusted: boolean;
}

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Resolves a host name to its addresses. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

/** The address is one that must not be asked. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';

  constructor(
    readonly authority: string,
    /** What it is, in words; the address itself is not told. */
    readonly kind: string,
  ) {
    super(`${authority} is ${kind}`);
  }
}

const askSystem: Resolve = (hostname) => resolveName(hostname, { all: true });

/**
 * Addresses of the host, every one of them checked: these and no others may be connected to.
 * @throws ForbiddenAddress, and whatever the resolver throws (`ENOTFOUND` …)
 */
export async function resolveAllowed(
  { authority, hostname, trusted }: Omit<Endpoint, 'port'>,
  resolve: Resolve = askSystem,
): Promise<readonly Address[]> {
  const addresses = await resolve(hostname);
  if (trusted) return addresses;
  for (const { address } of addresses) {
    const kind = forbiddenAddress(address);
    if (kind !== undefined) throw new ForbiddenAddress(authority, kind);
  }
  return addresses;
}

/** Host without its port. */
export function hostnameOf(authority: string): string {
  return authority.replace(/:\d+$/, '');
}

/** `host[:port]` of a URL, without the port that its scheme implies. */
export function authorityOf(url: URL): string {
  return url.host.toLowerCase();
}

/** An IPv6 address without its brackets; any other host as it is. */
export function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

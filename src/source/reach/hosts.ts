/** Which git hosts may be asked. */
import { type Asker, forbiddenHost, notAsked } from '../../net/addresses';
import { hostnameOf, unbracketed } from '../../net/endpoint';
import type { Target } from '../../net/transport';
import type { RepositoryAddress } from './address';

/** Who asks, for what is said of a host that is not asked. */
export const asker: Asker = { setting: 'SOURCE_ALLOWED_HOSTS', what: 'git host' };

/** Why a host that `mayAsk` refuses is not asked. */
export function whyNotAsked({
  authority,
  hostname,
}: Pick<RepositoryAddress, 'authority' | 'hostname'>): string {
  const kind = forbiddenHost(hostname);
  return kind !== undefined
    ? notAsked(authority, kind, asker)
    : `no build of the project names ${authority}. To allow it, add ${authority} to SOURCE_ALLOWED_HOSTS.`;
}

/** A host would be asked without encryption, and the operator did not allow that; the message is safe to show. */
class NotEncrypted extends Error {
  override readonly name = 'NotEncrypted';

  /** @param authority `host[:port]` that was not asked */
  constructor(readonly authority: string) {
    super(`${authority} was not asked, because nothing there is encrypted`);
  }
}

export class SourceHosts {
  readonly #allowed: ReadonlySet<string>;
  readonly #endpoints: ReadonlyMap<string, URL>;

  /**
   * @param allowedHosts `host` or `host:port` that anybody may ask about; their addresses may be private
   * @param endpoints `host[:port]`, or `ssh://host[:port]`, to the URL that is asked in its place
   */
  constructor(allowedHosts: readonly string[], endpoints: ReadonlyMap<string, string> = new Map()) {
    this.#allowed = new Set(allowedHosts.map((host) => host.trim().toLowerCase()));
    this.#endpoints = new Map([...endpoints].map(([host, url]) => [host.toLowerCase(), new URL(url)]));
  }

  /** Whether a person's address may make us ask this host, at this port: anybody may listen at another one. */
  mayAsk({ authority }: Pick<RepositoryAddress, 'authority'>, known: readonly string[]): boolean {
    return this.isTrusted(authority) || known.some((host) => host.toLowerCase() === authority);
  }

  /** Whether the operator named the host. */
  isTrusted(authority: string): boolean {
    const host = hostnameOf(authority);
    return (
      this.#allowed.has(authority) ||
      this.#allowed.has(host) ||
      [...this.#endpoints.keys()].some((key) => hostnameOf(key.replace(/^ssh:\/\//, '')) === host)
    );
  }

  /** Whether an address is one that may be asked as it is: encrypted, or at a host that the operator named. */
  isSafe({ scheme, authority }: Pick<RepositoryAddress, 'scheme' | 'authority'>): boolean {
    return scheme !== 'http' || this.isTrusted(authority);
  }

  /**
   * How to reach a repository's host.
   * @throws NotEncrypted for plain HTTP at a host that the operator did not name: whoever asks has to look before
   */
  target({
    scheme,
    authority,
    hostname,
    port,
  }: Pick<RepositoryAddress, 'scheme' | 'authority' | 'hostname' | 'port'>): Target {
    if (!this.isSafe({ scheme, authority })) throw new NotEncrypted(authority);
    const trusted = this.isTrusted(authority);
    const endpoint = this.#endpoints.get(scheme === 'ssh' ? `ssh://${authority}` : authority);
    const fits = endpoint && (endpoint.protocol === 'ssh:') === (scheme === 'ssh');
    if (endpoint && fits) {
      const plain = endpoint.protocol === 'http:';
      return {
        authority,
        scheme: plain ? 'http' : 'https',
        hostname: unbracketed(endpoint.hostname),
        port: Number(endpoint.port) || (scheme === 'ssh' ? 22 : plain ? 80 : 443),
        basePath: endpoint.pathname.replace(/\/+$/, ''),
        trusted,
      };
    }
    return {
      authority,
      scheme: scheme === 'http' ? 'http' : 'https',
      hostname,
      port,
      basePath: '',
      trusted,
    };
  }
}

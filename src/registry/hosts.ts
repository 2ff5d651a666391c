/** Which hosts may be asked, where they really are, and to which hosts a credential may go. */
import { ibmRegistryHosts, isIbmRegistry, publicHost } from '../diagnosis/model/image-host';
import { type Asker, isLoopbackHost } from '../net/addresses';
import { authorityOf, hostnameOf, unbracketed } from '../net/endpoint';
import type { Target } from '../net/transport';

/** Docker Hub's API is not on the host that its references name. */
const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_API = 'registry-1.docker.io';

/** Token services that well-known registries keep on another host. IBM's are on the registry's own family. */
const knownRealms: ReadonlyMap<string, string> = new Map([
  [DOCKER_HUB_API, 'auth.docker.io'],
  ['registry.gitlab.com', 'gitlab.com'],
  ['docker.elastic.co', 'docker-auth.elastic.co'],
]);

/** Who asks, for what is said of a host that is not asked. */
export const asker: Asker = { setting: 'REGISTRY_ALLOWED_HOSTS', what: 'registry' };

export interface HostOptions {
  /** `host` or `host:port`. */
  readonly allowedHosts: readonly string[];
  /** Host to the URL that is asked in its place. */
  readonly endpoints: ReadonlyMap<string, string>;
  /** Registry to the hosts that belong to it: where it issues tokens, or keeps its layers. */
  readonly related?: ReadonlyMap<string, readonly string[]>;
}

export class Hosts {
  readonly #allowed: ReadonlySet<string>;
  readonly #endpoints: ReadonlyMap<string, URL>;
  readonly #related: ReadonlyMap<string, ReadonlySet<string>>;

  constructor({ allowedHosts, endpoints, related = new Map() }: HostOptions) {
    this.#related = new Map(
      [...related].map(([host, others]) => [
        host.toLowerCase(),
        new Set(others.map((other) => other.trim().toLowerCase())),
      ]),
    );
    this.#endpoints = new Map([...endpoints].map(([host, url]) => [host.toLowerCase(), new URL(url)]));
    this.#allowed = new Set([
      ...allowedHosts.map((host) => host.trim().toLowerCase()),
      ...[...this.#endpoints.values()].map(authorityOf),
    ]);
  }

  /**
   * The host that is asked about the images of `registry`. Hosts `private.<x>.icr.io` are reached from within
   * IBM Cloud only, so the public host of the same registry is asked, unless an endpoint says how to reach it.
   */
  askedHost(registry: string): string {
    if (registry === DOCKER_HUB) return DOCKER_HUB_API;
    const open = publicHost(registry);
    const reachable = this.#endpoints.has(registry) && !this.#endpoints.has(open);
    return reachable ? registry : open;
  }

  /** Whether a person's reference may make us ask this registry. */
  mayAsk(registry: string, knownHosts: readonly string[]): boolean {
    const names = new Set([registry, this.askedHost(registry), publicHost(registry)]);
    return (
      [...names].some((name) => this.isTrusted(name)) ||
      knownHosts.some((known) => publicHost(known.toLowerCase()) === publicHost(registry))
    );
  }

  /** Whether the operator named the host, by allowing it or by giving its endpoint. */
  isTrusted(authority: string): boolean {
    const aliases = authority === DOCKER_HUB_API ? [authority, DOCKER_HUB] : [authority];
    return aliases.some(
      (name) =>
        this.#allowed.has(name) ||
        this.#allowed.has(hostnameOf(name)) ||
        this.#endpointOf(name) !== undefined,
    );
  }

  /**
   * How to reach `authority` (`host[:port]`). `scheme` counts where no endpoint decides.
   * @param registry who sent us there. What the operator allowed is not for every registry to send us to: a host that does
   *   not belong to it is asked like any stranger, at public addresses only and where its name leads.
   */
  target(authority: string, scheme: 'https' | 'http' = 'https', registry = authority): Target {
    const isOwn = this.belongsTo(registry, authority);
    const endpoint = isOwn ? this.#endpointOf(authority) : undefined;
    const trusted = isOwn && this.isTrusted(authority);
    if (endpoint) {
      const plain = endpoint.protocol === 'http:';
      return {
        authority,
        scheme: plain ? 'http' : 'https',
        hostname: unbracketed(endpoint.hostname),
        port: Number(endpoint.port) || (plain ? 80 : 443),
        basePath: endpoint.pathname.replace(/\/+$/, ''),
        trusted,
      };
    }
    const [, hostname = authority, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(authority) ?? [];
    return {
      authority,
      scheme,
      hostname: unbracketed(hostname),
      port: Number(port) || (scheme === 'http' ? 80 : 443),
      basePath: '',
      trusted,
    };
  }

  /** Whether plain HTTP may be tried where a registry speaks no TLS. As Docker does it: only on this machine; and only
   * where the operator allowed that. */
  mayBePlain(authority: string): boolean {
    return (
      this.isTrusted(authority) &&
      this.#endpointOf(authority) === undefined &&
      isLoopbackHost(hostnameOf(authority))
    );
  }

  /**
   * Whether `host` belongs to the registry `authority`: its logins may go there for a token, and it may send us there. That
   * the operator allows both is not enough, because anybody may run one of them.
   */
  belongsTo(authority: string, host: string): boolean {
    if (hostnameOf(host) === hostnameOf(authority)) return true;
    if (isIbmRegistry(hostnameOf(authority)) && isIbmRegistry(hostnameOf(host))) return true;
    const related = this.#related.get(authority) ?? this.#related.get(hostnameOf(authority));
    return (
      knownRealms.get(authority) === host || Boolean(related?.has(host) || related?.has(hostnameOf(host)))
    );
  }

  /** Public hosts of IBM's registry. Where endpoints stand in for some of them, those are all that there are. */
  ibmHosts(): readonly string[] {
    const given = ibmRegistryHosts.filter((host) => this.#endpoints.has(host));
    return given.length > 0 ? given : ibmRegistryHosts;
  }

  #endpointOf(authority: string): URL | undefined {
    return (
      this.#endpoints.get(authority) ??
      (authority === DOCKER_HUB_API ? this.#endpoints.get(DOCKER_HUB) : undefined)
    );
  }
}

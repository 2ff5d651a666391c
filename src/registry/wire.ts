/** The way to one registry: reached without TLS where it speaks none, and followed where it redirects. */
import { authorityOf } from '../net/endpoint';
import { speaksNoTls } from '../net/no-answer';
import { type Answer, type Carrier, type Outgoing, type Target, TransportError } from '../net/transport';
import type { Hosts } from './hosts';
import type { Memory } from './memory';
import { Refused } from './refusals';

const MOST_REDIRECTS = 5;

/** An answer, and who gave it in the end. */
export interface Reply extends Answer {
  /** `host[:port]`; another one than the registry's after a redirect. */
  readonly servedBy: string;
}

export interface WireContext {
  readonly hosts: Hosts;
  readonly transport: Carrier;
  readonly memory: Memory;
}

export class RegistryWire {
  /** The first answer of the registry: it shows the connection and that the API answers. */
  first: Reply | undefined;
  /** Where the registry was reached. */
  target: Target;

  constructor(
    private readonly context: WireContext,
    readonly authority: string,
    private readonly signal: AbortSignal,
  ) {
    this.target = context.hosts.target(authority, context.memory.plain.has(authority) ? 'http' : 'https');
  }

  /** The path of an address that the registry named; undefined: it is none, or on another server. */
  ownPath(location: string): string | undefined {
    const base = urlOf(this.target, '/');
    if (!URL.canParse(location, base.href)) return undefined;
    const url = new URL(location, base.href);
    const at = (place: URL) => targetOf(this.context.hosts, place, this.authority);
    return isSameServer(at(url), at(base)) ? url.pathname + url.search : undefined;
  }

  /** Sends to the registry itself. */
  async send(outgoing: Outgoing, authorization?: string): Promise<Reply> {
    try {
      const answer = await this.follow(urlOf(this.target, outgoing.path), outgoing, authorization);
      this.first ??= answer;
      return answer;
    } catch (error) {
      const plain =
        error instanceof TransportError &&
        speaksNoTls(error) &&
        this.context.hosts.mayBePlain(this.authority);
      if (!plain || this.target.scheme === 'http') throw error;
      this.context.memory.plain.add(this.authority);
      this.target = this.context.hosts.target(this.authority, 'http');
      return this.send(outgoing, authorization);
    }
  }

  /** Follows redirects of reads. The login stays with the host that it was given for. */
  async follow(start: URL, outgoing: Outgoing, authorization: string | undefined): Promise<Reply> {
    const { hosts, transport } = this.context;
    const home = targetOf(hosts, start, this.authority);
    let url = start;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const target = targetOf(hosts, url, this.authority);
      const loggedIn = authorization !== undefined && isSameServer(target, home);
      const answer = await transport.send(
        target,
        {
          ...outgoing,
          path: url.pathname + url.search,
          headers: { ...outgoing.headers, ...(loggedIn && { Authorization: authorization }) },
        },
        this.signal,
      );
      const location = isRedirect(answer.status) ? answer.headers.location : undefined;
      const follows = outgoing.method === 'GET' || outgoing.method === 'HEAD';
      if (location === undefined || !follows) return { ...answer, servedBy: target.authority };
      const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
      if (!next || (next.protocol !== 'https:' && next.protocol !== 'http:')) {
        throw new Refused(`${authorityOf(url)} redirects to an address that is no web address`);
      }
      const { scheme, trusted, authority } = targetOf(hosts, next, this.authority);
      if (scheme === 'http' && !trusted) {
        throw new Refused(`${authorityOf(url)} redirects to ${authority} without encryption`);
      }
      url = next;
    }
    throw new Refused(`${authorityOf(start)} redirects more than ${MOST_REDIRECTS} times`);
  }
}

/** One value of a header. */
export function headerOf({ headers }: Pick<Answer, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function urlOf(target: Target, path: string): URL {
  return new URL(`${target.scheme}://${target.authority}${path}`);
}

function targetOf(hosts: Hosts, url: URL, registry: string): Target {
  return hosts.target(authorityOf(url), url.protocol === 'http:' ? 'http' : 'https', registry);
}

function isSameServer(one: Target, other: Target): boolean {
  return (
    one.authority === other.authority &&
    one.scheme === other.scheme &&
    one.hostname === other.hostname &&
    one.port === other.port
  );
}

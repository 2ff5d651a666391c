/** Git's smart HTTP: asked for anybody first, as git does it, and logged in when the host wants that. */
import type { GitSoftware } from '../../diagnosis/model/git-links';
import type { Secret } from '../../diagnosis/model/secrets';
import type { Clock } from '../../diagnosis/model/sources';
import { oneLine } from '../../diagnosis/model/text';
import { authorityOf, hostnameOf } from '../../net/endpoint';
import { type Answer, type Connection, type Target, type Transport, Unacceptable } from '../../net/transport';
import type { RepositoryAddress } from '../reach/address';
import type { SourceHosts } from '../reach/hosts';
import { softwareOf } from '../reach/software';
import { TooMuch, type Wire } from './client';
import { PacketReader, type Take } from './packets';

const MOST_REDIRECTS = 5;
/** Bytes of a refusal that are read. */
const MOST_WORDS = 16_384;
/** Bytes of the greeting: references, of servers that know protocol 0 only. */
const MOST_GREETING = 8_000_000;
/** Bytes of one answer, whatever is in it; what is taken of it has limits of its own. */
const MOST_ANSWER = 30_000_000;
const ADVERTISEMENT = 'application/x-git-upload-pack-advertisement';
const RESULT = 'application/x-git-upload-pack-result';

export interface Login {
  readonly username: string;
  readonly password: Secret;
}

/** The host answered, and not with git's protocol. */
export class HttpRefused extends Error {
  override readonly name = 'HttpRefused';

  constructor(
    readonly status: number,
    /** The host's words: the beginning of the body, as text. Not masked yet. */
    readonly words: string,
    readonly authority: string,
    /** Whether a login went with it. */
    readonly loggedIn: boolean,
    /** What `WWW-Authenticate` says of SSO and of expiry. */
    readonly hint: string,
  ) {
    super(`${authority} answered ${status}`);
  }
}

/** Our own rules forbid the exchange; the message says which and is safe to show. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

export interface HttpWireOptions {
  readonly transport: Transport;
  readonly hosts: SourceHosts;
  /** Hosts that a redirect may lead to, beside those that the operator allowed. */
  readonly knownHosts: readonly string[];
  readonly clock: Clock;
  readonly address: RepositoryAddress;
  readonly login?: Login;
  readonly signal: AbortSignal;
}

export class HttpWire implements Wire {
  readonly authority: string;
  readonly target: Target;
  /** How the first connection came about. */
  connection: Connection | undefined;
  /** Milliseconds of the exchange that brought the first answer, without its connection. */
  firstMs = 0;
  /** Milliseconds of the exchange with a login; undefined: none was wanted. */
  loginMs: number | undefined;
  /** What the host shows to run. */
  software: GitSoftware | undefined;
  /** The address that the host redirected to. */
  moved: string | undefined;
  #base: URL;
  #authorization: string | undefined;

  constructor(private readonly options: HttpWireOptions) {
    const { address, hosts } = options;
    this.authority = address.authority;
    this.target = hosts.target(address);
    this.#base = new URL(`${this.target.scheme}://${address.authority}${address.path}`);
  }

  now(): number {
    return this.options.clock.now();
  }

  async greet(take: Take): Promise<void> {
    const { login } = this.options;
    let answer = await this.#advertisement(take);
    this.software = softwareOf(answer.headers);
    if (answer.status === 401 && login) {
      const basic = `${login.username}:${login.password.reveal()}`;
      this.#authorization = `Basic ${Buffer.from(basic, 'utf8').toString('base64')}`;
      const startedAt = this.now();
      answer = await this.#advertisement(take);
      this.loginMs = this.now() - startedAt;
    }
    this.software ??= softwareOf(answer.headers);
    if (answer.status !== 200) throw this.#refused(answer);
    const type = String(answer.headers['content-type'] ?? '');
    // A host that answers every address with a page of its own has no repository there.
    if (!type.startsWith(ADVERTISEMENT)) throw this.#refused(answer, 404);
  }

  ask(body: Buffer, take: Take, timeoutMs: number): Promise<void> {
    return this.#ask(body, take, timeoutMs, false);
  }

  askBeginning(body: Buffer, take: Take, timeoutMs: number): Promise<void> {
    return this.#ask(body, take, timeoutMs, true);
  }

  /** @param hangsUp whether the rest of an answer is not waited for */
  async #ask(body: Buffer, take: Take, timeoutMs: number, hangsUp: boolean): Promise<void> {
    const reader = new PacketReader(take, this.authority);
    const headers = {
      'Content-Type': 'application/x-git-upload-pack-request',
      Accept: RESULT,
      'Git-Protocol': 'version=2',
    };
    const answer = await this.#send(this.#base, {
      method: 'POST',
      below: '/git-upload-pack',
      body,
      headers,
      timeoutMs,
      reader,
      hangsUp,
    });
    if (answer.status !== 200) throw this.#refused(answer);
    if (answer.truncated && !(hangsUp && reader.done)) throw new TooMuch(MOST_ANSWER);
    if (!reader.done) throw new Unacceptable(`${this.authority} ended its answer too early`);
  }

  close(): void {
    // Connections belong to the transport.
  }

  /** Asks LFS or another part of the host that is reached below the repository, with the same login. Of the answer at most
   * `maxBytes` are read. */
  post(
    below: string,
    body: Buffer,
    headers: Readonly<Record<string, string>>,
    maxBytes: number,
  ): Promise<Answer> {
    return this.#send(this.#base, {
      method: 'POST',
      below,
      body,
      headers,
      timeoutMs: 8_000,
      maxBytes,
    });
  }

  /** Follows redirects of the first question, as git does, and asks all others where those led. */
  async #advertisement(take: Take): Promise<Answer> {
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const reader = new PacketReader(take, this.authority);
      const answer = await this.#send(this.#base, {
        method: 'GET',
        below: '/info/refs?service=git-upload-pack',
        headers: { 'Git-Protocol': 'version=2', Accept: '*/*' },
        reader,
      });
      if (!this.connection) {
        this.connection = answer.connection;
        this.firstMs = answer.answerMs;
      }
      const location = answer.status >= 300 && answer.status < 400 ? answer.headers.location : undefined;
      if (location === undefined) return answer;
      this.#redirect(location);
    }
    throw new NotAllowed(`${this.authority} redirects more than ${MOST_REDIRECTS} times`);
  }

  /** What the operator allows is for hosts that the operator allows: no stranger sends us there. */
  #mayFollow(to: { readonly authority: string }): boolean {
    const { hosts, knownHosts } = this.options;
    return (
      knownHosts.includes(to.authority) || (hosts.isTrusted(this.authority) && hosts.mayAsk(to, knownHosts))
    );
  }

  #redirect(location: string): void {
    const { hosts } = this.options;
    if (!URL.canParse(location, this.#base.href))
      throw new NotAllowed(`${this.authority} redirects to no address`);
    const next = new URL(location, this.#base);
    const [path, rest] = next.pathname.split('/info/refs', 2);
    const scheme = next.protocol === 'https:' ? 'https' : next.protocol === 'http:' ? 'http' : undefined;
    if (scheme === undefined)
      throw new NotAllowed(`${this.authority} redirects to an address that is no web address`);
    if (rest === undefined) {
      // Git refuses to follow a redirect that does not lead to a repository; hosts send strangers to their login page so.
      throw new HttpRefused(
        404,
        oneLine(`it redirects to ${next.host}${next.pathname}`, 200),
        this.authority,
        false,
        '',
      );
    }
    const authority = authorityOf(next);
    if (authority !== authorityOf(this.#base) && !this.#mayFollow({ authority })) {
      throw new NotAllowed(
        `${this.authority} redirects to ${authority}, which was not asked: no build of the project names it. To allow it, add ${authority} to SOURCE_ALLOWED_HOSTS`,
      );
    }
    if (!hosts.isSafe({ scheme, authority })) {
      throw new NotAllowed(`${this.authority} redirects to ${authority} without encryption`);
    }
    this.#base = new URL(`${scheme}://${next.host}${path}`);
    this.moved = `${scheme}://${next.host}${path}`;
  }

  #send(
    base: URL,
    outgoing: {
      readonly method: 'GET' | 'POST';
      readonly below: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: Buffer;
      readonly timeoutMs?: number;
      readonly reader?: PacketReader;
      readonly hangsUp?: boolean;
      readonly maxBytes?: number;
    },
  ): Promise<Answer> {
    const { hosts, transport, signal, address } = this.options;
    const authority = authorityOf(base);
    const scheme = base.protocol === 'http:' ? 'http' : 'https';
    const isHome = authority === this.authority;
    const target = hosts.target({
      scheme,
      authority,
      hostname: hostnameOf(authority).replace(/^\[|\]$/g, ''),
      port: Number(base.port) || (scheme === 'http' ? 80 : 443),
    });
    // A login is for the host that the build names, and goes unencrypted only where that address already does.
    const isKept = scheme === 'https' || address.scheme === 'http' || this.target.scheme === 'http';
    const authorization = isHome && isKept ? this.#authorization : undefined;
    const { method, below, headers, body, timeoutMs, reader, hangsUp = false, maxBytes } = outgoing;
    return transport.send(
      target,
      {
        method,
        path: base.pathname.replace(/\/+$/, '') + below,
        headers: { ...headers, ...(authorization !== undefined && { Authorization: authorization }) },
        ...(body && { body }),
        ...(timeoutMs !== undefined && { timeoutMs }),
        ...(reader && {
          receive: (piece: Buffer) => {
            // The rest of the answer is its end, after which the connection serves the next question.
            if (!reader.done) reader.push(piece);
            return !(hangsUp && reader.done);
          },
          receives: method === 'GET' ? ADVERTISEMENT : RESULT,
        }),
        maxBytes: maxBytes ?? (method === 'POST' ? MOST_ANSWER : MOST_GREETING),
      },
      signal,
    );
  }

  #refused(answer: Answer, status = answer.status): HttpRefused {
    const type = String(answer.headers['content-type'] ?? '');
    const words = type.includes('html') ? '' : answer.body.toString('utf8', 0, MOST_WORDS);
    const hint = String(answer.headers['x-github-sso'] ?? '');
    return new HttpRefused(status, words, authorityOf(this.#base), this.#authorization !== undefined, hint);
  }
}

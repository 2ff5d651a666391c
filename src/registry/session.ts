/**
 * Asks one registry with one login: answers its challenge, keeps tokens for a moment, follows redirects.
 * The chain of exchanges is that of the platform's own client: ask, and log in when that is wanted.
 */
import type { RegistryCredential } from '../diagnosis/model/secrets';
import type { Clock } from '../diagnosis/model/sources';
import { authorityOf } from '../net/endpoint';
import { type Answer, type Carrier, type Outgoing, type Target, TransportError } from '../net/transport';
import type { Challenge } from './challenge';
import { speaksNoTls } from './failures';
import type { Hosts } from './hosts';
import { asRecord, number, parseJson, text } from './json';
import { basic, chooseChallenge, fingerprint, type Header, type Login } from './login';
import { MANIFEST_TYPES } from './manifests';
import type { KnownRegistry, Memory, Token } from './memory';
import { isExpected, Refused, TokenRefused } from './refusals';

const MOST_REDIRECTS = 5;
/** Bytes of a token answer that are read. */
const MOST_TOKEN_BYTES = 256 * 1024;
/** Lifetime of a token that names none, seconds. Distribution's token specification. */
const DEFAULT_TOKEN_SECONDS = 60;
/** A token is not used in the last part of its life. */
const TOKEN_MARGIN_MS = 5_000;
/** How long a token stands for its login: long enough for a storm of alike questions, too short to hide from whoever
 * checks again that the key was rotated meanwhile. Afterwards it is used while a new one is asked for, and both must be
 * fine. Milliseconds. */
const TOKEN_KEPT_MS = 10_000;
/** How long a token is used at all: what was allowed when it was issued may be allowed no longer. Milliseconds. */
const TOKEN_USED_MS = 300_000;
/** How long a registry's way of logging in is remembered, milliseconds. */
const CHALLENGE_MS = 300_000;
/** Tokens that are kept; the oldest go first. */
const MOST_TOKENS = 1_000;

/** Answers that do not tell how the registry wants to be asked. */
const REFUSALS = new Set([401, 403, 429]);

/** An answer, and who gave it in the end. */
export interface Reply extends Answer {
  /** `host[:port]`; another one than the registry's after a redirect. */
  readonly servedBy: string;
}

export interface SessionContext {
  readonly hosts: Hosts;
  readonly transport: Carrier;
  readonly memory: Memory;
  readonly clock: Clock;
}

export class Session {
  /** The first answer of the registry: it shows the connection and that the API answers. */
  first: Reply | undefined;
  /** How the first login went; absent: none was wanted. */
  login: Login | undefined;
  /** Where the registry was reached. */
  target: Target;

  constructor(
    private readonly context: SessionContext,
    readonly authority: string,
    readonly credential: RegistryCredential | undefined,
    private readonly signal: AbortSignal,
    /** The registry's answer to a question that was asked before the login was known. */
    private readonly contact?: Promise<Reply>,
  ) {
    this.target = context.hosts.target(authority, context.memory.plain.has(authority) ? 'http' : 'https');
  }

  get anonymous(): boolean {
    return this.credential === undefined;
  }

  /**
   * The registry's answer, logged in for `scope` when it wants that. A refusal is an answer too.
   * @throws TransportError, ForbiddenAddress, Refused, TokenRefused
   */
  async ask(outgoing: Outgoing, scope: string): Promise<Reply> {
    const { memory } = this.context;
    const beforehand = await this.contact;
    // What is no registry's answer to that may still be one to this.
    if (beforehand && (beforehand.status < 300 || beforehand.status === 401)) this.first ??= beforehand;
    if (!this.#known() && memory.firstContacts.has(this.authority)) {
      await memory.firstContacts.get(this.authority)?.catch(() => undefined);
    }
    const known = this.#known();
    if (known) return this.#askKnown(outgoing, scope, known.challenge);
    const contact = this.#send(outgoing);
    memory.firstContacts.set(this.authority, contact);
    try {
      const answer = await contact;
      return await this.#answerChallenge(outgoing, scope, answer);
    } finally {
      if (memory.firstContacts.get(this.authority) === contact) memory.firstContacts.delete(this.authority);
    }
  }

  /** The way of logging in, learnt without a login. Undefined: it is known, or being learnt. */
  learn(): Promise<Reply> | undefined {
    const { memory } = this.context;
    if (this.#known() || memory.firstContacts.has(this.authority)) return undefined;
    const contact = this.ping().then((answer) => {
      const challenge = answer.status === 401 ? chooseChallenge(answer) : undefined;
      if (challenge) this.#remember(challenge);
      return answer;
    });
    memory.firstContacts.set(this.authority, contact);
    const ended = () => {
      if (memory.firstContacts.get(this.authority) === contact) memory.firstContacts.delete(this.authority);
    };
    contact.then(ended, ended);
    return contact;
  }

  /** Whether the API is there at all, asked without a login. */
  ping(): Promise<Reply> {
    return this.#send({ method: 'GET', path: '/v2/', maxBytes: MOST_TOKEN_BYTES });
  }

  /**
   * Gives an upload up, within `timeoutMs` of its own, because the question may be answered by now. A `Location`
   * on another server is not asked: the login is not for it. Nobody waits for it, and nobody hears of its failure.
   */
  cancel(repository: string, location: string, timeoutMs: number): void {
    const { context } = this;
    const base = urlOf(this.target, '/');
    if (!URL.canParse(location, base.href)) return;
    const url = new URL(location, base.href);
    const at = (place: URL) => targetOf(context.hosts, place, this.authority);
    if (!isSameServer(at(url), at(base))) return;
    const closing = new Session(context, this.authority, this.credential, context.clock.deadline(timeoutMs));
    const outgoing = {
      method: 'DELETE' as const,
      path: url.pathname + url.search,
      maxBytes: MOST_TOKEN_BYTES,
    };
    const { closing: all } = context.memory;
    const given: Promise<unknown> = closing
      .ask(outgoing, `repository:${repository}:pull,push`)
      .catch(() => undefined)
      .finally(() => all.delete(given));
    all.add(given);
  }

  /** The manifest behind a digest or tag: whether it is there; undefined: could not be told. */
  async has(repository: string, reference: string): Promise<boolean | undefined> {
    const outgoing = {
      method: 'HEAD' as const,
      path: `/v2/${repository}/manifests/${reference}`,
      headers: { Accept: MANIFEST_TYPES },
      maxBytes: 0,
    };
    try {
      const { status } = await this.ask(outgoing, `repository:${repository}:pull`);
      return status < 300 ? true : status === 404 ? false : undefined;
    } catch (error) {
      if (isExpected(error)) return undefined;
      throw error;
    }
  }

  async #askKnown(outgoing: Outgoing, scope: string, challenge: Challenge | undefined): Promise<Reply> {
    const login = challenge && (await this.#logIn(challenge, scope));
    const [answer] = await Promise.all([this.#send(outgoing, login?.header), login?.proven]);
    if (login?.proven && (answer.status === 401 || answer.status === 403)) {
      // What the old token was not allowed to do, the new one may be.
      const renewed = challenge && (await this.#logIn(challenge, scope));
      return this.#send(outgoing, renewed?.header);
    }
    // A kept token may have been revoked, and a registry may have changed its mind.
    if (login && !(login.kept && answer.status === 401)) return answer;
    return this.#answerChallenge(outgoing, scope, answer, login?.kept);
  }

  async #answerChallenge(outgoing: Outgoing, scope: string, answer: Reply, fresh = false): Promise<Reply> {
    const challenge = answer.status === 401 ? chooseChallenge(answer) : undefined;
    if (challenge || (answer.status < 500 && !REFUSALS.has(answer.status))) this.#remember(challenge);
    const login = challenge && (await this.#logIn(challenge, scope, fresh));
    return login ? this.#send(outgoing, login.header) : answer;
  }

  #known(): KnownRegistry | undefined {
    const known = this.context.memory.registries.get(this.authority);
    return known && known.until > this.context.clock.now() ? known : undefined;
  }

  #remember(challenge: Challenge | undefined): void {
    const until = this.context.clock.now() + CHALLENGE_MS;
    this.context.memory.registries.set(this.authority, { until, ...(challenge && { challenge }) });
  }

  /** The header that answers `challenge`; undefined when there is nothing to answer it with. */
  async #logIn(challenge: Challenge, scope: string, fresh = false): Promise<Header | undefined> {
    if (challenge.scheme === 'basic') {
      if (!this.credential) return undefined;
      this.login ??= { kind: 'basic', ms: 0 };
      return { header: basic(this.credential), kept: false };
    }
    const startedAt = this.context.clock.now();
    const { clock } = this.context;
    const { token, kept, issuer, renewed } = await this.#token(challenge, scope, fresh);
    const told = (isOld: boolean) => {
      this.login ??= { kind: 'token', ms: clock.now() - startedAt, issuer, kept: isOld };
    };
    if (!renewed) {
      told(kept);
      return { header: `Bearer ${token}`, kept };
    }
    const proven = renewed.then(() => told(false));
    // Whoever sends the header waits for it.
    proven.catch(() => undefined);
    return { header: `Bearer ${token}`, kept, proven };
  }

  async #token(
    challenge: Challenge,
    scope: string,
    fresh: boolean,
  ): Promise<{
    readonly token: string;
    readonly kept: boolean;
    readonly issuer: string;
    readonly renewed?: Promise<Token>;
  }> {
    const { memory, clock } = this.context;
    const realm = this.#realmOf(challenge);
    const service = challenge.parameters.get('service');
    const key = JSON.stringify([this.authority, realm.href, service, scope, fingerprint(this.credential)]);
    const issuer = authorityOf(realm);
    const kept = memory.tokens.get(key);
    const renew = () => this.#renewed(key, realm, service, scope);
    if (kept && kept.until > clock.now() && !fresh) {
      const known = { token: kept.value, kept: true, issuer };
      return kept.unquestioned > clock.now() ? known : { ...known, renewed: renew() };
    }
    memory.tokens.delete(key);
    const token = await renew();
    return { token: token.value, kept: false, issuer };
  }

  /** A new token, which takes the place of the kept one. Who asks at the same time waits for the same. */
  #renewed(key: string, realm: URL, service: string | undefined, scope: string): Promise<Token> {
    const { memory } = this.context;
    const pending = memory.pendingTokens.get(key);
    if (pending) return pending;
    const asked = this.#fetchToken(realm, service, scope)
      .then(
        (token) => {
          memory.tokens.set(key, token);
          const oldest = memory.tokens.keys().next().value;
          if (memory.tokens.size > MOST_TOKENS && oldest !== undefined) memory.tokens.delete(oldest);
          return token;
        },
        (error: unknown) => {
          memory.tokens.delete(key);
          throw error;
        },
      )
      .finally(() => memory.pendingTokens.delete(key));
    memory.pendingTokens.set(key, asked);
    return asked;
  }

  /** The token service's URL, when our login may go there. */
  #realmOf(challenge: Challenge): URL {
    const given = challenge.parameters.get('realm') ?? '';
    if (!URL.canParse(given)) throw new Refused(`${this.authority} names no address where a token is issued`);
    const realm = new URL(given);
    const authority = authorityOf(realm);
    const { hosts } = this.context;
    const encrypted =
      realm.protocol === 'https:' || (realm.protocol === 'http:' && hosts.isTrusted(authority));
    if (!encrypted) {
      throw new Refused(`${this.authority} wants the login sent to ${authority} without encryption`);
    }
    if (!hosts.belongsTo(this.authority, authority)) {
      throw new Refused(
        `${this.authority} wants the login sent to ${authority}, which is not known to belong to it; if it does, add ${this.authority}=${authority} to REGISTRY_RELATED_HOSTS`,
      );
    }
    return realm;
  }

  async #fetchToken(realm: URL, service: string | undefined, scope: string): Promise<Token> {
    const { clock } = this.context;
    const startedAt = clock.now();
    const url = new URL(realm.href);
    url.username = '';
    url.password = '';
    if (service !== undefined) url.searchParams.set('service', service);
    url.searchParams.set('scope', scope);
    const answer = await this.#follow(
      url,
      { method: 'GET', path: '', maxBytes: MOST_TOKEN_BYTES },
      this.credential && basic(this.credential),
    );
    const body = asRecord(parseJson(answer.body));
    const value = text(body?.token) ?? text(body?.access_token);
    if (answer.status >= 300 || value === undefined) {
      throw new TokenRefused(answer, authorityOf(realm), clock.now() - startedAt);
    }
    const seconds = number(body?.expires_in) ?? DEFAULT_TOKEN_SECONDS;
    const until = clock.now() + Math.min(seconds * 1000 - TOKEN_MARGIN_MS, TOKEN_USED_MS);
    return { value, until, unquestioned: Math.min(until, clock.now() + TOKEN_KEPT_MS) };
  }

  /** Sends to the registry itself. */
  async #send(outgoing: Outgoing, authorization?: string): Promise<Reply> {
    try {
      const answer = await this.#follow(urlOf(this.target, outgoing.path), outgoing, authorization);
      this.first ??= answer;
      return answer;
    } catch (error) {
      const plain = error instanceof TransportError && speaksNoTls(error) && this.target.mayBePlain;
      if (!plain || this.target.scheme === 'http') throw error;
      this.context.memory.plain.add(this.authority);
      this.target = this.context.hosts.target(this.authority, 'http');
      return this.#send(outgoing, authorization);
    }
  }

  /** Follows redirects of reads. The login stays with the host that it was given for. */
  async #follow(start: URL, outgoing: Outgoing, authorization: string | undefined): Promise<Reply> {
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
      url = next;
    }
    throw new Refused(`${authorityOf(start)} redirects more than ${MOST_REDIRECTS} times`);
  }
}

/**
 * Asks a registry for its way of logging in, when that is not known. Undefined: it is known.
 * The promise rejects as a question of a session does, and may be left alone.
 */
export function firstContact(
  context: SessionContext,
  authority: string,
  signal: AbortSignal,
): Promise<Reply> | undefined {
  const contact = new Session(context, authority, undefined, signal).learn();
  contact?.catch(() => undefined);
  return contact;
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

/**
 * Asks one registry with one login: answers its challenge, keeps tokens for a moment, follows redirects.
 * The chain of exchanges is that of the platform's own client: ask, and log in when that is wanted.
 */
import { createHash } from 'node:crypto';
import type { RegistryCredential } from '../diagnosis/model/secrets';
import type { Clock } from '../diagnosis/model/sources';
import { authorityOf } from '../net/endpoint';
import {
  type Answer,
  type Carrier,
  ForbiddenAddress,
  type Outgoing,
  type Target,
  TransportError,
} from '../net/transport';
import { type Challenge, parseChallenges } from './challenge';
import { speaksNoTls } from './failures';
import type { Hosts } from './hosts';
import { asRecord, number, parseJson, text } from './json';
import { MANIFEST_TYPES } from './manifests';

const MOST_REDIRECTS = 5;
/** Bytes of a token answer that are read. */
const MOST_TOKEN_BYTES = 256 * 1024;
/** Lifetime of a token that names none, seconds. Distribution's token specification. */
const DEFAULT_TOKEN_SECONDS = 60;
/** A token is not used in the last part of its life. */
const TOKEN_MARGIN_MS = 5_000;
/** How long a token may stand for its login: long enough for a storm of alike questions, too short to hide from whoever
 * checks again that the key was rotated meanwhile. Milliseconds. */
const TOKEN_KEPT_MS = 10_000;
/** How long a registry's way of logging in is remembered, milliseconds. */
const CHALLENGE_MS = 300_000;
/** Tokens that are kept; the oldest go first. */
const MOST_TOKENS = 1_000;

/** Answers that do not tell how the registry wants to be asked. */
const REFUSALS = new Set([401, 403, 429]);

/** Our own rules forbid the exchange; the message says which and is safe to show. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** The token service did not issue a token. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';

  constructor(
    readonly answer: Answer,
    readonly authority: string,
    readonly ms: number,
  ) {
    super(`no token from ${authority}`);
  }
}

/** An answer, and who gave it in the end. */
export interface Reply extends Answer {
  /** `host[:port]`; another one than the registry's after a redirect. */
  readonly servedBy: string;
}

/** How a login went. */
export interface Login {
  readonly kind: 'basic' | 'token';
  readonly ms: number;
  /** Who issued the token. */
  readonly issuer?: string;
  /** The token was kept from an earlier question. */
  readonly kept?: boolean;
}

/** Value of `Authorization`, and whether it was made for an earlier question. */
interface Header {
  readonly header: string;
  readonly kept: boolean;
}

interface KnownRegistry {
  readonly challenge?: Challenge;
  readonly until: number;
}

interface Token {
  readonly value: string;
  readonly until: number;
}

/** What sessions of one process share. */
export class Memory {
  readonly registries = new Map<string, KnownRegistry>();
  readonly tokens = new Map<string, Token>();
  readonly pendingTokens = new Map<string, Promise<Token>>();
  /** First questions under way: others wait for the challenge that they will bring. */
  readonly firstContacts = new Map<string, Promise<unknown>>();
  /** Servers on this machine that speak plain HTTP. */
  readonly plain = new Set<string>();
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

  /** Whether the API is there at all, asked without a login. */
  ping(): Promise<Reply> {
    return this.#send({ method: 'GET', path: '/v2/', maxBytes: MOST_TOKEN_BYTES });
  }

  /**
   * Gives an upload up, within `timeoutMs` of its own, because the question may be given up by now. A `Location`
   * on another server is not asked: the login is not for it.
   */
  async cancel(repository: string, location: string, timeoutMs: number): Promise<boolean> {
    const { context } = this;
    const base = urlOf(this.target, '/');
    if (!URL.canParse(location, base.href)) return false;
    const url = new URL(location, base.href);
    const at = (place: URL) => targetOf(context.hosts, place, this.authority);
    if (!isSameServer(at(url), at(base))) return false;
    const closing = new Session(context, this.authority, this.credential, context.clock.deadline(timeoutMs));
    const outgoing = {
      method: 'DELETE' as const,
      path: url.pathname + url.search,
      maxBytes: MOST_TOKEN_BYTES,
    };
    try {
      const { status } = await closing.ask(outgoing, `repository:${repository}:pull,push`);
      return status < 300 || status === 404;
    } catch (error) {
      if (isExpected(error)) return false;
      throw error;
    }
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
    const answer = await this.#send(outgoing, login?.header);
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
    const { token, kept, issuer } = await this.#token(challenge, scope, fresh);
    this.login ??= { kind: 'token', ms: this.context.clock.now() - startedAt, issuer, kept };
    return { header: `Bearer ${token}`, kept };
  }

  async #token(
    challenge: Challenge,
    scope: string,
    fresh: boolean,
  ): Promise<{ readonly token: string; readonly kept: boolean; readonly issuer: string }> {
    const { memory, clock } = this.context;
    const realm = this.#realmOf(challenge);
    const service = challenge.parameters.get('service');
    const key = JSON.stringify([this.authority, realm.href, service, scope, fingerprint(this.credential)]);
    const issuer = authorityOf(realm);
    const kept = memory.tokens.get(key);
    if (kept && kept.until > clock.now() && !fresh) return { token: kept.value, kept: true, issuer };
    memory.tokens.delete(key);
    let pending = memory.pendingTokens.get(key);
    if (!pending) {
      pending = this.#fetchToken(realm, service, scope).finally(() => memory.pendingTokens.delete(key));
      memory.pendingTokens.set(key, pending);
    }
    const token = await pending;
    memory.tokens.set(key, token);
    const oldest = memory.tokens.keys().next().value;
    if (memory.tokens.size > MOST_TOKENS && oldest !== undefined) memory.tokens.delete(oldest);
    return { token: token.value, kept: false, issuer };
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
    return { value, until: clock.now() + Math.min(seconds * 1000 - TOKEN_MARGIN_MS, TOKEN_KEPT_MS) };
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

/** One value of a header. */
export function headerOf({ headers }: Pick<Answer, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Whether an exchange failed because of the registry, the network or our rules, and not because of a fault of ours. */
function isExpected(error: unknown): boolean {
  return [TransportError, ForbiddenAddress, Refused, TokenRefused].some((kind) => error instanceof kind);
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

function chooseChallenge(answer: Answer): Challenge | undefined {
  const challenges = parseChallenges(answer.headers['www-authenticate']);
  return (
    challenges.find(({ scheme }) => scheme === 'bearer') ??
    challenges.find(({ scheme }) => scheme === 'basic')
  );
}

function basic({ username, password }: RegistryCredential): string {
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`, 'utf8').toString('base64')}`;
}

/** Tells logins apart without keeping them. */
function fingerprint(credential: RegistryCredential | undefined): string {
  if (!credential) return '';
  return createHash('sha256')
    .update(JSON.stringify([credential.username, credential.password.reveal()]))
    .digest('hex');
}

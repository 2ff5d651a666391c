/** Tokens of one registry for one login: issued where it says, kept for a moment, and renewed. */
import { asRecord, number, parseJson, text } from '../diagnosis/model/json';
import type { RegistryCredential } from '../diagnosis/model/secrets';
import type { Clock } from '../diagnosis/model/sources';
import { authorityOf } from '../net/endpoint';
import type { Challenge } from './challenge';
import type { Hosts } from './hosts';
import { basic, fingerprint } from './login';
import type { Memory, Token } from './memory';
import { Refused, TokenRefused } from './refusals';
import type { RegistryWire } from './wire';

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
/** Tokens that are kept; the oldest go first. */
const MOST_TOKENS = 1_000;

export interface TokenContext {
  readonly hosts: Hosts;
  readonly memory: Memory;
  readonly clock: Clock;
}

export interface Issued {
  readonly token: string;
  /** It was issued for an earlier question. */
  readonly kept: boolean;
  /** Who issued it. */
  readonly issuer: string;
  /** The one that takes its place; rejects when the login is not accepted any more. */
  readonly renewed?: Promise<Token>;
}

export class Tokens {
  constructor(
    private readonly context: TokenContext,
    private readonly wire: RegistryWire,
    private readonly credential: RegistryCredential | undefined,
  ) {}

  /**
   * The token that answers `challenge` for `scope`.
   * @param fresh a kept one was refused
   * @throws TransportError, ForbiddenAddress, Refused, TokenRefused
   */
  async get(challenge: Challenge, scope: string, fresh: boolean): Promise<Issued> {
    const { memory, clock } = this.context;
    const realm = this.#realmOf(challenge);
    const service = challenge.parameters.get('service');
    const key = JSON.stringify([
      this.wire.authority,
      realm.href,
      service,
      scope,
      fingerprint(this.credential),
    ]);
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
    if (!URL.canParse(given))
      throw new Refused(`${this.wire.authority} names no address where a token is issued`);
    const realm = new URL(given);
    const authority = authorityOf(realm);
    const { hosts } = this.context;
    const encrypted =
      realm.protocol === 'https:' || (realm.protocol === 'http:' && hosts.isTrusted(authority));
    if (!encrypted) {
      throw new Refused(`${this.wire.authority} wants the login sent to ${authority} without encryption`);
    }
    if (!hosts.belongsTo(this.wire.authority, authority)) {
      throw new Refused(
        `${this.wire.authority} wants the login sent to ${authority}, which is not known to belong to it; if it does, add ${this.wire.authority}=${authority} to REGISTRY_RELATED_HOSTS`,
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
    const answer = await this.wire.follow(
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
}

/**
 * Asks one registry with one login, and answers its challenge.
 * The chain of exchanges is that of the platform's own client: ask, and log in when that is wanted.
 */
import type { RegistryCredential } from '../diagnosis/model/secrets';
import type { Outgoing, Target } from '../net/transport';
import type { Challenge } from './challenge';
import { basic, chooseChallenge, type Header, type Login } from './login';
import { MANIFEST_TYPES } from './manifests';
import type { KnownRegistry } from './memory';
import { isExpected } from './refusals';
import { type TokenContext, Tokens } from './tokens';
import { RegistryWire, type Reply, type WireContext } from './wire';

/** Bytes that are read of an answer whose status alone counts. */
const MOST_BYTES = 256 * 1024;
/** How long a registry's way of logging in is remembered, milliseconds. */
const CHALLENGE_MS = 300_000;
/** Answers that do not tell how the registry wants to be asked. */
const REFUSALS = new Set([401, 403, 429]);

export interface SessionContext extends WireContext, TokenContext {}

export class Session {
  /** How the first login went; absent: none was wanted. */
  login: Login | undefined;
  readonly #wire: RegistryWire;
  readonly #tokens: Tokens;

  constructor(
    private readonly context: SessionContext,
    readonly authority: string,
    readonly credential: RegistryCredential | undefined,
    signal: AbortSignal,
    /** The registry's answer to a question that was asked before the login was known. */
    private readonly contact?: Promise<Reply>,
  ) {
    this.#wire = new RegistryWire(context, authority, signal);
    this.#tokens = new Tokens(context, this.#wire, credential);
  }

  /** The first answer of the registry: it shows the connection and that the API answers. */
  get first(): Reply | undefined {
    return this.#wire.first;
  }

  /** Where the registry was reached. */
  get target(): Target {
    return this.#wire.target;
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
    if (beforehand && (beforehand.status < 300 || beforehand.status === 401)) this.#wire.first ??= beforehand;
    if (!this.#known() && memory.firstContacts.has(this.authority)) {
      await memory.firstContacts.get(this.authority)?.catch(() => undefined);
    }
    const known = this.#known();
    if (known) return this.#askKnown(outgoing, scope, known.challenge);
    const contact = this.#wire.send(outgoing);
    memory.firstContacts.set(this.authority, contact);
    try {
      const answer = await contact;
      return await this.#answerChallenge(outgoing, scope, answer);
    } finally {
      this.#contacted(contact);
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
    const ended = () => this.#contacted(contact);
    contact.then(ended, ended);
    return contact;
  }

  /** Whether the API is there at all, asked without a login. */
  ping(): Promise<Reply> {
    return this.#wire.send({ method: 'GET', path: '/v2/', maxBytes: MOST_BYTES });
  }

  /**
   * Gives an upload up, within `timeoutMs` of its own, because the question may be answered by now. A `Location`
   * on another server is not asked: the login is not for it. Nobody waits for it, and nobody hears of its failure.
   */
  cancel(repository: string, location: string, timeoutMs: number): void {
    const { context } = this;
    const path = this.#wire.ownPath(location);
    if (path === undefined) return;
    const closing = new Session(context, this.authority, this.credential, context.clock.deadline(timeoutMs));
    const outgoing = { method: 'DELETE' as const, path, maxBytes: MOST_BYTES };
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
    const [answer] = await Promise.all([this.#wire.send(outgoing, login?.header), login?.proven]);
    if (login?.proven && (answer.status === 401 || answer.status === 403)) {
      // What the old token was not allowed to do, the new one may be.
      const renewed = challenge && (await this.#logIn(challenge, scope));
      return this.#wire.send(outgoing, renewed?.header);
    }
    // A kept token may have been revoked, and a registry may have changed its mind.
    if (login && !(login.kept && answer.status === 401)) return answer;
    return this.#answerChallenge(outgoing, scope, answer, login?.kept);
  }

  async #answerChallenge(outgoing: Outgoing, scope: string, answer: Reply, fresh = false): Promise<Reply> {
    const challenge = answer.status === 401 ? chooseChallenge(answer) : undefined;
    if (challenge || (answer.status < 500 && !REFUSALS.has(answer.status))) this.#remember(challenge);
    const login = challenge && (await this.#logIn(challenge, scope, fresh));
    return login ? this.#wire.send(outgoing, login.header) : answer;
  }

  /** A first question has ended; another one may have taken its place. */
  #contacted(contact: Promise<Reply>): void {
    const { firstContacts } = this.context.memory;
    if (firstContacts.get(this.authority) === contact) firstContacts.delete(this.authority);
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
    const { clock } = this.context;
    const startedAt = clock.now();
    const { token, kept, issuer, renewed } = await this.#tokens.get(challenge, scope, fresh);
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

/** The way to a registry: name, connection, TLS, API and login, recorded on the first occasion. */

import { traitsOf } from '../diagnosis/causes/index';
import type { Explain } from '../diagnosis/model/cause-id';
import { type Failure, StepResults } from '../diagnosis/model/ladder';
import {
  type ImageReference,
  type RegistryStepName,
  registrySteps,
  type SkippedRegistryStep,
} from '../diagnosis/model/registry-check';
import type { Masker } from '../diagnosis/model/secrets';
import type { Clock } from '../diagnosis/model/sources';
import { oneLine } from '../diagnosis/model/text';
import { notAsked } from '../net/addresses';
import {
  type Answer,
  type Connection,
  ForbiddenAddress,
  type Outgoing,
  TransportError,
} from '../net/transport';
import { type Asked, answerFailure, isPrivateOnly, transportFailure } from './failures';
import { asker } from './hosts';
import { Refused, TokenRefused } from './refusals';
import type { Session } from './session';
import type { Reply } from './wire';

/** Longest proof, characters. */
const MOST_PROOF = 300;

export interface ApproachOptions {
  readonly clock: Clock;
  readonly masker: Masker;
  /** There is a login that we are not allowed to read: being refused proves nothing then. */
  readonly hiddenLogin: boolean;
  readonly explain?: Explain | undefined;
}

export type Result =
  | { readonly reply: Reply; readonly failure?: undefined }
  | { readonly reply: Reply; readonly failure: Failure };

/** Asks a registry about one repository, and keeps the steps. Never rejects because of what the registry does. */
export class Approach {
  readonly steps = new StepResults<RegistryStepName, SkippedRegistryStep>(registrySteps);
  /** Why the check was ended by our own rules or for want of a right of ours. */
  notChecked: string | undefined;

  constructor(
    readonly session: Session,
    readonly image: ImageReference,
    private readonly options: ApproachOptions,
  ) {}

  /** Whether name, connection, API and login are fine. */
  get arrived(): boolean {
    return this.steps.has('auth') && this.steps.firstFailed?.step !== 'auth' && this.notChecked === undefined;
  }

  now(): number {
    return this.options.clock.now();
  }

  /**
   * Asks below the repository. Undefined: the steps below were not passed, which is recorded. A failure that
   * comes back is the caller's to record at its own step.
   */
  async ask(
    step: RegistryStepName,
    outgoing: Outgoing,
    actions: 'pull' | 'pull,push',
    asked: Pick<Asked, 'what' | 'byDigest'>,
  ): Promise<Result | undefined> {
    const { session } = this;
    const startedAt = this.now();
    let reply: Reply;
    try {
      reply = await session.ask(outgoing, `repository:${this.image.repository}:${actions}`);
    } catch (error) {
      await this.#broken(error, step, startedAt);
      return undefined;
    }
    if (!(await this.#reached())) return undefined;
    const failure = reply.status < 300 ? undefined : this.#failureOf(reply, asked);
    if (failure && this.#isInconclusive(reply, failure)) return undefined;
    if (!this.steps.has('auth')) this.#loggedIn(failure);
    if (this.steps.firstFailed?.step === 'auth') return undefined;
    return failure ? { reply, failure } : { reply };
  }

  passed(step: RegistryStepName, ms: number, proof: string): void {
    this.steps.passed(step, ms, this.safe(proof));
  }

  failed(step: RegistryStepName, ms: number, { cause, proof }: Failure): void {
    this.steps.failed(step, ms, { cause, proof: this.safe(proof) });
  }

  /** One line of bounded length, without credentials. */
  safe(proof: string): string {
    return oneLine(this.options.masker.mask(proof), MOST_PROOF);
  }

  #failureOf(reply: Reply, asked: Pick<Asked, 'what' | 'byDigest'>): Failure {
    const { authority, anonymous, login } = this.session;
    const withToken = login?.kind === 'token';
    return answerFailure(reply, { ...asked, authority, anonymous, withToken }, this.options.explain);
  }

  /** Name, connection and API, once the registry has answered at all. Returns whether it is a registry. */
  async #reached(): Promise<boolean> {
    const { session, steps } = this;
    const { first, authority } = session;
    if (steps.has('api') || !first) return steps.firstFailed?.step !== 'api';
    this.#connected(first.connection, first.reused);
    if (isRegistryAnswer(first)) {
      this.passed('api', first.answerMs, `${authority} answers as a registry`);
      return true;
    }
    // One path may be in trouble, or the whole registry.
    const startedAt = this.now();
    try {
      const ping = await session.ping();
      const ms = this.now() - startedAt;
      if (isRegistryAnswer(ping)) {
        this.passed('api', ms, `${authority}/v2/ answers ${ping.status}`);
        return true;
      }
      const { cause } = this.#failureOf(ping, { what: 'manifest' });
      const telling = traitsOf(cause).ofWholeRegistry;
      const proof = `${authority}/v2/ answers ${ping.status}${telling ? '' : ', which is no registry’s answer'}`;
      this.failed('api', ms, { cause: telling ? cause : 'unknown', proof });
    } catch (error) {
      await this.#broken(error, 'api', startedAt);
    }
    return false;
  }

  #connected(
    { address = '', dnsMs = 0, tcpMs = 0, tlsMs = 0, tls }: Partial<Connection>,
    reused: boolean,
  ): void {
    const { target } = this.session;
    this.#resolved(address, reused ? 0 : dnsMs);
    const open = reused ? ', over a connection that was open' : '';
    this.passed('tcp', reused ? 0 : tcpMs, `connected to port ${target.port}${open}`);
    if (target.scheme === 'http') {
      this.steps.skipped('tls', 'not-needed', 'plain HTTP, as the operator allowed it');
    } else if (tls) {
      const until = tls.validTo ? `, valid until ${tls.validTo}` : '';
      const proof = `${tls.protocol}, certificate of ${tls.subject || target.hostname}${until}`;
      this.passed('tls', reused ? 0 : tlsMs, proof);
    }
  }

  #resolved(address: string, ms: number): void {
    const { target, authority } = this.session;
    const bare = authority.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
    const elsewhere = target.hostname === bare ? '' : `, asked in place of ${authority}`;
    if (address !== target.hostname) this.passed('dns', ms, `${target.hostname} is ${address}${elsewhere}`);
    else this.steps.skipped('dns', 'not-needed', `${address} is an address${elsewhere}`);
  }

  #loggedIn(failure: Failure | undefined): void {
    const { login, credential } = this.session;
    const who = credential ? `for ${credential.username}` : 'for anybody';
    if (failure && traitsOf(failure.cause).atSignIn) this.failed('auth', login?.ms ?? 0, failure);
    else if (!login) this.steps.skipped('auth', 'not-needed', 'the registry asked for no login');
    else if (login.kind === 'basic') this.passed('auth', 0, `Basic login ${who} accepted`);
    else {
      const kept = login.kept ? ', kept from an earlier check' : '';
      this.passed('auth', login.kept ? 0 : login.ms, `${login.issuer} issued a token ${who}${kept}`);
    }
  }

  /** Whether a refusal of us says nothing of how Code Engine would fare. */
  #isInconclusive(answer: Answer, { cause }: Failure): boolean {
    const { registry } = this.image;
    const askedInPublic = registry.startsWith('private.') && registry !== this.session.authority;
    if (this.options.hiddenLogin && (answer.status === 401 || answer.status === 403)) {
      this.notChecked =
        'The registry wants a login, and the value of the secret is hidden from ce-image, so the login could not be tried.';
    } else if (askedInPublic && isPrivateOnly(answer)) {
      this.notChecked = `The account lets nobody in over the public network, so ${registry} cannot be checked from here; Code Engine reaches it over the private network.`;
    } else if (askedInPublic && cause === 'registry-quota-traffic') {
      this.notChecked = `The account has used up its pull traffic, so ${registry} cannot be checked from here; Code Engine pulls over the private network, which is not counted.`;
    } else return false;
    if (!this.steps.has('auth')) this.steps.skipped('auth', 'not-reached', this.notChecked);
    return true;
  }

  /** No answer: our own rules, the token service, or the network. */
  async #broken(error: unknown, step: RegistryStepName, startedAt: number): Promise<void> {
    if (error instanceof ForbiddenAddress || error instanceof Refused) {
      await this.#reached();
      this.notChecked ??= error instanceof Refused ? `${error.message}.` : forbidden(error);
    } else if (error instanceof TokenRefused) await this.#noToken(error, step);
    else if (error instanceof TransportError) await this.#noAnswer(error, step, startedAt);
    else throw error;
  }

  async #noToken({ answer, authority, ms }: TokenRefused, step: RegistryStepName): Promise<void> {
    if (!(await this.#reached())) return;
    const { anonymous } = this.session;
    const asked = { what: 'token' as const, authority, anonymous, withToken: false };
    const failure = answerFailure(answer, asked, this.options.explain);
    if (this.#isInconclusive(answer, failure)) return;
    // A token for writing may be refused to one who may read.
    this.failed(this.steps.has('auth') ? step : 'auth', ms, failure);
  }

  async #noAnswer(error: TransportError, step: RegistryStepName, startedAt: number): Promise<void> {
    const failure = transportFailure(error);
    const { session } = this;
    if (session.first) {
      if (step !== 'api' && !(await this.#reached())) return;
      const tokenService = !this.steps.has('auth') && error.authority !== session.authority;
      this.failed(tokenService ? 'auth' : step, this.now() - startedAt, failure);
      return;
    }
    const { phase, connection } = error;
    const { dnsMs = 0, tcpMs = 0, address = session.target.hostname } = connection;
    if (phase === 'http') this.#connected(connection, false);
    else if (phase !== 'dns') this.#resolved(address, dnsMs);
    if (phase === 'tls') this.passed('tcp', tcpMs, `connected to port ${session.target.port}`);
    this.failed(phase === 'http' ? 'api' : phase, connection.ms, failure);
  }
}

/** Whether an answer is one that only a registry gives. */
function isRegistryAnswer({ status, headers, body }: Reply): boolean {
  if (status >= 500) return false;
  if (status < 300 || headers['docker-distribution-api-version'] !== undefined) return true;
  if (status === 401 && headers['www-authenticate'] !== undefined) return true;
  return /^\s*\{\s*"errors"\s*:/.test(body.subarray(0, 100).toString('utf8'));
}

function forbidden({ authority, kind }: ForbiddenAddress): string {
  return notAsked(authority, kind, asker);
}

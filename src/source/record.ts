/** What a climb has found so far: the steps with their proofs, and what went wrong. */
import { setMaxListeners } from 'node:events';
import type { Explain } from '../diagnosis/model/cause-id';
import type { GitSoftware } from '../diagnosis/model/git-links';
import { type Failure, StepResults } from '../diagnosis/model/ladder';
import type { Masker } from '../diagnosis/model/secrets';
import {
  type SkippedSourceStep,
  type SourceCheck,
  type SourceFacts,
  type SourceFinding,
  type SourceStepName,
  sourceSteps,
} from '../diagnosis/model/source-check';
import type { Clock, SourceQuestion } from '../diagnosis/model/sources';
import { oneLine } from '../diagnosis/model/text';
import { notAsked } from '../net/addresses';
import { ForbiddenAddress, type Resolve } from '../net/endpoint';
import { type Connection, type Transport, TransportError, Unacceptable } from '../net/transport';
import type { ChosenLogin } from './credentials';
import { httpFailure, sshFailure, transportFailure, wordsFailure } from './failures';
import { type GitClient, type References, TooMuch } from './git/client';
import { HttpRefused, type HttpWire, NotAllowed } from './git/http-wire';
import type { KeptObjects } from './git/kept-objects';
import { GitRefused } from './git/packets';
import type { Repository } from './git/repository';
import type { GitHistory } from './history';
import type { RepositoryAddress } from './reach/address';
import { asker, type SourceHosts } from './reach/hosts';
import { ProgramEnded, SshRefused, type SshWire } from './ssh/ssh-wire';
import type { GitTree } from './tree';

/** Longest proof and longest note, characters. */
const MOST_PROOF = 300;
export const MOST_NOTE = 600;

export interface LadderContext {
  readonly hosts: SourceHosts;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly masker: Masker;
  readonly explain?: Explain;
  readonly resolve?: Resolve;
  readonly requestTimeoutMs: number;
  readonly kept: KeptObjects;
}

export class ClimbRecord {
  readonly steps = new StepResults<SourceStepName, SkippedSourceStep>(sourceSteps);
  readonly notes: string[] = [];
  readonly findings: SourceFinding[] = [];
  readonly well: string[] = [];
  notChecked: string | undefined;
  facts: SourceFacts = {};
  commit: SourceCheck['commit'];
  tip: string | undefined;
  defaultBranch: string | undefined;
  near: readonly string[] | undefined;
  repository: Repository | undefined;
  tree: GitTree | undefined;
  history: GitHistory | undefined;
  wire: HttpWire | SshWire | undefined;
  references: References | undefined;
  /** What the host runs, as far as it shows that. */
  software: GitSoftware | undefined;
  /** Where the question leads, when its branch and its directory were parted in the wrong place. */
  place: { readonly revision: string; readonly contextDir: string } | undefined;

  constructor(
    readonly question: SourceQuestion,
    readonly address: RepositoryAddress,
    readonly login: ChosenLogin,
    readonly context: LadderContext,
    readonly signal: AbortSignal,
  ) {
    // Every wait of a session listens for the end of the question.
    setMaxListeners(0, signal);
  }

  speaks(client: GitClient): string {
    return `${this.address.authority} serves ${this.address.path.replace(/^\/+/, '')}${client.canFilter ? '' : ' (it cannot leave files out)'}`;
  }

  connected({ address, dnsMs, tcpMs }: Connection): void {
    this.#resolved(address, dnsMs);
    this.passed('tcp', tcpMs, `connected to port ${this.context.hosts.target(this.address).port}`);
  }

  /** @param address absent: nobody told, so the host's name stands for it */
  #resolved(address: string | undefined, ms: number): void {
    const { hostname } = this.context.hosts.target(this.address);
    const found = address ?? hostname;
    if (hostname === found) this.steps.skipped('dns', 'not-needed', `${found} is an address`);
    else this.passed('dns', ms, `${hostname} is ${found}`);
  }

  reachedHttp(wire: HttpWire): void {
    const { connection, target } = wire;
    if (!connection || this.steps.has('tcp')) return;
    this.connected(connection);
    const { tls, tlsMs } = connection;
    if (target.scheme === 'http')
      this.steps.skipped('identity', 'not-needed', 'plain HTTP, as the operator allowed it');
    else if (tls) {
      const until = tls.validTo ? `, valid until ${tls.validTo}` : '';
      this.passed(
        'identity',
        tlsMs,
        `${tls.protocol}, certificate of ${tls.subject || target.hostname}${until}`,
      );
    }
  }

  reachedSsh(wire: SshWire): void {
    if (wire.connection && !this.steps.has('tcp')) this.connected(wire.connection);
  }

  identified({ hostKey, isCertified, times }: SshWire): void {
    const { credential } = this.login;
    const hasFile = credential?.format === 'ssh_auth' && credential.knownHosts !== undefined;
    const known = isCertified
      ? `a certificate authority that known_hosts of the secret trusts vouches for the host’s key ${hostKey?.name}`
      : `known_hosts of the secret has the host’s key ${hostKey?.name}`;
    const proof = hasFile
      ? known
      : `the host shows ${hostKey?.name}; the secret has no known_hosts, so Code Engine takes the first key that it is shown`;
    this.passed('identity', times.identityMs, proof);
  }

  signedIn(wire: HttpWire): void {
    const { used, hidden } = this.login;
    if (wire.loginMs !== undefined) {
      this.passed(
        'auth',
        wire.loginMs,
        `${this.address.authority} accepts the login of ${used.username || 'the secret'}`,
      );
      return;
    }
    const unused = used.secretName !== undefined && !hidden;
    this.steps.skipped('auth', 'not-needed', 'anybody may read the repository');
    if (unused)
      this.notes.push(`The repository is public; the secret ${used.secretName} is not needed for it.`);
  }

  moved(to: string): void {
    this.facts = { ...this.facts, sourceUrl: to };
    this.findings.push({
      cause: 'git-repo-moved',
      kind: 'risk',
      detail: `${this.address.authority} sends ${this.address.path.replace(/^\//, '')} on to ${to}: the repository was renamed or moved, and the old address works only as long as nobody else takes it.`,
      proof: `${this.address.authority} answers with a redirect`,
      facts: { sourceUrl: to },
    });
  }

  // What went wrong.

  refusedHttp(error: HttpRefused, wire: HttpWire): void {
    const { step, ...failure } = httpFailure(error, this.context.explain);
    if (this.login.hidden && (error.status === 401 || error.status === 403 || error.status === 404)) {
      this.notChecked =
        this.login.unsent !== undefined
          ? 'The git host wants a login.'
          : this.address.hadLogin
            ? 'The git host wants a login. One stands in the address of the build, which ce-image does not use: keep it in a secret, where nobody reads it with the build.'
            : 'The git host wants a login, and the value of the secret is hidden from ce-image, so it could not be tried.';
      return;
    }
    if (step === 'repository' && wire.loginMs === undefined) {
      this.steps.skipped('auth', 'not-needed', `${error.authority} asked for no login`);
    } else if (step === 'repository') {
      this.passed(
        'auth',
        wire.loginMs ?? 0,
        `${error.authority} takes the login of ${this.login.used.username}`,
      );
    }
    this.failed(step, wire.loginMs ?? wire.firstMs, failure);
  }

  async brokenSsh(error: unknown, wire: SshWire, startedAt: number): Promise<void> {
    const { key, credential } = this.login;
    const { authority } = this.address;
    this.reachedSsh(wire);
    if (error instanceof SshRefused) {
      const hasFile = credential?.format === 'ssh_auth' && credential.knownHosts !== undefined;
      if (error.step === 'identity') {
        return this.failed(
          'identity',
          wire.times.identityMs,
          sshFailure(error, authority, undefined, hasFile),
        );
      }
      this.identified(wire);
      if (this.login.keptFor !== undefined) {
        this.notChecked = `${authority} was reached and not signed in to: the key of the secret ${credential?.secretName} is for ${this.login.keptFor}, and ce-image offers it to no other host.`;
        return;
      }
      if (key && !key.ok) {
        const cause = key.fault === 'passphrase' ? 'ssh-key-passphrase' : 'git-auth-failed';
        const proof = `the private key of the secret ${credential?.secretName} cannot be used: ${key.problem}`;
        return this.failed('auth', wire.times.authMs, { cause, proof });
      }
      return this.failed(
        'auth',
        wire.times.authMs,
        sshFailure(error, authority, this.login.used.key, hasFile),
      );
    }
    if (error instanceof ProgramEnded || error instanceof GitRefused) {
      this.identified(wire);
      const [words, code] =
        error instanceof ProgramEnded ? [error.words, error.code] : [error.message, undefined];
      const { step, ...failure } = wordsFailure(words, code, authority, this.context.explain);
      if (step === 'repository') {
        this.passed('auth', wire.times.authMs, `${authority} accepts the key ${this.login.used.key}`);
      }
      const whose = failure.cause === 'git-repo-not-found' ? keyOwner(await wire.greeting()) : undefined;
      if (whose === undefined) return this.failed(step, 0, failure);
      const isDeployKey = whose.includes('/') && whose !== this.address.path.replace(/^\/|\.git$/g, '');
      const proof = isDeployKey
        ? `${failure.proof}; the key is a deploy key of ${whose}, and of no other repository`
        : `${failure.proof}; the key belongs to ${whose}, who is not allowed to read it, or it does not exist`;
      return this.failed(step, 0, { cause: isDeployKey ? 'git-auth-failed' : failure.cause, proof });
    }
    return this.broken(error, 'repository', startedAt);
  }

  /** No answer that can be used: our own rules, the network, or a server that does not keep to the protocol. */
  broken(error: unknown, step: 'tcp' | 'repository' | 'revision' | 'tree', startedAt: number): void {
    const ms = this.context.clock.now() - startedAt;
    if (error instanceof ForbiddenAddress) this.notChecked = notAsked(error.authority, error.kind, asker);
    else if (error instanceof NotAllowed) this.notChecked = `${error.message}.`;
    else if (error instanceof TransportError) this.noAnswer(error, step);
    else if (error instanceof TooMuch) {
      this.notChecked =
        `${error.message} than ce-image takes for one check, so the source was not looked at.`.replace(
          'would have to be read than',
          'would have to be read, more than',
        );
      this.steps.skipped(step, 'not-reached', error.message);
    } else if (error instanceof HttpRefused) {
      const { step: _, ...failure } = httpFailure(error, this.context.explain);
      this.failed(step, ms, failure);
    } else if (error instanceof GitRefused || error instanceof ProgramEnded) {
      const words = error instanceof ProgramEnded ? error.words : error.message;
      const { step: _, ...failure } = wordsFailure(
        words,
        undefined,
        this.address.authority,
        this.context.explain,
      );
      this.failed(step, ms, failure);
    } else if (error instanceof Unacceptable)
      this.failed(step, ms, { cause: 'unknown', proof: error.message });
    else throw error;
  }

  noAnswer(error: TransportError, step: 'tcp' | 'repository' | 'revision' | 'tree'): void {
    const { phase, connection } = error;
    const failure = transportFailure(error);
    const name = {
      dns: 'dns',
      tcp: 'tcp',
      tls: 'identity',
      http: step === 'tcp' ? 'repository' : step,
    } as const;
    if (phase !== 'dns' && !this.steps.has('dns')) {
      this.#resolved(connection.address, connection.dnsMs ?? 0);
      if (phase !== 'tcp') this.passed('tcp', connection.tcpMs ?? 0, 'connected');
    }
    this.failed(name[phase], connection.ms, failure);
    if (phase !== 'http') {
      this.notes.push(
        'This is seen from where ce-image runs; Code Engine calls out from other addresses, and a host in a private network may know those.',
      );
    }
  }

  passed(step: SourceStepName, ms: number, proof: string): void {
    this.steps.passed(step, ms, this.safe(proof));
  }

  failed(step: SourceStepName, ms: number, { cause, proof }: Failure): void {
    this.steps.failed(step, ms, { cause, proof: this.safe(proof) });
  }

  /** One line without credentials, of at most so many characters. */
  safe(proof: string, most = MOST_PROOF): string {
    return oneLine(this.context.masker.mask(proof), most);
  }
}

/** For whom a host takes a key, from what it greets with: a user, or `owner/repository` of a deploy key. */
function keyOwner(greeting: string): string | undefined {
  const github = /\bHi ([\w.-]{1,100}(?:\/[\w.-]{1,100})?)! You've successfully authenticated/.exec(
    greeting,
  )?.[1];
  const gitlab = /\bWelcome to GitLab, @?([\w.-]{1,100})!/.exec(greeting)?.[1];
  const bitbucket =
    /\bauthenticated via (?:a|an) (?:deploy|ssh) key\b[\s\S]{0,300}?\b([\w.-]{1,100}\/[\w.-]{1,100})\b/.exec(
      greeting,
    )?.[1];
  return github ?? bitbucket ?? gitlab;
}

/** Climbs the rungs for one repository: from its address to the tree at the revision. */
import { setMaxListeners } from 'node:events';
import { distance } from 'fastest-levenshtein';
import type { Masker } from '../diagnosis/model/secrets';
import type { SourceCheck, SourceFacts, SourceFinding } from '../diagnosis/model/source-check';
import type { Clock, SourceQuestion } from '../diagnosis/model/sources';
import { forbiddenHost, notAsked } from '../net/addresses';
import { dial } from '../net/dial';
import { ForbiddenAddress, type Resolve } from '../net/endpoint';
import { type Connection, type Transport, TransportError, Unacceptable } from '../net/transport';
import type { ChosenLogin } from './credentials';
import { type Explain, httpFailure, sshFailure, transportFailure, wordsFailure } from './failures';
import { Budget, GitClient, type Reference, type References, TooMuch } from './git/client';
import { HttpRefused, HttpWire, NotAllowed } from './git/http-wire';
import { commitFacts } from './git/objects';
import { GitRefused } from './git/packets';
import { Repository } from './git/repository';
import { type AskBatch, checkLfs } from './lfs';
import { byHttps, parseAddress, type RepositoryAddress, spelled } from './reach/address';
import { asker, type SourceHosts } from './reach/hosts';
import { KnownHosts } from './ssh/known-hosts';
import { ProgramEnded, SshRefused, SshWire } from './ssh/ssh-wire';
import { type Failure, Steps } from './steps';
import { type AskSubmodule, checkSubmodules } from './submodules';
import { GitTree } from './tree';

/** Bytes that one check takes from a git host. */
const MOST_BYTES = 20_000_000;
/** Longest proof, characters. */
const MOST_PROOF = 300;
/** Branches and tags that are named when the wanted one is not there. */
const MOST_NEAR = 5;

export interface LadderContext {
  readonly hosts: SourceHosts;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly masker: Masker;
  readonly explain?: Explain;
  readonly resolve?: Resolve;
  readonly requestTimeoutMs: number;
}

export class Ladder {
  readonly steps = new Steps();
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
  wire: HttpWire | SshWire | undefined;
  references: References | undefined;
  readonly #others: Ladder[] = [];

  constructor(
    private readonly question: SourceQuestion,
    readonly address: RepositoryAddress,
    private readonly login: ChosenLogin,
    private readonly context: LadderContext,
    private readonly signal: AbortSignal,
  ) {
    // Every wait of a session listens for the end of the question.
    setMaxListeners(0, signal);
  }

  async climb(): Promise<void> {
    const { address, login } = this;
    this.steps.passed(
      'address',
      0,
      `${spelled(address)}${address.hadLogin ? ', without the login that stands in it' : ''}`,
    );
    if (login.fault) {
      for (const step of ['dns', 'tcp', 'identity'] as const) {
        this.steps.skipped(step, 'not-needed', 'the login decides it beforehand');
      }
      this.#failed('auth', 0, { cause: login.fault.cause, proof: login.fault.detail });
      return;
    }
    if (address.scheme === 'ssh' && !login.key) return this.#withoutKey();
    const opened = address.scheme === 'ssh' ? await this.#overSsh() : await this.#overHttp();
    if (!opened) return;
    await this.#findRevision(opened);
  }

  close(): void {
    this.wire?.close();
    for (const wire of this.#others) wire.close();
  }

  /** Submodules and LFS: what is fetched beside the tree, by the same command of the platform. */
  async lookBeside(): Promise<void> {
    const { tree, repository } = this;
    if (!tree || !repository) return;
    const reports = await Promise.all([
      repository.mentions('160000 ')
        ? checkSubmodules(tree, this.address, (...asked) => this.#askSubmodule(...asked))
        : undefined,
      tree.entry('.gitattributes') ? checkLfs(tree, (body) => this.#askLfs(body)) : undefined,
    ]);
    for (const report of reports) {
      if (!report) continue;
      this.findings.push(...report.findings.map((each) => ({ ...each, detail: this.safe(each.detail) })));
      this.notes.push(...report.notes.map((note) => this.safe(note)));
      this.well.push(...report.well);
    }
    if (repository.oddEntries > 0) {
      this.notes.push(
        `${repository.oddEntries} entries of the tree have names that no file can have, such as “..”; they were left out.`,
      );
    }
  }

  /** Climbs the ladder of a submodule, with the same login where it is for the same host. */
  async #askSubmodule(address: RepositoryAddress, commit: string): ReturnType<AskSubmodule> {
    const { hosts } = this.context;
    const sameHost = address.hostname === this.address.hostname;
    if (!sameHost && !hosts.mayAsk(address, this.question.knownHosts)) {
      const kind = forbiddenHost(address.hostname);
      const why =
        kind !== undefined
          ? notAsked(address.authority, kind, asker)
          : `no build of the project names ${address.authority}.`;
      return { note: why };
    }
    // An SSH key is offered to every host, a password to its own; so does the platform's git.
    const fits =
      address.scheme === 'ssh'
        ? this.login.key !== undefined
        : sameHost && this.login.credential?.format === 'basic_auth';
    const login: ChosenLogin = fits ? this.login : { used: { kind: 'anonymous' }, hidden: this.login.hidden };
    const question = { ...this.question, url: spelled(address), revision: commit, commit: undefined };
    const below = new Ladder(question, address, login, this.context, this.signal);
    this.#others.push(below);
    await below.climb();
    const failed = below.steps.firstFailed;
    if (failed) return { problem: failed.proof ?? failed.step };
    return below.notChecked === undefined ? undefined : { note: below.notChecked };
  }

  async #askLfs(body: Buffer): ReturnType<AskBatch> {
    if (!(this.wire instanceof HttpWire)) return undefined;
    const type = 'application/vnd.git-lfs+json';
    const { path } = this.address;
    const below = path.endsWith('.git') ? '/info/lfs/objects/batch' : '.git/info/lfs/objects/batch';
    try {
      const { status, body: answer } = await this.wire.post(below, body, {
        'Content-Type': type,
        Accept: type,
      });
      return { status, text: answer.toString('utf8') };
    } catch (error) {
      if (error instanceof TransportError || error instanceof Unacceptable) return undefined;
      throw error;
    }
  }

  /** One line of bounded length, without credentials. */
  safe(proof: string): string {
    const line = this.context.masker
      .mask(proof)
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim();
    return line.length > MOST_PROOF ? `${line.slice(0, MOST_PROOF - 1)}…` : line;
  }

  async #overHttp(): Promise<Repository | undefined> {
    const { hosts, transport, clock } = this.context;
    const { credential } = this.login;
    const wire = new HttpWire({
      transport,
      hosts,
      clock,
      knownHosts: this.question.knownHosts,
      address: this.address,
      ...(credential?.format === 'basic_auth' && { login: credential }),
      signal: this.signal,
    });
    this.wire = wire;
    const client = new GitClient(wire, new Budget(MOST_BYTES));
    const startedAt = clock.now();
    try {
      await client.greet();
    } catch (error) {
      this.#reachedHttp(wire);
      if (error instanceof HttpRefused) this.#refusedHttp(error, wire);
      else this.#broken(error, 'repository', startedAt);
      return undefined;
    }
    this.#reachedHttp(wire);
    this.#signedIn(wire);
    if (wire.moved !== undefined) this.#moved(wire.moved);
    this.#passed('repository', wire.loginMs ?? wire.firstMs, this.#speaks(client));
    return new Repository(client);
  }

  async #overSsh(): Promise<Repository | undefined> {
    const { login, address } = this;
    const { hosts, clock, resolve, requestTimeoutMs } = this.context;
    const { key, credential } = login;
    if (!key || credential?.format !== 'ssh_auth') return undefined;
    const endpoint = hosts.target(address);
    const { knownHosts } = credential;
    const wire = new SshWire({
      endpoint,
      address,
      key,
      ...(knownHosts !== undefined && {
        knownHosts: new KnownHosts(knownHosts, address.hostname, address.port),
      }),
      clock,
      ...(resolve && { resolve }),
      timeoutMs: requestTimeoutMs,
      signal: this.signal,
    });
    this.wire = wire;
    const client = new GitClient(wire, new Budget(MOST_BYTES));
    const startedAt = clock.now();
    try {
      await client.greet();
    } catch (error) {
      await this.#brokenSsh(error, wire, startedAt);
      return undefined;
    }
    this.#reachedSsh(wire);
    this.#identified(wire);
    this.#passed('auth', wire.times.authMs, `${address.authority} accepts the key ${login.used.key}`);
    this.#passed('repository', wire.times.programMs, this.#speaks(client));
    return new Repository(client);
  }

  /** Without a secret, Code Engine's git knows no host key and has none of its own. */
  async #withoutKey(): Promise<void> {
    const { address, context } = this;
    const { hosts, clock, resolve, requestTimeoutMs: timeoutMs } = context;
    if (this.login.hidden) {
      this.notChecked = `${address.authority} wants a key, and the value of the secret is hidden from ce-image, so it could not be tried.`;
      return;
    }
    const startedAt = clock.now();
    try {
      const options = { clock, timeoutMs, ...(resolve && { resolve }) };
      const { socket, connection } = await dial(hosts.target(address), options, this.signal);
      socket.on('error', () => undefined);
      socket.destroy();
      this.#connected(connection);
    } catch (error) {
      this.#broken(error, 'tcp', startedAt);
      return;
    }
    const proof =
      'the address asks for SSH, and the build has no SSH secret: there is no key to sign in with, and no known_hosts to know the host by';
    this.#failed('identity', 0, { cause: 'git-host-key-unverified', proof });
    const https = byHttps(address);
    if (await this.#isPublic(https)) {
      this.facts = { ...this.facts, sourceUrl: https };
      this.notes.push(`The repository is public: ${https} needs no secret.`);
    }
  }

  /** Whether anybody may read the repository at an HTTPS address. Never rejects. */
  async #isPublic(url: string): Promise<boolean> {
    const parsed = parseAddress(url);
    const { hosts, transport, clock } = this.context;
    if (!parsed.ok || !hosts.mayAsk(parsed.address, [...this.question.knownHosts, this.address.hostname]))
      return false;
    const wire = new HttpWire({
      transport,
      hosts,
      clock,
      knownHosts: [],
      address: parsed.address,
      signal: this.signal,
    });
    try {
      await new GitClient(wire, new Budget(MOST_BYTES)).greet();
      return true;
    } catch {
      return false;
    }
  }

  async #findRevision(repository: Repository): Promise<void> {
    const { client } = repository;
    const { revision, commit: wanted } = this.question;
    const startedAt = client.now();
    let references: References;
    try {
      references = await client.references();
    } catch (error) {
      return this.#broken(error, 'revision', startedAt);
    }
    this.references = references;
    this.defaultBranch = references.head?.replace(/^refs\/heads\//, '');
    const ms = client.now() - startedAt;
    if (references.all.length === 0 && references.headId === undefined) {
      const proof = 'the repository is empty: it has no branch and no commit';
      return this.#failed('revision', ms, { cause: 'git-revision-not-found', proof });
    }
    const found = resolveRevision(revision, references);
    if (found.kind === 'short') {
      this.notChecked = `${revision} looks like the beginning of a commit’s id; only a whole one (40 digits), a branch or a tag can be proven.`;
      return;
    }
    if (found.kind === 'none') return this.#noRevision(ms, references);
    if (found.kind !== 'commit') this.#passed('revision', ms, found.proof);
    const tip = found.id;
    // The run that failed had a commit of its own; the branch may have moved since.
    const at = wanted !== undefined && /^[0-9a-f]{40}$/.test(wanted) ? wanted : tip;
    if (at !== tip) this.tip = tip;
    await this.#fetchTree(
      repository,
      at,
      at === tip ? undefined : tip,
      found.kind === 'commit' ? revision : undefined,
    );
  }

  async #fetchTree(
    repository: Repository,
    id: string,
    otherwise: string | undefined,
    commitAsRevision: string | undefined,
  ): Promise<void> {
    const startedAt = repository.client.now();
    try {
      await fetchCommit(repository, id);
    } catch (error) {
      const isUnknown =
        error instanceof GitRefused && /not our ref|unadvertised|not found|upload-pack/i.test(error.message);
      if (isUnknown && otherwise !== undefined) {
        this.notes.push(
          `The commit ${id.slice(0, 7)} of the run is no longer in the repository; its branch was looked at.`,
        );
        this.tip = undefined;
        return this.#fetchTree(repository, otherwise, undefined, undefined);
      }
      if (isUnknown && commitAsRevision !== undefined) {
        const proof = `${this.address.authority} has no commit ${id}: ${error.message}`;
        return this.#failed('revision', repository.client.now() - startedAt, {
          cause: 'git-revision-not-found',
          proof,
        });
      }
      if (commitAsRevision !== undefined) this.#passed('revision', 0, `${id.slice(0, 7)} is a commit`);
      return this.#broken(error, 'tree', startedAt);
    }
    const ms = repository.client.now() - startedAt;
    if (commitAsRevision !== undefined)
      this.#passed('revision', 0, `${this.address.authority} has the commit ${id.slice(0, 7)}`);
    const commit = repository.commit(id);
    if (!commit || !repository.tree(commit.tree)) {
      return this.#failed('tree', ms, {
        cause: 'unknown',
        proof: 'what the git host sent is not what was asked for',
      });
    }
    this.repository = repository;
    this.commit = commitFacts(commit.id, commit);
    this.tree = new GitTree(repository, commit.tree);
    const more = repository.client.canFilter
      ? ''
      : ', with all files, because the host cannot leave them out';
    this.#passed('tree', ms, `the tree at ${commit.id.slice(0, 7)}${more}`);
  }

  #noRevision(ms: number, references: References): void {
    const wanted = this.question.revision;
    if (wanted === undefined) {
      const proof = `the default branch ${this.defaultBranch ?? 'HEAD'} has no commit`;
      this.near = nearest('main', references.all);
      this.#failed('revision', ms, { cause: 'git-revision-not-found', proof });
      return;
    }
    this.near = nearest(wanted, references.all);
    const branch = this.defaultBranch;
    const renamed = /^(?:main|master|develop|trunk)$/.test(wanted) && branch !== undefined;
    if (renamed) this.near = [branch, ...this.near.filter((name) => name !== branch)];
    const said = renamed
      ? `; the default branch is ${branch}`
      : this.near[0]
        ? `; the nearest is ${this.near[0]}`
        : '';
    if (this.near[0] !== undefined) this.facts = { ...this.facts, revision: this.near[0] };
    const proof = `none of the ${references.all.length} branches and tags is called ${wanted}${said}`;
    this.#failed('revision', ms, { cause: 'git-revision-not-found', proof });
  }

  // What was seen on the way.

  #speaks(client: GitClient): string {
    return `${this.address.authority} serves ${this.address.path.replace(/^\/+/, '')}${client.canFilter ? '' : ' (it cannot leave files out)'}`;
  }

  #connected({ address, dnsMs, tcpMs }: Connection): void {
    const { hostname, port } = this.context.hosts.target(this.address);
    if (hostname === address) this.steps.skipped('dns', 'not-needed', `${address} is an address`);
    else this.#passed('dns', dnsMs, `${hostname} is ${address}`);
    this.#passed('tcp', tcpMs, `connected to port ${port}`);
  }

  #reachedHttp(wire: HttpWire): void {
    const { connection, target } = wire;
    if (!connection || this.steps.has('tcp')) return;
    this.#connected(connection);
    const { tls, tlsMs } = connection;
    if (target.scheme === 'http')
      this.steps.skipped('identity', 'not-needed', 'plain HTTP, as the operator allowed it');
    else if (tls) {
      const until = tls.validTo ? `, valid until ${tls.validTo}` : '';
      this.#passed(
        'identity',
        tlsMs,
        `${tls.protocol}, certificate of ${tls.subject || target.hostname}${until}`,
      );
    }
  }

  #reachedSsh(wire: SshWire): void {
    if (wire.connection && !this.steps.has('tcp')) this.#connected(wire.connection);
  }

  #identified({ hostKey, times }: SshWire): void {
    const { credential } = this.login;
    const hasFile = credential?.format === 'ssh_auth' && credential.knownHosts !== undefined;
    const proof = hasFile
      ? `known_hosts of the secret has the host’s key ${hostKey?.name}`
      : `the host shows ${hostKey?.name}; the secret has no known_hosts, so Code Engine takes the first key that it is shown`;
    this.#passed('identity', times.identityMs, proof);
  }

  #signedIn(wire: HttpWire): void {
    const { used, hidden } = this.login;
    if (wire.loginMs !== undefined) {
      this.#passed(
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

  #moved(to: string): void {
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

  #refusedHttp(error: HttpRefused, wire: HttpWire): void {
    const { step, ...failure } = httpFailure(error, this.context.explain);
    if (this.login.hidden && (error.status === 401 || error.status === 403 || error.status === 404)) {
      this.notChecked =
        'The git host wants a login, and the value of the secret is hidden from ce-image, so it could not be tried.';
      return;
    }
    if (step === 'repository' && wire.loginMs === undefined) {
      this.steps.skipped('auth', 'not-needed', `${error.authority} asked for no login`);
    } else if (step === 'repository') {
      this.#passed(
        'auth',
        wire.loginMs ?? 0,
        `${error.authority} takes the login of ${this.login.used.username}`,
      );
    }
    this.#failed(step, wire.loginMs ?? wire.firstMs, failure);
  }

  async #brokenSsh(error: unknown, wire: SshWire, startedAt: number): Promise<void> {
    const { key, credential } = this.login;
    const { authority } = this.address;
    this.#reachedSsh(wire);
    if (error instanceof SshRefused) {
      const hasFile = credential?.format === 'ssh_auth' && credential.knownHosts !== undefined;
      if (error.step === 'identity') {
        return this.#failed(
          'identity',
          wire.times.identityMs,
          sshFailure(error, authority, undefined, hasFile),
        );
      }
      this.#identified(wire);
      if (key && !key.ok) {
        const cause = key.fault === 'passphrase' ? 'ssh-key-passphrase' : 'git-auth-failed';
        const proof = `the private key of the secret ${credential?.secretName} cannot be used: ${key.problem}`;
        return this.#failed('auth', wire.times.authMs, { cause, proof });
      }
      return this.#failed(
        'auth',
        wire.times.authMs,
        sshFailure(error, authority, this.login.used.key, hasFile),
      );
    }
    if (error instanceof ProgramEnded || error instanceof GitRefused) {
      this.#identified(wire);
      const [words, code] =
        error instanceof ProgramEnded ? [error.words, error.code] : [error.message, undefined];
      const { step, ...failure } = wordsFailure(words, code, authority, this.context.explain);
      if (step === 'repository') {
        this.#passed('auth', wire.times.authMs, `${authority} accepts the key ${this.login.used.key}`);
      }
      const whose = failure.cause === 'git-repo-not-found' ? keyOwner(await wire.greeting()) : undefined;
      if (whose === undefined) return this.#failed(step, 0, failure);
      const isDeployKey = whose.includes('/') && whose !== this.address.path.replace(/^\/|\.git$/g, '');
      const proof = isDeployKey
        ? `${failure.proof}; the key is a deploy key of ${whose}, and of no other repository`
        : `${failure.proof}; the key belongs to ${whose}, who may not read it, or it does not exist`;
      return this.#failed(step, 0, { cause: isDeployKey ? 'git-auth-failed' : failure.cause, proof });
    }
    return this.#broken(error, 'repository', startedAt);
  }

  /** No answer that can be used: our own rules, the network, or a server that does not keep to the protocol. */
  #broken(error: unknown, step: 'tcp' | 'repository' | 'revision' | 'tree', startedAt: number): void {
    const ms = this.context.clock.now() - startedAt;
    if (error instanceof ForbiddenAddress) this.notChecked = notAsked(error.authority, error.kind, asker);
    else if (error instanceof NotAllowed) this.notChecked = `${error.message}.`;
    else if (error instanceof TransportError) this.#noAnswer(error, step);
    else if (error instanceof TooMuch) {
      this.notChecked =
        `${error.message} than ce-image takes for one check, so the source was not looked at.`.replace(
          'would have to be read than',
          'would have to be read, more than',
        );
      this.steps.skipped(step, 'not-reached', error.message);
    } else if (error instanceof HttpRefused) {
      const { step: _, ...failure } = httpFailure(error, this.context.explain);
      this.#failed(step, ms, failure);
    } else if (error instanceof GitRefused || error instanceof ProgramEnded) {
      const words = error instanceof ProgramEnded ? error.words : error.message;
      const { step: _, ...failure } = wordsFailure(
        words,
        undefined,
        this.address.authority,
        this.context.explain,
      );
      this.#failed(step, ms, failure);
    } else if (error instanceof Unacceptable)
      this.#failed(step, ms, { cause: 'unknown', proof: error.message });
    else throw error;
  }

  #noAnswer(error: TransportError, step: 'tcp' | 'repository' | 'revision' | 'tree'): void {
    const { phase, connection } = error;
    const failure = transportFailure(error);
    const name = {
      dns: 'dns',
      tcp: 'tcp',
      tls: 'identity',
      http: step === 'tcp' ? 'repository' : step,
    } as const;
    if (phase !== 'dns' && !this.steps.has('dns')) {
      const { hostname } = this.context.hosts.target(this.address);
      const { address = hostname, dnsMs = 0 } = connection;
      if (hostname === address) this.steps.skipped('dns', 'not-needed', `${address} is an address`);
      else this.#passed('dns', dnsMs, `${hostname} is ${address}`);
      if (phase !== 'tcp') this.#passed('tcp', connection.tcpMs ?? 0, 'connected');
    }
    this.#failed(name[phase], connection.ms, failure);
    if (phase !== 'http') {
      this.notes.push(
        'This is seen from where ce-image runs; Code Engine calls out from other addresses, and a host in a private network may know those.',
      );
    }
  }

  #passed(step: Parameters<Steps['passed']>[0], ms: number, proof: string): void {
    this.steps.passed(step, ms, this.safe(proof));
  }

  #failed(step: Parameters<Steps['failed']>[0], ms: number, { cause, proof }: Failure): void {
    this.steps.failed(step, ms, { cause, proof: this.safe(proof) });
  }
}

/** The tree of a commit without its files, where the host can leave them out. */
export async function fetchCommit(repository: Repository, id: string): Promise<void> {
  // Where single files cannot be had later, all of them come along.
  const filter = repository.client.canAskById ? { filter: 'blob:none' } : {};
  try {
    await repository.fetch({ wants: [id], depth: 1, ...filter });
  } catch (error) {
    // Some hosts give no part of a history; the commit may then be had with its whole one.
    if (!(error instanceof GitRefused && /shallow|deepen/i.test(error.message))) throw error;
    await repository.fetch({ wants: [id], ...filter });
  }
}

type Resolved =
  | { readonly kind: 'branch' | 'tag' | 'head'; readonly id: string; readonly proof: string }
  | { readonly kind: 'commit'; readonly id: string }
  | { readonly kind: 'short' }
  | { readonly kind: 'none' };

/** As `git clone --branch` finds it: a branch before a tag; a whole id is a commit. */
export function resolveRevision(revision: string | undefined, { all, head, headId }: References): Resolved {
  if (revision === undefined || revision === '' || revision === 'HEAD') {
    const name = head?.replace(/^refs\/heads\//, '') ?? 'HEAD';
    return headId === undefined
      ? { kind: 'none' }
      : { kind: 'head', id: headId, proof: `the default branch ${name} is at ${headId.slice(0, 7)}` };
  }
  const find = (name: string): Reference | undefined => all.find((each) => each.name === name);
  const branch = find(`refs/heads/${revision}`);
  if (branch)
    return { kind: 'branch', id: branch.id, proof: `the branch ${revision} is at ${branch.id.slice(0, 7)}` };
  const tag = find(`refs/tags/${revision}`);
  const tagged = tag?.peeled ?? tag?.id;
  if (tagged !== undefined)
    return { kind: 'tag', id: tagged, proof: `the tag ${revision} is ${tagged.slice(0, 7)}` };
  if (/^[0-9a-f]{40}$/i.test(revision)) return { kind: 'commit', id: revision.toLowerCase() };
  if (/^[0-9a-f]{7,39}$/i.test(revision)) {
    const known = all.find(({ id, peeled }) => (peeled ?? id).startsWith(revision.toLowerCase()));
    return known ? { kind: 'commit', id: known.peeled ?? known.id } : { kind: 'short' };
  }
  return { kind: 'none' };
}

/** Short names of branches and tags, the nearest first. */
function nearest(wanted: string, references: readonly Reference[]): readonly string[] {
  const names = references.slice(0, 20_000).map(({ name }) => name.replace(/^refs\/(?:heads|tags)\//, ''));
  const bare = wanted.replace(/^(?:refs\/(?:heads|tags)|origin|remotes\/origin)\//, '').toLowerCase();
  const far = (name: string) =>
    distance(name.toLowerCase(), bare) - (name.toLowerCase().endsWith(`/${bare}`) ? 100 : 0);
  return [...new Set(names)].sort((one, other) => far(one) - far(other)).slice(0, MOST_NEAR);
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

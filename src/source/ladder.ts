import { forbiddenHost, notAsked } from '../net/addresses';
import { dial } from '../net/dial';
import { ForbiddenAddress } from '../net/endpoint';
import { TransportError, Unacceptable } from '../net/transport';
import { loginElsewhere } from './credentials';
import { Budget, GitClient, type References } from './git/client';
import { HttpRefused, HttpWire } from './git/http-wire';
import { commitFacts } from './git/objects';
import type { GitRefused } from './git/packets';
import { Repository } from './git/repository';
import { GitHistory } from './history';
import { type AskBatch, checkLfs, LFS_TYPE, MOST_BATCH_BYTES } from './lfs';
import { askLfsOverSsh } from './lfs/over-ssh';
import { isCommitId, isUnknownCommit, probeCommit } from './probe';
import { byHttps, parseAddress, type RepositoryAddress, spelled } from './reach/address';
import { asker, whyNotAsked } from './reach/hosts';
import { ClimbRecord, MOST_NOTE } from './record';
import { fetchCommit, missingRevision, resolveRevision, withSlashes } from './revision';
import { KnownHosts } from './ssh/known-hosts';
import { SshWire } from './ssh/ssh-wire';
import { type AskSubmodule, checkSubmodules } from './submodules';
import { GitTree } from './tree';

/** Bytes that one check takes from git hosts, submodules included. */
const MOST_BYTES = 20_000_000;

export class Ladder extends ClimbRecord {
  /** Of all that is asked in this check. */
  #budget = new Budget(MOST_BYTES);
  /** What the submodules may take of it together. */
  #besides: Budget | undefined;
  /** The only question is whether its commit can be had. */
  #isProbe = false;
  /** A commit that is being fetched beside the names. */
  #ahead: { readonly id: string; readonly fetched: Promise<unknown> } | undefined;
  /** Its history, which is as immutable. */
  #pastAhead: GitHistory | undefined;

  async climb(): Promise<void> {
    const { address, login } = this;
    if (login.unsent !== undefined) this.notes.push(this.safe(login.unsent));
    this.steps.passed(
      'address',
      0,
      `${spelled(address)}${address.hadLogin ? ', without the login that stands in it' : ''}`,
    );
    if (login.fault) {
      for (const step of ['dns', 'tcp', 'identity'] as const) {
        this.steps.skipped(step, 'not-needed', 'the login decides it beforehand');
      }
      if (address.scheme === 'http') this.facts = { sourceUrl: byHttps(address) };
      this.failed('auth', 0, { cause: login.fault.cause, proof: login.fault.detail });
      return;
    }
    if (!this.context.hosts.isSafe(address)) {
      const { authority } = address;
      const kind = forbiddenHost(address.hostname);
      this.notChecked =
        kind !== undefined
          ? notAsked(authority, kind, asker)
          : `${authority} was not asked: over http://, everything travels unencrypted. Change the address to ${byHttps(address)}; where the host has no HTTPS, add ${authority} to SOURCE_ALLOWED_HOSTS.`;
      return;
    }
    if (address.scheme === 'ssh' && !login.key) return this.#withoutKey();
    const opened = address.scheme === 'ssh' ? await this.#overSsh() : await this.#overHttp();
    if (!opened) return;
    await this.#findRevision(opened);
  }

  close(): void {
    if (this.repository) this.context.kept.keep(spelled(this.address), this.repository.objects);
    this.wire?.close();
  }

  /** Submodules and LFS: what is fetched beside the tree, by the same command of the platform. */
  async lookBeside(): Promise<void> {
    const { tree, repository } = this;
    if (!tree || !repository) return;
    const reports = await Promise.all([
      repository.mentions('160000 ')
        ? checkSubmodules(tree, this.address, (...asked) => this.#askSubmodule(...asked))
        : undefined,
      repository.mentions(' .gitattributes\0') ? checkLfs(tree, (body) => this.#askLfs(body)) : undefined,
    ]);
    for (const report of reports) {
      if (!report) continue;
      this.findings.push(...report.findings.map((each) => ({ ...each, detail: this.safe(each.detail) })));
      this.notes.push(...report.notes.map((note) => this.safe(note, MOST_NOTE)));
      this.well.push(...report.well);
    }
    if (repository.oddEntries > 0) {
      const { oddEntries: odd } = repository;
      const have = odd === 1 ? '1 entry of the tree has a name' : `${odd} entries of the tree have names`;
      this.notes.push(
        `${have} that is not looked at, such as “..”, or one with control characters: left out.`,
      );
    }
  }

  /** Climbs the ladder of a submodule, with the same login where it is for the same host. */
  async #askSubmodule(address: RepositoryAddress, commit: string): ReturnType<AskSubmodule> {
    const known = [...this.question.knownHosts, this.address.authority, this.address.hostname];
    if (!this.context.hosts.mayAsk(address, known)) return { note: whyNotAsked(address) };
    const login = loginElsewhere(address, this.address, this.login);
    const question = { ...this.question, url: spelled(address), revision: commit, commit: undefined };
    const below = new Ladder(question, address, login, this.context, this.signal);
    this.#besides ??= this.#budget.half();
    below.#budget = this.#besides;
    below.#isProbe = true;
    try {
      await below.climb();
    } finally {
      below.close();
    }
    const failed = below.steps.firstFailed;
    if (failed) return { problem: failed.proof ?? failed.step };
    return below.notChecked === undefined ? undefined : { note: below.notChecked };
  }

  async #askLfs(body: Buffer): ReturnType<AskBatch> {
    const { wire, address, context, signal } = this;
    const { knownHosts } = this.question;
    try {
      if (wire instanceof SshWire) {
        return await askLfsOverSsh({ ...context, wire, address, knownHosts, signal }, body);
      }
      const below = `${address.path.endsWith('.git') ? '' : '.git'}/info/lfs/objects/batch`;
      const headers = { 'Content-Type': LFS_TYPE, Accept: LFS_TYPE };
      const answer = await wire?.post(below, body, headers, MOST_BATCH_BYTES);
      return answer
        ? { status: answer.status, text: answer.body.toString('utf8') }
        : { unasked: 'no connection is left' };
    } catch (error) {
      if (error instanceof TransportError)
        return { unasked: `${error.authority} gave no answer (${error.code})` };
      if (error instanceof ForbiddenAddress) return { unasked: notAsked(error.authority, error.kind, asker) };
      if (error instanceof Unacceptable) return { unasked: error.message };
      throw error;
    }
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
    const client = new GitClient(wire, this.#budget);
    const startedAt = clock.now();
    try {
      await client.greet();
    } catch (error) {
      this.reachedHttp(wire);
      if (error instanceof HttpRefused) this.refusedHttp(error, wire);
      else this.broken(error, 'repository', startedAt);
      return undefined;
    }
    this.reachedHttp(wire);
    this.signedIn(wire);
    if (wire.moved !== undefined) this.moved(wire.moved);
    this.passed('repository', wire.loginMs ?? wire.firstMs, this.speaks(client));
    return new Repository(client, true, this.context.kept.of(spelled(this.address)));
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
    const client = new GitClient(wire, this.#budget);
    const startedAt = clock.now();
    try {
      await client.greet();
    } catch (error) {
      await this.brokenSsh(error, wire, startedAt);
      return undefined;
    }
    this.reachedSsh(wire);
    this.identified(wire);
    this.passed('auth', wire.times.authMs, `${address.authority} accepts the key ${login.used.key}`);
    this.passed('repository', wire.times.programMs, this.speaks(client));
    return new Repository(client, false, this.context.kept.of(spelled(this.address)));
  }

  /** Without a secret, Code Engine's git knows no host key and has none of its own. */
  async #withoutKey(): Promise<void> {
    const { address, context } = this;
    const { hosts, clock, resolve, requestTimeoutMs: timeoutMs } = context;
    if (this.login.hidden) {
      const why =
        this.login.unsent === undefined
          ? ', and the value of the secret is hidden from ce-image, so it could not be tried'
          : '';
      this.notChecked = `${address.authority} wants a key${why}.`;
      return;
    }
    const startedAt = clock.now();
    try {
      const options = { clock, timeoutMs, ...(resolve && { resolve }) };
      const { socket, connection } = await dial(hosts.target(address), options, this.signal);
      socket.on('error', () => undefined);
      socket.destroy();
      this.connected(connection);
    } catch (error) {
      this.broken(error, 'tcp', startedAt);
      return;
    }
    const proof =
      'the address asks for SSH, and the build has no SSH secret: there is no key to sign in with, and no known_hosts to know the host by';
    this.failed('identity', 0, { cause: 'git-host-key-unverified', proof });
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
      await new GitClient(wire, this.#budget).greet();
      return true;
    } catch {
      return false;
    }
  }

  async #findRevision(repository: Repository): Promise<void> {
    const { client } = repository;
    const { revision, commit: wanted } = this.question;
    const startedAt = client.now();
    if (this.#isProbe && revision !== undefined && client.canAskById)
      return this.#probe(repository, revision);
    // The commit is known, so its tree need not wait for the names of the repository.
    const known = wanted !== undefined && isCommitId(wanted) && this.wire instanceof HttpWire;
    if (known && client.canAskById) {
      this.#ahead = { id: wanted, fetched: this.#fetch(repository, wanted) };
      this.#ahead.fetched.catch(() => undefined);
      this.#pastAhead = new GitHistory(repository, wanted);
      void this.#pastAhead.commits();
    }
    let references: References;
    try {
      references = await client.references();
    } catch (error) {
      return this.broken(error, 'revision', startedAt);
    }
    this.references = references;
    this.defaultBranch = references.head?.replace(/^refs\/heads\//, '');
    const ms = client.now() - startedAt;
    if (references.all.length === 0 && references.headId === undefined) {
      const proof = 'the repository is empty: it has no branch and no commit';
      return this.failed('revision', ms, { cause: 'git-revision-not-found', proof });
    }
    let found = resolveRevision(revision, references);
    if (found.kind === 'none') {
      this.place = withSlashes(revision, this.question.contextDir, references);
      if (this.place) found = resolveRevision(this.place.revision, references);
    }
    if (found.kind === 'short') {
      this.notChecked = `${revision} looks like the beginning of a commit’s id; only a whole one (40 digits), a branch or a tag can be proven.`;
      return;
    }
    if (found.kind === 'none') return this.#noRevision(ms, references);
    if (found.kind !== 'commit') this.passed('revision', ms, found.proof);
    const tip = found.id;
    // The run that failed had a commit of its own; the branch may have moved since.
    const at = wanted !== undefined && isCommitId(wanted) ? wanted : tip;
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
      await (this.#ahead?.id === id ? this.#ahead.fetched : this.#fetch(repository, id));
    } catch (error) {
      const isUnknown = isUnknownCommit(error);
      if (isUnknown && otherwise !== undefined) {
        this.notes.push(
          `The commit ${id.slice(0, 7)} of the run is no longer in the repository; its branch was looked at.`,
        );
        this.tip = undefined;
        return this.#fetchTree(repository, otherwise, undefined, undefined);
      }
      if (isUnknown && commitAsRevision !== undefined) {
        return this.#noCommit(id, error, startedAt);
      }
      if (commitAsRevision !== undefined) this.passed('revision', 0, `${id.slice(0, 7)} is a commit`);
      return this.broken(error, 'tree', startedAt);
    }
    const ms = repository.client.now() - startedAt;
    if (commitAsRevision !== undefined)
      this.passed('revision', 0, `${this.address.authority} has the commit ${id.slice(0, 7)}`);
    const commit = repository.commit(id);
    if (!commit || !repository.tree(commit.tree)) {
      return this.failed('tree', ms, {
        cause: 'unknown',
        proof: 'what the git host sent is not what was asked for',
      });
    }
    if (this.#isProbe) return this.passed('tree', ms, 'its tree can be had');
    this.repository = repository;
    this.commit = commitFacts(commit.id, commit);
    this.tree = new GitTree(repository, commit.tree);
    this.history = this.#ahead?.id === commit.id ? this.#pastAhead : new GitHistory(repository, commit.id);
    const more = repository.client.canFilter
      ? ''
      : ', with all files, because the host cannot leave them out';
    this.passed('tree', ms, `the tree at ${commit.id.slice(0, 7)}${more}`);
  }

  /** Whether a commit can be had: neither its tree nor the names of the repository are needed for that. */
  async #probe(repository: Repository, id: string): Promise<void> {
    const startedAt = repository.client.now();
    try {
      await probeCommit(repository, id);
    } catch (error) {
      if (isUnknownCommit(error)) this.#noCommit(id, error, startedAt);
      else this.broken(error, 'tree', startedAt);
      return;
    }
    this.passed('revision', repository.client.now() - startedAt, `${id.slice(0, 7)} can be had`);
  }

  /** Fetches a commit's tree, and tells when the host gives no commit by itself, as the platform's clone wants it. */
  #fetch(repository: Repository, id: string): Promise<void> {
    return fetchCommit(repository, id, (why) => {
      // The commit of a run and the tip of its branch may both be asked for.
      if (this.findings.some(({ cause }) => cause === 'git-shallow-refused')) return;
      const { revision = '' } = this.question;
      const { authority } = this.address;
      this.findings.push({
        cause: 'git-shallow-refused',
        // A commit is cloned with its whole history.
        kind: isCommitId(revision.toLowerCase()) ? 'risk' : 'fails',
        detail: this.safe(
          `${authority} gives no shallow clone (${why}), and Code Engine clones a branch or a tag with --depth 1.`,
        ),
        proof: `${authority} was asked for one commit without its history`,
      });
    });
  }

  #noCommit(id: string, { message }: GitRefused, startedAt: number): void {
    const proof = `${this.address.authority} has no commit ${id}: ${message}`;
    this.failed('revision', this.context.clock.now() - startedAt, { cause: 'git-revision-not-found', proof });
  }

  #noRevision(ms: number, references: References): void {
    const { near, meant, proof } = missingRevision(this.question.revision, references);
    this.near = near;
    if (meant !== undefined) this.facts = { ...this.facts, revision: meant };
    this.failed('revision', ms, { cause: 'git-revision-not-found', proof });
  }
}

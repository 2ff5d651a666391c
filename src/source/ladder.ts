/** The steps from an open repository to the tree of one commit. */
import type { SourceQuestion } from '../diagnosis/model/sources';
import type { ChosenLogin } from './credentials';
import { Budget, type References } from './git/client';
import { HttpWire } from './git/http-wire';
import { commitFacts } from './git/objects';
import type { GitRefused } from './git/packets';
import type { Repository } from './git/repository';
import { GitHistory } from './history';
import { openRepository } from './opening';
import { isCommitId, isUnknownCommit, probeCommit } from './probe';
import { type RepositoryAddress, spelled } from './reach/address';
import { ClimbRecord, type LadderContext } from './record';
import { fetchCommit, missingRevision, resolveRevision, withSlashes } from './revision';
import { GitTree } from './tree';

/** Bytes that one check takes from git hosts, submodules included. */
const MOST_BYTES = 20_000_000;

export class Ladder extends ClimbRecord {
  /** Of all that is asked in this check. */
  readonly budget: Budget;
  /** A commit that is being fetched beside the names. */
  #ahead: { readonly id: string; readonly fetched: Promise<unknown> } | undefined;
  /** Its history, which is as immutable. */
  #pastAhead: GitHistory | undefined;

  /** @param probe whether the only question is if its commit can be had, and what it may take for that */
  constructor(
    question: SourceQuestion,
    address: RepositoryAddress,
    login: ChosenLogin,
    context: LadderContext,
    signal: AbortSignal,
    private readonly probe?: { readonly budget: Budget },
  ) {
    super(question, address, login, context, signal);
    this.budget = probe?.budget ?? new Budget(MOST_BYTES);
  }

  async climb(): Promise<void> {
    const opened = await openRepository(this, this.budget);
    if (opened) await this.#findRevision(opened);
  }

  close(): void {
    if (this.repository) this.context.kept.keep(spelled(this.address), this.repository.objects);
    this.wire?.close();
  }

  async #findRevision(repository: Repository): Promise<void> {
    const { client } = repository;
    const { revision, commit: wanted } = this.question;
    const startedAt = client.now();
    if (this.probe && revision !== undefined && client.canAskById) return this.#probe(repository, revision);
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
    this.repository = repository;
    this.commit = commitFacts(commit.id, commit);
    this.tree = new GitTree(repository, commit.tree);
    this.history = this.#ahead?.id === commit.id ? this.#pastAhead : new GitHistory(repository, commit.id);
    const more = repository.client.canFilter
      ? ''
      : ', with all files, because the host cannot leave them out';
    this.passed('tree', ms, `the tree at ${commit.id.slice(0, 7)}${more}`);
  }

  /** Whether a commit can be had. Its tree is wanted only where submodules of its own stand in it. */
  async #probe(repository: Repository, id: string): Promise<void> {
    const startedAt = repository.client.now();
    try {
      const { whole } = await probeCommit(repository, id);
      const commit = repository.commit(id);
      const root = commit && repository.tree(commit.tree);
      if (commit && root?.some(({ name }) => name === '.gitmodules')) {
        if (!whole) await fetchCommit(repository, id, () => undefined);
        this.tree = new GitTree(repository, commit.tree);
      }
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

/** One inquiry's view of the world: its sources and its deadline, and nothing else. */

import { setMaxListeners } from 'node:events';
import { beforeAbort } from '../../model/abort';
import type { Evidence, Gathered } from '../../model/evidence';
import { SourceError } from '../../model/evidence';
import { hostOf } from '../../model/image-host';
import { gapOf } from '../../model/listed';
import type { Gap } from '../../model/missing-reason';
import type { LogExcerpt, WorkloadSpec } from '../../model/platform';
import type { RegistryCheck } from '../../model/registry-check';
import type {
  ArchiveQuestion,
  CodeEngineSource,
  LogArchive,
  NetworkSource,
  RegistryQuestion,
  SourceLadder,
  SourceQuestion,
  Sources,
  UploadedSource,
  UploadQuestion,
} from '../../model/sources';
import type { ProjectRef } from '../../model/subject';
import type { Questions } from '../foresight';
import { Climb } from './climb';

/** What is asked of a registry about an image that a workload of the project names. */
type OwnImage = Pick<RegistryQuestion, 'secret' | 'purpose' | 'pinnedDigest'>;

/** Asks the sources. No question rejects: what fails is named as missing. */
export class Gatherer {
  readonly codeEngine: CodeEngineSource;
  readonly archive: LogArchive | undefined;
  readonly network: NetworkSource | undefined;
  readonly #asked: { readonly registry: RegistryQuestion[]; readonly source: SourceQuestion[] } = {
    registry: [],
    source: [],
  };
  readonly #checks = new Map<string, Promise<RegistryCheck>>();
  readonly #climbs = new Map<string, Climb>();
  readonly #archived = new Map<string, Promise<Gathered<readonly LogExcerpt[]>>>();
  /** When the inquiry began, milliseconds since 1970: who asks for the lines until now asks the same each time. */
  readonly began: number;

  constructor(
    private readonly sources: Sources,
    private readonly signal: AbortSignal,
    /** Ends registry checks a little earlier, so that there is time to hear how far they came. */
    private readonly registrySignal: AbortSignal = signal,
  ) {
    this.codeEngine = sources.codeEngine;
    this.archive = sources.archive;
    this.network = sources.network;
    this.began = sources.clock.now();
    // Every question listens to it, and there are more than the ten that Node takes for a leak.
    setMaxListeners(0, signal, registrySignal);
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.sources.clock.now();
  }

  /** Asks one source. A port that ignores the signal still cannot hold the answer up. */
  async ask<T>(question: (signal: AbortSignal) => Promise<T>): Promise<Gathered<T>> {
    try {
      const value = await beforeAbort(question(this.signal), this.signal, tooLate);
      const gap = gapOf(value);
      return { state: 'present', value, ...(gap && { gap }) };
    } catch (error) {
      return missing(error, this.signal);
    }
  }

  /** Asks one source several times: a question that is refused leaves the others, and is named as a gap. */
  async askEach<Q, T>(
    questions: readonly Q[],
    ask: (question: Q, signal: AbortSignal) => Promise<T>,
  ): Promise<Gathered<readonly T[]>> {
    const answers = await Promise.all(questions.map((one) => this.ask((signal) => ask(one, signal))));
    const value = answers.flatMap((one) => (one.state === 'present' ? [one.value] : []));
    const failure = answers.find((one) => one.state === 'missing');
    if (!failure) return { state: 'present', value };
    if (value.length === 0) return failure;
    const { state: _, ...gap } = failure;
    return { state: 'present', value, gap };
  }

  /** Lines that an archive keeps, or why they cannot be had. One question is asked once: an archive takes few a minute. */
  archivedLines(archive: LogArchive, question: ArchiveQuestion): Promise<Gathered<readonly LogExcerpt[]>> {
    const key = JSON.stringify(question);
    const lines = this.#archived.get(key) ?? this.ask((signal) => archive.lines(question, signal));
    this.#archived.set(key, lines);
    return lines;
  }

  /** Whether anybody looks into repositories. */
  get canClimb(): boolean {
    return this.sources.source !== undefined;
  }

  /** Begins to ask what is most likely asked later on. Answers that nobody asks for then count for nothing. */
  foresee({ registry, source }: Questions): void {
    for (const question of registry) this.#check(question);
    for (const question of source) {
      this.#climbs.set(JSON.stringify(question), new Climb((look) => this.#climb(question, look)));
    }
  }

  /** What was asked of registries and git hosts so far. */
  get asked(): Questions {
    return { registry: [...this.#asked.registry], source: [...this.#asked.source] };
  }

  /** Ends what was foreseen and is not wanted. */
  close(): void {
    for (const climb of this.#climbs.values()) climb.leave();
    this.#climbs.clear();
  }

  /** Climbs to the source of a build, and looks at its tree; ends as early as registry checks do. */
  climb<T>(question: SourceQuestion, look: (ladder: SourceLadder) => Promise<T>): Promise<Gathered<T>> {
    this.#asked.source.push(question);
    const key = JSON.stringify(question);
    const begun = this.#climbs.get(key);
    this.#climbs.delete(key);
    return this.ask(() => (begun ? begun.look(look) : this.#climb(question, look)));
  }

  async #climb<T>(question: SourceQuestion, look: (ladder: SourceLadder) => Promise<T>): Promise<T> {
    const { source } = this.sources;
    if (!source) throw new SourceError('not-configured', 'repositories are not looked into');
    return source.climb(question, look, this.registrySignal);
  }

  /** Whether anybody looks into uploads. */
  get canOpen(): boolean {
    return this.sources.registry.open !== undefined;
  }

  /** Opens the image that holds uploaded source; ends as early as registry checks do. */
  open<T>(question: UploadQuestion, look: (source: UploadedSource) => Promise<T>): Promise<Gathered<T>> {
    const { registry } = this.sources;
    return this.ask(async () => {
      if (!registry.open) throw new SourceError('not-configured', 'uploads are not looked into');
      return registry.open(question, look, this.registrySignal);
    });
  }

  checkRegistry(question: RegistryQuestion): Promise<Gathered<RegistryCheck>> {
    this.#asked.registry.push(question);
    return this.ask(() => this.#check(question));
  }

  /** One question is asked once. */
  #check(question: RegistryQuestion): Promise<RegistryCheck> {
    const key = JSON.stringify(question);
    let check = this.#checks.get(key);
    if (!check) {
      check = this.sources.registry.check(question, this.registrySignal);
      this.#checks.set(key, check);
      // Whoever waits for it hears of its failure.
      check.catch(() => undefined);
    }
    return check;
  }

  /** Checks an image of the project itself; its host is known by definition. */
  checkImage(project: ProjectRef, reference: string, about: OwnImage): Promise<Gathered<RegistryCheck>> {
    return this.checkRegistry({ reference, project, knownHosts: [hostOf(reference)], ...about });
  }

  /** Checks whether the image that a workload runs can be pulled. Undefined when it names none. */
  async checkImageOf(
    project: ProjectRef,
    { imageReference, imageSecret }: WorkloadSpec,
    pinnedDigest?: string,
  ): Promise<Gathered<RegistryCheck> | undefined> {
    if (!imageReference) return undefined;
    return this.checkImage(project, imageReference, {
      purpose: 'pull',
      ...(imageSecret !== undefined && { secret: imageSecret }),
      ...(pinnedDigest !== undefined && { pinnedDigest }),
    });
  }
}

function tooLate(): SourceError {
  return new SourceError(
    'timeout',
    'no answer before the deadline of this investigation',
    'Press Check again; if it stays, look at the IBM Cloud status page.',
  );
}

function missing(error: unknown, signal: AbortSignal): Gathered<never> {
  const known = error instanceof SourceError ? error : signal.aborted ? tooLate() : undefined;
  return {
    state: 'missing',
    reason: known?.reason ?? 'failed',
    detail: known?.message ?? 'the source failed in a way that ce-image does not know',
    ...(known?.cure !== undefined && { cure: known.cure }),
  };
}

/** Evidence on the newest of several, with what could not be read of them: the newest may be among those. */
export function withGap<K extends 'buildRun' | 'jobRun'>(
  evidence: Evidence,
  key: K,
  { gap }: { readonly gap?: Gap },
): Evidence {
  const newest = evidence[key];
  return gap && newest?.state === 'present' ? { ...evidence, [key]: { ...newest, gap } } : evidence;
}

/** A cause that some evidence speaks for, before all evidence is weighed together. */
import type { CauseId } from '../model/cause-id';
import type { Confidence, Proof } from '../model/report';

export interface Candidate {
  readonly cause: CauseId;
  readonly confidence: Exclude<Confidence, 'unknown'>;
  /** `symptom`: it says what happened, not why; anything better wins. */
  readonly strength: 'decisive' | 'symptom';
  readonly proof: Proof;
  /** The platform says that the very step failed whose own error this is. */
  readonly ofFailedStep?: boolean;
  /** One sentence with the facts of this case; absent: the catalogue's general meaning. */
  readonly detail?: string;
  /** Captures of the matching pattern, for the remedy. */
  readonly captured?: Readonly<Record<string, string>>;
  /** The deciding lines of a log, with their context. */
  readonly telling?: readonly string[];
  /** True though nothing has failed by it (yet): a moved tag, a vulnerable image. */
  readonly advisory?: boolean;
  /** True, but the work failed before it came so far: the next obstacle, not this one. */
  readonly secondary?: boolean;
}

/** The evidence that is about a failure of a build, or of something that runs. */
export type Side = 'build' | 'run';

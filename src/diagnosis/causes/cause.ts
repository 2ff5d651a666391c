/** What a cause declares. One file a cause: `<stage>/<id>.ts`, with its example messages `<id>.txt` beside it. */
import type { CauseId, Phase, Stage } from '../model/cause-id';
import type { FixStep } from '../model/fix';
import type { Thing, Went } from '../reading/fact';
import type { RemedyFacts } from '../remedy/facts';
import { completeSteps } from '../remedy/fix-steps';
import { withoutWhatIsShown } from '../remedy/shown';
import type { Traits } from './traits';

/** What a fact must be for a cause to follow from it. */
export interface FollowsFrom {
  readonly went: readonly Went[];
  /** What it must be about; absent: whatever it is about. */
  readonly to?: readonly Thing[];
  /** Parts of the work in which it means this cause; absent: any. */
  readonly during?: readonly Phase[];
  /** Tools in whose mouth it means this cause; absent: any. */
  readonly who?: readonly string[];
}

/** A structured word of the platform that names this cause. */
export interface PlatformReason {
  readonly of:
    | 'project'
    | 'build'
    | 'build-run'
    | 'app'
    | 'revision'
    | 'function'
    | 'job-run-index'
    | 'container'
    | 'pod'
    | 'shipwright'
    | 'shipwright-failure';
  readonly value: string | RegExp;
  /** `symptom`: it names what happened, not why; any better evidence wins. */
  readonly strength: 'decisive' | 'symptom';
}

/** What a headline is made of: what is known of the case, and what was said of it. */
export interface HeadlineFacts extends RemedyFacts {
  /** The deciding line of a log, an event or a pasted text. */
  readonly said?: string;
  /** What our own check found, in its words. */
  readonly checked?: string;
  /** The sentence that a rule or a check made for this case. */
  readonly detail?: string;
  /** Of a fault of the source: path from the root, line from 1, and that line. */
  readonly fault?: { readonly file: string; readonly line?: number; readonly quote?: string };
}

export interface Cause {
  /** The name of its file. */
  readonly id: CauseId;
  /** The category, in plain words, capitalised, no full stop: the headline where nothing more is known. */
  readonly title: string;
  /**
   * What is wrong with this one, a clause with its names, capitalised, no full stop; undefined when they are not known.
   * A cause that has none to give says so with `nothingToName`.
   */
  readonly headline: (facts: HeadlineFacts) => string | undefined;
  /** The name of its folder. */
  readonly stage: Stage;
  readonly traits: Traits;
  /** What it means, two or three sentences for the documentation page and the card. */
  readonly meaning: string;
  /** How it shows, for the documentation page. */
  readonly shows: string;
  readonly reasons?: readonly PlatformReason[];
  /** Causes that bring it about: where one of them shows as well, that one is the root. */
  readonly becauseOf?: readonly CauseId[];
  /** Facts that it follows from. */
  readonly follows?: readonly FollowsFrom[];
  /** Sentences that only this cause has, and that no tool's grammar says. Linear in time: no unbounded quantifier. */
  readonly phrases?: readonly (RegExp | { readonly match: RegExp; readonly during: readonly Phase[] })[];
  /** How it is proven beyond the text, one sentence. */
  readonly proof: string;
  /** What to rule out, a phrase each. */
  readonly ruleOut?: readonly string[];
  /** Steps in the order in which to take them; must work with no fact known. */
  readonly fix: (facts: RemedyFacts) => readonly FixStep[];
  /** Documentation page behind the fix. */
  readonly doc: string;
  /** The page that fits the facts, where a kind of resource or a registry has one of its own. */
  readonly docOf?: (facts: RemedyFacts) => string;
  /** Documented cases of Code Engine (I-1 … P-3) that this cause covers. */
  readonly cases?: readonly string[];
}

/** Declares a cause. Its fix is made complete. */
export function defineCause(cause: Cause): Cause {
  return { ...cause, fix: (facts) => withoutWhatIsShown(completeSteps(cause.fix(facts), facts), facts) };
}

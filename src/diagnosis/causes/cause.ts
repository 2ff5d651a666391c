/** The shape of a catalogue entry. One entry a cause; a stage's entries share a file. */
import { completeSteps } from '../remedy/fix-steps';
import type { FixStep, RemedyFacts } from '../remedy/remedy';

/** Where in an image's life a cause strikes. */
export const stages = ['source', 'build', 'push', 'pull', 'run', 'platform', 'none'] as const;
export type Stage = (typeof stages)[number];

/** Part of the work that a text comes from, where the caller knows it. */
export type Phase = 'source' | 'build' | 'push' | 'pull' | 'run';

/** A pattern in text. Patterns are linear in time: no unbounded quantifier (a test keeps it). */
export interface Pattern {
  readonly match: RegExp;
  /** Phases in which it means this cause; absent: any. */
  readonly phase?: readonly Phase[];
  /** Weight against other causes in the same text; 50 when absent. Root causes outweigh their symptoms. */
  readonly weight?: number;
  /** The line means something else when this matches as well. */
  readonly unless?: RegExp;
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

export interface Cause<Id extends string = string> {
  readonly id: Id;
  /** In plain words, capitalised, no full stop: a card's headline. */
  readonly title: string;
  readonly stage: Stage;
  /** What it means, two or three sentences for the documentation page and the card. */
  readonly meaning: string;
  /** How it shows, for the documentation page. */
  readonly shows: string;
  readonly reasons?: readonly PlatformReason[];
  readonly patterns?: readonly Pattern[];
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

/** Declares an entry, keeping its id as a literal type. Its fix is made complete. */
export function defineCause<const Id extends string>(cause: Cause<Id>): Cause<Id> {
  return { ...cause, fix: (facts) => completeSteps(cause.fix(facts), facts) };
}

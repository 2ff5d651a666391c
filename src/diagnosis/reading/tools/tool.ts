/** How one tool's way of speaking is declared. */
import type { Phase } from '../../model/cause-id';
import type { Thing, Went } from '../fact';

/** A sentence of a tool: what it says has failed, and at what. */
export interface Saying {
  readonly match: RegExp;
  readonly went: Went;
  readonly to: Thing;
  /** It only means this where this very tool speaks: others use the same words. */
  readonly own?: true;
}

export interface Tool {
  readonly name: string;
  /** A command line that starts it: in a RUN instruction, behind a prompt, in a trace of a shell. */
  readonly starts?: RegExp;
  /** A line that only this tool prints. */
  readonly speaks?: RegExp;
  /** What it talks to over the network. */
  readonly reaches?: Thing;
  /** What it works on. */
  readonly handles?: Thing;
  /** Part of the work that it does, where it does only one. */
  readonly phase?: Phase;
  readonly says?: readonly Saying[];
}

/** Sentences with one meaning. */
export function says(went: Went, to: Thing, ...matches: readonly RegExp[]): readonly Saying[] {
  return matches.map((match) => ({ match, went, to }));
}

/** Sentences with one meaning in the mouth of this tool alone. */
export function ownSays(went: Went, to: Thing, ...matches: readonly RegExp[]): readonly Saying[] {
  return matches.map((match) => ({ match, went, to, own: true }));
}

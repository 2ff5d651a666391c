/** What comes out of reading what a person wrote, and what it is read with. */
import type { Command, Mistake } from './command';
import type { Known } from './known';
import type { Talk } from './small-talk';

/** What is asked: at least one command, or what was wrong, or something that is answered with a few words. */
export type Reading = readonly Command[] | Mistake | Talk;

export interface Circumstances {
  /** How it came: after a slash, a line that is nearly a command is a mistyped one. */
  readonly surface: 'command' | 'message';
  readonly known?: Known;
  /** What was asked before, in the same thread. */
  readonly about?: Command;
}

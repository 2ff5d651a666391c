/** What one kind of question looks like when it is typed. */
import type { Command, Mistake, Scope } from './command';
import type { OptionName, Options } from './options';
import type { Word } from './words';

/** What was typed after a verb. */
export interface Given {
  /** The verb's own word, lower case. */
  readonly verb: string;
  readonly values: readonly Word[];
  readonly options: Options;
  readonly scope: Scope;
}

/** A piece of a command line that is written: a word of the grammar, or a value, which is quoted where it must be. */
export type Piece =
  | string
  /** `force`: it is quoted in any case, since it could be read as something else. */
  | { readonly value: string; readonly force?: boolean };

/** A kind of question: how it is read, and how it is written so that it reads the same again. */
export interface Verb<C extends Command> {
  /** The words that begin it, lower case. */
  readonly words: readonly string[];
  /** How it is written, without the options. */
  readonly usage: string;
  /** The options that it takes. */
  readonly options: readonly OptionName[];
  /** Never throws. */
  read(given: Given): Command | Mistake;
  write(command: C): readonly Piece[];
}

/** `--name value`, or nothing. */
export function option(name: OptionName, value: string | undefined, force?: boolean): readonly Piece[] {
  return value === undefined ? [] : [`--${name}`, { value, ...(force ? { force } : {}) }];
}

/** The options of a scope. */
export function scopePieces({ project, region, account }: Scope): readonly Piece[] {
  return [
    ...option('project', project),
    ...(region === undefined ? [] : ['--region', region]),
    ...option('account', account),
  ];
}

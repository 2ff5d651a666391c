/** The catalogue's patterns, ready to be tried on a line. */

import { catalogue } from '../causes/index';
import type { CauseId, Phase } from '../model/cause-id';
import { requiredLiterals, WordFinder } from './literals';

export interface Rule {
  readonly cause: CauseId;
  readonly match: RegExp;
  readonly unless?: RegExp;
  readonly phase?: readonly Phase[];
  readonly weight: number;
}

const DEFAULT_WEIGHT = 50;

/** Every pattern of every cause, in the order of the catalogue. */
const rules: readonly Rule[] = [...catalogue.values()].flatMap(({ id, patterns = [] }) =>
  patterns.map(
    ({ match, weight = DEFAULT_WEIGHT, unless, phase }): Rule => ({
      cause: id,
      match,
      weight,
      ...(unless && { unless }),
      ...(phase && { phase }),
    }),
  ),
);

const literals = rules.map(({ match }) => requiredLiterals(match.source));

/** Rules that must be tried on every line. */
const always = rules.filter((_, at) => literals[at] === undefined);

const finder = new WordFinder(
  literals.flatMap((words, at) => (words ?? []).map((word): [string, number] => [word, at])),
);

/** Rules that may match the text: those of which a word is in it, in no particular order. */
export function rulesFor(text: string): readonly Rule[] {
  const found = [...finder.find(text.toLowerCase())].map((at) => rules[at] as Rule);
  return always.length === 0 ? found : [...always, ...found];
}

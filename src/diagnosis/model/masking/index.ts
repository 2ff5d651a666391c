/** Finds everything in a text that must not be shown. */
import { addressLogins } from './addresses';
import { bareKeys, blobsWith } from './bare-keys';
import { commands } from './commands';
import type { Finder, Tell } from './finder';
import { headers } from './headers';
import { keyBlocks } from './key-blocks';
import { namedValues } from './named-values';
import { beneathVeils } from './veils';
import { vendorTokens } from './vendor-tokens';

export { KnownValues } from './known';
export { kindOf } from './names';

/** How deep base64 in base64 is looked into. */
const DEEPEST = 3;

const shapes: readonly Finder[] = [
  keyBlocks,
  vendorTokens,
  bareKeys,
  addressLogins,
  headers,
  commands,
  namedValues,
];

/** Reports every stretch that is a secret by its shape, or that `known` knows. Stretches may overlap. */
export function findSecrets(text: string, known: Finder, report: Tell, depth = 0): void {
  const find: Finder = (given, tell) => {
    for (const each of [known, ...shapes]) each(given, tell);
  };
  find(text, report);
  beneathVeils(find)(text, report);
  if (depth === DEEPEST) return;
  blobsWith((plain) => {
    let found = false;
    findSecrets(plain, known, () => (found = true), depth + 1);
    return found;
  })(text, report);
}

/**
 * The text with every stretch replaced.
 * @param replacement a text, or what makes one of the stretch
 */
export function replaceAll(
  text: string,
  find: (report: Tell) => void,
  replacement: string | ((stretch: string) => string),
): string {
  const stretches: (readonly [number, number])[] = [];
  find((from, to) => {
    if (to > from) stretches.push([from, to]);
  });
  if (stretches.length === 0) return text;
  const instead = typeof replacement === 'string' ? () => replacement : replacement;
  let result = '';
  let at = 0;
  for (const [from, to] of joined(stretches)) {
    result += text.slice(at, from) + instead(text.slice(from, to));
    at = to;
  }
  return result + text.slice(at);
}

/** Stretches in the order of the text; those that overlap are one. */
function joined(stretches: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const whole: [number, number][] = [];
  for (const [from, to] of stretches.toSorted(([a], [b]) => a - b)) {
    const last = whole.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else whole.push([from, to]);
  }
  return whole;
}

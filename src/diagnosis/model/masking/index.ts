/** Finds everything in a text that must not be shown. */
import { addressLogins } from './addresses';
import { bareKeys, blobsWith } from './bare-keys';
import type { Finder, Report } from './finder';
import { headers } from './headers';
import { keyBlocks } from './key-blocks';
import { namedValues } from './named-values';
import { vendorTokens } from './vendor-tokens';

export { KnownValues } from './known';
export { kindOf } from './names';

/** How deep base64 in base64 is looked into. */
const DEEPEST = 3;

const shapes: readonly Finder[] = [keyBlocks, vendorTokens, bareKeys, addressLogins, headers, namedValues];

/** Reports every stretch that is a secret by its shape, or that `known` knows. Stretches may overlap. */
export function findSecrets(text: string, known: Finder, report: Report, depth = 0): void {
  for (const find of [known, ...shapes]) find(text, report);
  if (depth === DEEPEST) return;
  blobsWith((plain) => {
    let found = false;
    findSecrets(plain, known, () => (found = true), depth + 1);
    return found;
  })(text, report);
}

/** The text with every stretch replaced. */
export function replaceAll(text: string, find: (report: Report) => void, replacement: string): string {
  const stretches: (readonly [number, number])[] = [];
  find((from, to) => {
    if (to > from) stretches.push([from, to]);
  });
  if (stretches.length === 0) return text;
  stretches.sort(([a], [b]) => a - b);
  let result = '';
  let at = 0;
  let open = -1;
  for (const [from, to] of stretches) {
    if (from >= at || open < 0) {
      result += text.slice(at, from) + replacement;
      open = from;
    }
    at = Math.max(at, to);
  }
  return result + text.slice(at);
}

/** Patterns of `.gitattributes`, read once and tried against many paths. Source: gitattributes(5). */
import { baseName } from '../../diagnosis/source/paths';

/** What may still be done: strangers write both patterns and paths, and nothing else runs meanwhile. */
export interface Work {
  left: number;
}

/** A path below the directory of the attributes, as a whole and in its parts. */
export interface Below {
  readonly path: string;
  readonly parts: readonly string[];
}

/** Whether a path fits; without an answer to rely on once no work is left. */
export type Fits = (below: Below, work: Work) => boolean;

/** Any number of directories, or of characters. */
const ANY = Symbol('any');
type Fit<T> = ((item: T, work: Work) => boolean) | typeof ANY;

/** A pattern without a slash fits a name at any depth, one with a slash the path below its own file. */
export function fitting(pattern: string): Fits {
  const ending = /^\*(\.[\w.-]+)$/.exec(pattern)?.[1];
  if (ending !== undefined) {
    return ({ path }, work) => {
      work.left -= 1;
      return path.endsWith(ending);
    };
  }
  if (!pattern.includes('/')) {
    const name = charactersOf(pattern);
    return ({ path }, work) => fitsAll(name, baseName(path), work);
  }
  const parts = pattern
    .replace(/^\//, '')
    .split('/')
    .map((part): Fit<string> => {
      const characters = charactersOf(part);
      return part === '**' ? ANY : (name, work) => fitsAll(characters, name, work);
    });
  return (below, work) => fitsAll(parts, below.parts, work);
}

/** Tries everything once; what an `ANY` takes grows only where nothing else fits. */
function fitsAll<T>(wanted: readonly Fit<T>[], items: ArrayLike<T>, work: Work): boolean {
  let at = 0;
  let item = 0;
  let any = -1;
  let taken = 0;
  while (item < items.length) {
    work.left -= 1;
    if (work.left < 0) return false;
    const next = wanted[at];
    if (next === ANY) {
      any = at;
      at += 1;
      taken = item;
    } else if (next?.(items[item] as T, work)) {
      at += 1;
      item += 1;
    } else if (any >= 0) {
      at = any + 1;
      taken += 1;
      item = taken;
    } else return false;
  }
  while (wanted[at] === ANY) at += 1;
  return at === wanted.length;
}

/** `*`, `?`, `[a-z]`, `\x`; a bracket that is never closed fits nothing. */
function charactersOf(pattern: string): readonly Fit<string>[] {
  const characters: Fit<string>[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at] as string;
    if (sign === '*') {
      if (characters.at(-1) !== ANY) characters.push(ANY);
    } else if (sign === '?') characters.push(() => true);
    else if (sign === '[') {
      const end = pattern.indexOf(']', at + 2);
      if (end < 0) return [() => false];
      characters.push(ofClass(pattern.slice(at + 1, end)));
      at = end;
    } else {
      if (sign === '\\') at += 1;
      const meant = pattern[at];
      characters.push((character) => character === meant);
    }
  }
  return characters;
}

function ofClass(inside: string): (character: string, work: Work) => boolean {
  const negated = /^[!^]/.test(inside);
  const body = negated ? inside.slice(1) : inside;
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < body.length; at += 1) {
    const isRange = body[at + 1] === '-' && at + 2 < body.length;
    ranges.push([body[at] as string, body[isRange ? at + 2 : at] as string]);
    if (isRange) at += 2;
  }
  return (character, work) => {
    work.left -= ranges.length;
    return ranges.some(([first, last]) => character >= first && character <= last) !== negated;
  };
}

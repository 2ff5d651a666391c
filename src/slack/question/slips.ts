/** Typing errors in the words around names: `my biuld fials`, `hellooo`. */
import { distance } from 'fastest-levenshtein';
import { courtesyWords } from './courtesy';
import { type Known, projectMeant, resourcesCalled } from './known';
import { isSwap, nameMeant } from './spelling';
import { commonWords, spokenKind } from './vocabulary';
import { words } from './word-list';

/** A shorter word is near to too many: one of two letters more is not, and letters that changed places are still there. */
const SHORTEST = 4;
/** In other languages the words around names are near to English ones without meaning them. */
const FOREIGN =
  /\b(?:der|die|das|den|dem|ein|eine|einen|ist|nicht|ich|wie|und|le|la|les|un|une|est|pas|je|el|los|las|que|una|il|lo|gli|non|um|uma|os|het|een|niet|ik|nie|jest)\b|[^\s -~‘’“”…–—]/iu;

/** The words that questions turn on: what is near to another word is left as it is. */
const right: readonly string[] = [
  ...words(`
    build builds application applications jobs function functions image images container registry secret project projects
    logs events history status overview watch alert alerts push pull deploy deployed deployment start starts started
    starting restart restarted running broken crash crashes crashed crashing fail fails failed failing failure error errors
    problem problems issue issues wrong working works stuck slow down check show list help please again still what which
    when where does doesn't didn't happened happening everything anything something nothing healthy thanks thank hello
    compile compiles timeout memory unauthorized denied found
  `),
];
const known = new Set([...right, ...courtesyWords]);

/**
 * The text with the words that were probably meant. Names are left alone: those that exist or nearly do, those behind a
 * kind, and whatever is written with anything but letters.
 */
export function withoutSlips(text: string, names: Known): string {
  let before = '';
  const isForeign = FOREIGN.test(text);
  return text.replace(
    /(?<![\p{L}\p{N}_./:@`"'’“-])\p{L}+(?![\p{L}\p{N}_/:@`"“-]|\.\p{L}|['’]\p{L})/gu,
    (typed) => {
      const word = typed.toLowerCase();
      const isBehindKind = spokenKind(before) !== undefined;
      before = word;
      if (isBehindKind || commonWords.has(word) || courtesyWords.has(word) || spokenKind(word)) return typed;
      const meant = undrawn(word) ?? (isForeign ? undefined : meantWord(word));
      if (meant === undefined) return typed;
      // Last, because a workspace may have thousands of names, and few words are typing errors.
      if (resourcesCalled(names, word).length > 0 || projectMeant(names, word)) return typed;
      const all = [...new Set(names.resources.map(({ name }) => name))];
      if (all.some((name) => name.split(/[-_.]/).includes(word))) return typed;
      if (nameMeant(word, all) !== undefined) return typed;
      before = meant;
      return meant;
    },
  );
}

function meantWord(word: string): string | undefined {
  if (word.length < SHORTEST || !/^[a-z]+$/.test(word)) return undefined;
  // `alerts`, `secrets`
  if (right.includes(word) || (/[^s]s$/.test(word) && right.includes(word.slice(0, -1)))) return undefined;
  return right.find((each) => {
    if (each[0] !== word[0]) return false;
    const isLong = Math.max(each.length, word.length) > SHORTEST;
    return (isLong && distance(word, each) === 1) || (distance(word, each) === 2 && isSwap(word, each));
  });
}

/** `hellooo`, `heeelp`: a letter stands three times or more. */
function undrawn(word: string): string | undefined {
  if (!/(\p{L})\1{2}/u.test(word)) return undefined;
  const as = (letters: string) => word.replace(/(\p{L})\1{2,}/gu, letters);
  return [as('$1'), as('$1$1')].find((each) => known.has(each));
}

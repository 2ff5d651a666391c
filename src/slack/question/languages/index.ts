/**
 * The words around names, language by language. A word that ends in `*` stands for all that begin so; a word of a script
 * without spaces is found within another. Adding a language is one entry. English stands in vocabulary.ts.
 */
import { latin } from './latin';
import { otherScripts } from './other-scripts';
import type { Role } from './role';

/** The words of all languages that have this role, as one list. */
export function inAllLanguages(role: Role): string {
  return [...Object.values(latin), ...Object.values(otherScripts)]
    .map((language) => language[role] ?? '')
    .join(' ');
}

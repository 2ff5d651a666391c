/** Names of people that git and Code Engine hand on. */
import { harmless } from './text';

/** Characters of a name. */
const LONGEST = 80;

/**
 * The name alone: without an e-mail address, in angle brackets or not. Undefined when nothing else is left: git lets
 * people give their address as their name.
 */
export function personName(text: string): string | undefined {
  const bare = harmless(text.slice(0, 1000))
    .replace(/<[^<>]{0,320}>/g, ' ')
    .replace(/[^\s()<>,;]{1,320}@[^\s()<>,;]{1,320}/g, ' ')
    .replace(/[\s()<>,;"]+/g, ' ')
    .trim()
    .slice(0, LONGEST);
  return bare || undefined;
}

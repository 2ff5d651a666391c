/** Pieces of headlines: a clause of at most some 110 characters with the names of this very case, or nothing. */
import { gitHost } from '../../model/git-address';
import { hostOf } from '../../model/image-host';
import { bytes } from '../../model/quantity';
import { beginning, capitalised } from '../../model/text';
import type { HeadlineFacts } from '../cause';

/** Characters of a clause: with what it is about it must fit into a header of Slack, which takes 150. */
const LONGEST = 110;

/** Characters of a sentence that may stand for a line of several. */
const SHORTEST = 25;

/** The headline of a cause whose name says all that is known of any case: there is nothing to fill in. */
export const nothingToName = (): undefined => undefined;

/** `psycopg2.OperationalError: `, which gives way to what it says. */
const errorClass = /^[\w.]{0,60}(?:Error|Exception): /;

/** The deciding line in its own words, without the level that it begins with. */
export function ownWords({ said }: HeadlineFacts): string | undefined {
  const words = said
    ?.replace(/\s+/g, ' ')
    .trim()
    // The line of code that throws it, as Node.js prints it above the error.
    .replace(/^throw new \w{0,40}(?:Error|Exception)\((['"`])(.{1,300})\1\);?$/, '$2')
    .replace(/^(?:(?:fatal|error|npm (?:err!|error)|\[error\]|err|e|critical)\b[:!\]]?\s+)+/i, '')
    .trim();
  // That it is started again says nothing of why it ended.
  if (!words || !/\p{L}{2}/u.test(words) || /^(?:CrashLoopBackOff|BackOff)\b/.test(words)) return undefined;
  const shown = words.length > LONGEST - 20 ? words.replace(errorClass, '') : words;
  const [first = ''] = shown.length > LONGEST ? shown.split(/(?<=[\p{Ll}\p{N})])\. (?=\p{Lu})/u) : [];
  return cut(first.length >= SHORTEST ? first : shown);
}

/** What our own check found, in its words. */
export function checkWords({ checked }: HeadlineFacts): string | undefined {
  return checked === undefined ? undefined : cut(asSentence(checked.replace(/\.$/, '')));
}

/** The sentence that was made for this case, or its first part where the whole is too long. */
export function caseWords({ detail }: HeadlineFacts): string | undefined {
  const [sentence] = detail?.split(/(?<=[\p{Ll}\p{N})])\. (?=\p{L})/u) ?? [];
  const [clause] = sentence?.split(/(?<=[\p{Ll}\p{N})])[;:] (?=\p{L})/u) ?? [];
  const words = sentence !== undefined && sentence.length <= LONGEST ? sentence : clause;
  return words === undefined ? undefined : cut(words.replace(/\.$/, ''));
}

/** The image in question, its digest shortened as tools do it. */
export function image(facts: HeadlineFacts): string | undefined {
  const name = facts.image ?? facts.captured.image;
  return name?.replace(/(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1');
}

/** The image without tag and digest. */
export function imagePath(facts: HeadlineFacts): string | undefined {
  return image(facts)
    ?.replace(/@.*$/, '')
    .replace(/:[\w.-]{1,128}$/, '');
}

/** The registry's host. */
export function registry({ registryHost, captured }: HeadlineFacts): string | undefined {
  return registryHost ?? (captured.image === undefined ? captured.host : hostOf(captured.image));
}

/** `secret icr-push`, of the pull or push in question. */
export function registrySecret({ registrySecret: name, captured }: HeadlineFacts): string | undefined {
  const known = name ?? captured.secret;
  return known === undefined ? undefined : `secret ${known}`;
}

/** Host of the git repository. */
export function sourceHost({ sourceUrl, captured }: HeadlineFacts): string | undefined {
  return gitHost(sourceUrl) ?? captured.host?.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, '');
}

/** The git repository without scheme, user and `.git`. */
export function repository({ sourceUrl }: HeadlineFacts): string | undefined {
  return sourceUrl
    ?.replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^@/]+@/, '')
    .replace(/\.git$/, '');
}

/** `Dockerfile:7`. */
export function place({ fault }: HeadlineFacts): string | undefined {
  if (fault === undefined) return undefined;
  return fault.line === undefined ? fault.file : `${fault.file}:${fault.line}`;
}

/** The program that the runtime could not start, as it was asked for. */
export function startCommand({ said, commands, captured }: HeadlineFacts): string | undefined {
  const [, asked] = /\bexec:? "([^"]{1,80})"/.exec(said ?? '') ?? [];
  return asked ?? commands?.join(' ') ?? captured.command;
}

/** A template whose names are all known; else nothing. */
export function naming(
  words: TemplateStringsArray,
  ...names: readonly (string | number | undefined)[]
): string | undefined {
  if (names.some((name) => name === undefined || name === '')) return undefined;
  const clause = String.raw({ raw: words }, ...names);
  // A name keeps its spelling.
  return cut(words[0] === '' && !clause.startsWith('secret ') ? clause : asSentence(clause));
}

function cut(words: string): string {
  if (words.length <= LONGEST) return words;
  return `${beginning(words, LONGEST - 2).replace(/\s+\S{0,30}$/, '')} …`;
}

/** A host or a path keeps its spelling. */
function asSentence(words: string): string {
  return /^\S*[./:@\d-]/.test(words) ? words : capitalised(words);
}

/** Bytes as people read them. */
export function size(amount: number | undefined): string | undefined {
  return amount === undefined ? undefined : bytes(amount);
}

/** A limit as people read it: `90 seconds`, `20 minutes`. */
export function seconds(amount: number | undefined): string | undefined {
  if (amount === undefined) return undefined;
  return amount >= 120 && amount % 60 === 0 ? `${amount / 60} minutes` : `${amount} seconds`;
}

/** What a sentence holds: names, kinds, projects, images, options, and the words around them. */
import type { WorkloadKind } from '../../diagnosis/model/subject';
import { isAddress } from './addresses';
import type { Scope } from './command';
import { isImage as isReference, withoutScheme } from './images';
import { type Known, resourcesCalled } from './known';
import { type Mention, mentionsIn } from './names';
import { type Options, scopeOf, sortWords } from './options';
import { type Token, tokensOf } from './tokens';
import { askingWords } from './vocabulary';
import type { WordList } from './word-list';
import { splitWords } from './words';

export interface Sentence {
  /** Without emoji. */
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly options: Options;
  readonly scope: Scope;
  readonly mentions: readonly Mention[];
  /** Kinds that stand without a name. */
  readonly kinds: readonly WorkloadKind[];
  readonly images: readonly string[];
  /** It is put as a question or a wish. */
  readonly asks: boolean;
}

/** A question taken apart into words, each with what it names of what is known. */
export function sentenceOf(text: string, known: Known): Sentence {
  const { values, options } = sortWords(splitWords(text.replace(/\s*\n\s*/g, ' ')));
  const spaced = values.map((word) => (word.quoted ? `"${word.text}"` : word.text)).join(' ');
  const all = tokensOf(spaced).map((token) => ({ ...token, text: withoutScheme(token.text) }));
  // `storefront:1.4.2` of a project that has a storefront is that one in a version.
  const isImage = (token: Token) => isReference(token) && !isVersionOf(token, known);
  const images = all.filter(isImage).map((token) => token.text);
  const tokens = all.filter((token) => !isImage(token) && !isAddress(token.text));
  const given = scopeOf(options);
  const scope: Scope = 'badRegion' in given ? {} : given;
  const { resources, kinds, project } = mentionsIn(tokens, known, scope.project);
  const [first] = tokens;
  return {
    text,
    tokens,
    options,
    scope: project === undefined ? scope : { ...scope, project },
    mentions: resources,
    kinds,
    images: [...new Set(images)],
    asks: /[?？؟]\s*$/m.test(text) || (first !== undefined && askingWords.has(first.word)),
  };
}

function isVersionOf({ text }: Token, known: Known): boolean {
  const name = /^([a-z0-9-]+):[\w.-]+$/.exec(text)?.[1];
  return name !== undefined && resourcesCalled(known, name).length > 0;
}

/** Whether one of the words stands in it. */
export function speaksOf({ tokens }: Pick<Sentence, 'tokens'>, words: WordList): boolean {
  return tokens.some(({ word }) => words.has(word));
}

/** A sentence in words, without what people put around them: punctuation, emphasis, emoji. */

export interface Token {
  /** As it was typed. */
  readonly text: string;
  /** Lower case. */
  readonly word: string;
  /** It stood in quotes or in code, so it is a name rather than a word. */
  readonly quoted: boolean;
}

const emoji =
  /\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u200d\ufe0f\u20e3]|:[a-z0-9_+-]{2,40}:(?:skin-tone-\d:)?/giu;

/** The text without emoji, also where they are written as `:tada:`. */
export function withoutEmoji(text: string): string {
  return text.replace(emoji, (found) => (/^:\d/.test(found) ? found : ' ')).trim();
}

/** They join words, and would stand between a name and its kind. */
const PARTICLE = /^(?:[のがはをにでもへと]|的|了|은|는|이|가|을|를)$/u;

/** Korean joins to a noun what it is in the sentence: 빌드가, 앱은. */
function withoutKoreanParticle(word: string): string {
  return word.replace(/^(\p{Script=Hangul}+?)(?:이|가|은|는|을|를|의|도)$/u, '$1');
}

/** The words of a sentence. A name is never cut: it keeps its dashes, dots, colons and slashes. */
export function tokensOf(text: string): readonly Token[] {
  const spaced = withoutEmoji(text)
    // Quoted messages.
    .replace(/^[ \t]*>+/gm, ' ')
    // Scripts that write without spaces stand apart from Latin names.
    .replace(
      /\p{Script=Han}+|\p{Script=Hiragana}+|[\p{Script=Katakana}ー]+|\p{Script=Hangul}+|\p{Script=Thai}+/gu,
      ' $& ',
    )
    .replace(/[*~]{1,2}(?=\S)|(?<=\S)[*~]{1,2}/g, ' ')
    // Dashes between words, and none of a name's.
    .replace(/[–—]/g, ' ');
  return spaced.split(/\s+|(?<=\S)[,;]+(?=\s|$)/u).flatMap((piece) => {
    const bare = piece.replace(
      /^[\s"'`“”„«»‘’‚()[\]{}<¿¡_,;^#]+|[\s"'`“”„«»‘’()[\]{}>!?.,:;_^…？！。、，؟]+$/gu,
      '',
    );
    if (!bare || PARTICLE.test(bare)) return [];
    const quoted = /^["'`“„«‘]/.test(piece) && bare.length < piece.length;
    const text = withoutKoreanParticle(bare.replace(/['’]s$/, ''));
    return [{ text, word: text.toLowerCase(), quoted }];
  });
}

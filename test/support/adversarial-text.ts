/** Texts that begin like many messages and never come to their point. */
import { readExamples } from '../../scripts/corpus';

export const adversarialSeeds: readonly (readonly [string, string])[] = [
  ['one character', 'a'],
  ['blanks', ' '],
  ['quotes', '"\'"\''],
  ['a pull that never ends', 'failed to pull image "registry/name: '],
  ['words of trouble', 'error failed denied not found timeout exit code manifest '],
  ['nested brackets', '[({<[({<'],
  ['numbers', '404 500 127 137 '],
  ['paths', '/a/b.c:1:2: '],
  ['digests', 'sha256:0123456789abcdef '],
];

/** The seed again and again, until the text has `length` characters. */
export function filled(seed: string, length: number): string {
  return seed.repeat(Math.ceil(length / seed.length)).slice(0, length);
}

/** For each pattern the beginning of a message that it matches, repeated up to a length and never finished. */
export function adversarialBeginnings(
  patterns: readonly (readonly [id: string, pattern: RegExp])[],
): readonly { id: string; pattern: RegExp; piece: (length: number) => string }[] {
  const beginnings = readExamples().map(({ text }) =>
    text.slice(0, Math.ceil(text.length * 0.7)).replaceAll('\n', ' '),
  );
  return patterns.map(([id, pattern]) => {
    const own = beginnings.find((text) => pattern.test(`${text} `)) ?? 'error failed to pull image "a/b:c": ';
    return {
      id,
      pattern,
      piece: (length) => filled(own, length).replace(/not found|denied/g, 'not foun'),
    };
  });
}

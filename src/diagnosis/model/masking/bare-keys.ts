/** Keys without a beginning of their own that are known by their exact length, and blobs that hold other secrets. */
import type { Finder } from './finder';
import { isJumbled, isTangled, plainTextOf } from './judge';

/**
 * API keys of IBM Cloud have 44 characters of `A-Z a-z 0-9 _ -`; secret access keys of AWS 40 of `A-Z a-z 0-9 + /`.
 * Source: detect-secrets (IBM), `ibm_cloud_iam` and `aws`; AWS IAM documentation.
 */
const alphabets: ReadonlyMap<number, RegExp> = new Map([
  [44, /^[A-Za-z0-9_-]+$/],
  [40, /^[A-Za-z0-9+/]+$/],
]);

export const bareKeys: Finder = (text, report) => {
  everyRun(text, 40, (from, to) => {
    const alphabet = alphabets.get(to - from);
    if (!alphabet || text[from - 1] === '=' || text[to] === '=') return;
    const word = text.slice(from, to);
    // Base64 of plain text is a mixture as well; what it holds is looked at by itself.
    if (alphabet.test(word) && isTangled(word) && plainTextOf(word) === undefined) report(from, to);
  });
};

/** The shortest and the longest blob that is looked into, characters. */
const SHORTEST_BLOB = 16;
const LONGEST_BLOB = 200_000;

/**
 * Base64 whose plain text holds a secret, for example a Docker configuration or `user:password`.
 * @param holdsSecret looks into the plain text
 */
export function blobsWith(holdsSecret: (plain: string) => boolean): Finder {
  return (text, report) => {
    everyRun(text, SHORTEST_BLOB, (from, to) => {
      const blob = text.slice(from, Math.min(to, from + LONGEST_BLOB));
      const plain = plainTextOf(blob);
      if (plain === undefined || !(isLogin(plain) || holdsSecret(plain))) return;
      const padding = /^={0,2}/.exec(text.slice(from + blob.length, from + blob.length + 2))?.[0] ?? '';
      report(from, from + blob.length + padding.length);
    });
  };
}

/** Whether a UTF-16 unit is a character of base64, in either alphabet. */
const isOfBase64 = Uint8Array.from({ length: 65_536 }, (_, code) =>
  /[A-Za-z0-9+/_-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** Each longest stretch of characters of base64. Looking at each character once is faster than an expression. */
function everyRun(text: string, shortest: number, each: (from: number, to: number) => void): void {
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (isOfBase64[text.charCodeAt(at)] === 1) continue;
    if (at - from >= shortest) each(from, at);
    from = at + 1;
  }
  if (text.length - from >= shortest) each(from, text.length);
}

/** `user:password`, whose password only chance makes. */
function isLogin(plain: string): boolean {
  const password = /^[\w.@$+-]{1,60}:(\S{10,400})$/.exec(plain)?.[1];
  return password !== undefined && (isTangled(password, 10) || isJumbled(password));
}

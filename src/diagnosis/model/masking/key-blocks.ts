/** Private keys in PEM, whole or cut off at either end, on lines of their own or escaped in JSON. */
import { everyMatch, type Finder } from './finder';

/** The longest key that is looked for, characters. */
const LONGEST = 20_000;
const markers = /-{4,5} ?(BEGIN|END)[ A-Z0-9]{0,60}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g;
/** The private part of a key of PuTTY, and of a JSON Web Key (RFC 7517 and 7518: `d` and its factors, `k`). */
const putty = /\bPrivate-Lines: \d{1,3}(?:\r?\n|\\n)/g;
const jsonWebKey = /\{[^{}]{0,6000}"kty\\{0,4}"[^{}]{0,6000}\}/g;
const privateMember = /"(?:d|p|q|dp|dq|qi|k)\\{0,4}"\s{0,4}:\s{0,4}\\{0,4}"([A-Za-z0-9_-]{16,2000})/g;
const lineBreak = /\n|\\n/;
/** The end of a line of a key, whatever a log puts before it. */
const keyLine =
  /(?<![A-Za-z0-9+/])([A-Za-z0-9+/]{16,80}={0,2}|[A-Za-z0-9+/]{1,80}={1,2})(?:\\r|\\?["',]|\s)*$/;
/** Lines that a key may have beside its own, empty ones, and those that join the parts of a string. */
const besideKey = /^[\s"'+\\]*(?:(?:Proc-Type|DEK-Info|Comment|Version):.*)?$/;
/**
 * The first characters of private keys, which no other text has: OpenSSH's `openssh-key-v1`, and the headers of PKCS#1
 * and PKCS#8 for RSA keys. Source: OpenSSH's PROTOCOL.key, RFC 8017 and RFC 5958, in base64.
 */
const headless =
  /(?<![A-Za-z0-9+/])(?:b3BlbnNzaC1rZXktdjE|MII[A-Z][opqrvwg][A-Za-z0-9+/]{2}(?:IBAA|BAAK|BADAN))[A-Za-z0-9+/]{20,20000}={0,2}/g;

interface Marker {
  readonly begins: boolean;
  readonly from: number;
  readonly to: number;
}

export const keyBlocks: Finder = (text, report) => {
  if (text.includes('PRIVATE KEY')) {
    const all: Marker[] = [];
    everyMatch(markers, text, ({ index, 0: line, 1: word }) =>
      all.push({ begins: word === 'BEGIN', from: index, to: index + line.length }),
    );
    for (const [number, { begins, from, to }] of all.entries()) {
      const next = all[number + 1];
      if (begins && next && !next.begins && next.from - to <= LONGEST) report(from, next.to);
      else if (begins)
        report(from, to + bodyLength(text.slice(to, Math.min(next?.from ?? text.length, to + LONGEST))));
      else {
        const before = all[number - 1];
        if (before?.begins && from - before.to <= LONGEST) continue;
        const start = Math.max(before?.to ?? 0, from - LONGEST);
        report(start + bodyStart(text.slice(start, from)), to);
      }
    }
  }
  everyMatch(putty, text, ({ index, 0: line }) => {
    const from = index + line.length;
    report(from, from + bodyLength(text.slice(from, from + LONGEST)));
  });
  if (text.includes('"kty')) {
    everyMatch(jsonWebKey, text, ({ index, 0: key }) =>
      everyMatch(privateMember, key, ({ index: at, 0: member, 1: value = '' }) => {
        const end = index + at + member.length;
        report(end - value.length, end);
      }),
    );
  }
  everyMatch(headless, text, ({ index, 0: line }) => {
    const to = index + line.length;
    report(index, to + bodyLength(text.slice(to, to + LONGEST)));
  });
};

/** How many characters at the beginning of `text` are lines of a key. */
function bodyLength(text: string): number {
  let length = 0;
  for (const line of text.split(lineBreak)) {
    if (!keyLine.test(line) && !besideKey.test(line)) break;
    // A break is one character, or two when it is escaped.
    length += line.length + (text.startsWith('\\n', length + line.length) ? 2 : 1);
  }
  return Math.min(length, text.length);
}

/** Where the lines of a key that reach to the end of `text` begin. */
function bodyStart(text: string): number {
  const lines = text.split(lineBreak);
  let at = text.length;
  let start = text.length;
  for (let number = lines.length - 1; number >= 0; number -= 1) {
    const line = lines[number] as string;
    at -= line.length;
    const found = keyLine.exec(line);
    if (found) start = at + found.index;
    else if (!besideKey.test(line)) break;
    if (number > 0) at -= text.endsWith('\\n', at) ? 2 : 1;
  }
  return start;
}

/** Credentials in headers, where no name that says "secret" stands before them. */
import { everyMatch, type Finder } from './finder';
import { isMixed, isPlaceholder, isReference } from './judge';

/** `Bearer x`, `Basic x`, `Token x`, `ApiKey x`; a digit or a sign keeps "basic authentication" readable. */
const schemes =
  /\b(?:bearer|basic|token|apikey|negotiate)(?:\s|%20|\+){1,4}(?!realm)([A-Za-z0-9+/=._~-]{8,8000})/gi;
const cookies =
  /(?:\b(?:set-)?cookies?\b\\?["']?\s{0,4}[:=]\s{0,4}[[{]?\s{0,4}(?:value:\s{0,4})?|\s(?:--cookie|-b)[ =]{1,4})\\?["']?([^\r\n"']{1,4000})/gi;
/** Parts of a Set-Cookie header that are no cookie. */
const cookieAttributes = new Set([
  'path',
  'domain',
  'expires',
  'max-age',
  'samesite',
  'priority',
  'version',
  'comment',
]);
/** Parameters of an Authorization header that are the proof itself: Digest, AWS Signature, OAuth 1, Hawk. */
const proofs =
  /\b(?:response|signature|mac|oauth_signature|oauth_token)=\\{0,4}"?([A-Za-z0-9+/=%_-]{8,1000})/gi;
/** The rest of an Authorization header, whatever its scheme is called. */
const authorization =
  /\b(?:proxy-)?authorization\b\\{0,4}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,4}["']?([A-Za-z][\w-]{1,30})[ \t]{1,4}([^\r\n]{1,4000})/gi;

export const headers: Finder = (text, report) => {
  everyMatch(schemes, text, ({ index, 0: whole, 1: value = '' }) => {
    const [bare = ''] = /^[A-Za-z0-9+/=._~-]*[A-Za-z0-9=]/.exec(value) ?? [];
    if (!/\d/.test(bare) && !/[A-Z].*[a-z].*[A-Z].*[a-z]/.test(bare)) return;
    if (/^token\b/i.test(whole) && !isMixed(bare)) return;
    if (isPlaceholder(bare) || /^[\d.:-]+$/.test(bare)) return;
    const from = index + whole.length - value.length;
    report(from, from + bare.length);
  });
  everyMatch(cookies, text, ({ index, 0: whole, 1: list = '' }) => {
    let at = index + whole.length - list.length;
    for (const part of list.split(';')) {
      const equals = part.indexOf('=');
      const name = part.slice(0, Math.max(0, equals)).trim().toLowerCase();
      const value = part.slice(equals + 1);
      if (
        equals > 0 &&
        value.length >= 4 &&
        !cookieAttributes.has(name) &&
        !isReference(value) &&
        !isPlaceholder(value)
      ) {
        const [bare = ''] = /^[^\s,\\]*/.exec(value) ?? [];
        report(at + equals + 1, at + equals + 1 + bare.length);
      }
      at += part.length + 1;
    }
  });
  everyMatch(authorization, text, ({ index, 0: whole, 2: rest = '' }) => {
    const from = index + whole.length - rest.length;
    const [bare = ''] = /^[A-Za-z0-9+/=._~-]{8,4000}/.exec(rest) ?? [];
    if (isMixed(bare) && !isPlaceholder(bare) && !/^\w{1,30}="?/.test(rest)) report(from, from + bare.length);
    everyMatch(proofs, rest, ({ index: at, 0: parameter, 1: proof = '' }) => {
      const end = from + at + parameter.length;
      report(end - proof.length, end);
    });
  });
};

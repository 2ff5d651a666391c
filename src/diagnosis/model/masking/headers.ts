/** Credentials in headers and on command lines, where no name that says "secret" stands before them. */
import { everyMatch, type Finder } from './finder';
import { isMixed, isPlaceholder, isReference } from './judge';

/** `Bearer x`, `Basic x`, `Token x`, `ApiKey x`; a digit or a sign keeps "basic authentication" readable. */
const schemes =
  /\b(?:bearer|basic|token|apikey|negotiate)(?:\s|%20|\+){1,4}(?!realm)([A-Za-z0-9+/=._~-]{8,8000})/gi;
const cookies = /\b(?:set-)?cookie\b\\?["']?\s{0,4}[:=]\s{0,4}\[?\s{0,4}\\?["']?([^\r\n"']{1,4000})/gi;
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
/** `-p VALUE` behind a command that logs in, `-u name:VALUE` of curl and its like. */
const shortFlags =
  /\b(?:login|sshpass|mysql(?:dump|admin)?|mongo(?:sh|dump)?|redis-cli|ldapsearch|curl|wget|http|skopeo|creds)\b[^\r\n]{0,400}/gi;
const passwordFlag =
  /(?<=\s)-(?:p|a|w)(?:\s{1,4}|=|(?=[^\s-]))(?:"([^"]{1,400})"|'([^']{1,400})'|([^\s"']{1,400}))/g;
const userFlag =
  /(?<=\s)(?:-u|-U|--user|--creds|--src-creds|--dest-creds|--proxy-user)(?:\s{1,4}|=)["']?([^\s:"']{1,200}):([^\s"']{1,400})/g;

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
  everyMatch(shortFlags, text, ({ index, 0: command }) => {
    const logsIn = !/^(?:curl|wget|http|skopeo|creds)/i.test(command);
    if (logsIn) {
      everyMatch(passwordFlag, command, ({ index: at, 0: flag, 1: double, 2: single, 3: plain }) => {
        const value = double ?? single ?? plain ?? '';
        if (isNoSecret(value) || /^\d{1,5}$/.test(value)) return;
        const from = index + at + flag.lastIndexOf(value);
        report(from, from + value.length);
      });
    }
    everyMatch(userFlag, command, ({ index: at, 0: flag, 2: value = '' }) => {
      if (isNoSecret(value) || /^\d{1,5}$/.test(value)) return;
      const from = index + at + flag.length - value.length;
      report(from, from + value.length);
    });
  });
};

function isNoSecret(value: string): boolean {
  return isReference(value) || isPlaceholder(value) || value.startsWith('/');
}

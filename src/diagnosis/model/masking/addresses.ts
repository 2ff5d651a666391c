/** Logins in addresses: `https://user:password@host`, `https://token@host`, with any character in the password. */
import { everyMatch, type Finder } from './finder';
import { isJumbled, isMixed, isPlaceholder, isReference } from './judge';

const LONGEST = 1000;
const MOST_TRIES = 8;
/** What begins with it is looked at; the scheme before it is rarer than its colon, but dearer to look for. */
const slashes = /:\\?\/\\?\//g;
const schemeBefore = /[A-Za-z][A-Za-z0-9+.-]{0,30}$/;
const LONGEST_SCHEME = 31;
const remainder = new RegExp(`[^\\s"'\`<>]{3,${LONGEST}}`, 'y');

/** What may follow the `@`: a host, and then its port, a path, or the end. */
const host =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?(?=$|[/?#\\,;)\]}:.])/i;

export const addressLogins: Finder = (text, report) => {
  if (!text.includes('@')) return;
  let after = 0;
  everyMatch(slashes, text, ({ index, 0: { length } }) => {
    // Within the one before: an address that is a parameter of another.
    if (index < after) return;
    if (!schemeBefore.test(text.slice(Math.max(0, index - LONGEST_SCHEME), index))) return;
    remainder.lastIndex = index + length;
    const [rest] = remainder.exec(text) ?? [];
    if (rest === undefined) return;
    after = index + length + rest.length;
    const found = loginOf(rest);
    if (!found) return;
    const from = index + length + found.from;
    report(from, from + found.length);
  });
};

/** The secret part of what stands behind `://`. */
function loginOf(rest: string): { readonly from: number; readonly length: number } | undefined {
  // The last `@` that a host follows: a password may hold any number of them.
  let at = rest.length;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    at = rest.lastIndexOf('@', at - 1);
    if (at <= 0) return undefined;
    const login = rest.slice(0, at);
    const behind = rest.slice(at + 1);
    if (!host.test(behind) || /^sha\d{3}:/.test(behind)) continue;
    const [, user = '', password] = /^([^/:@]{0,200})(?::(.*))?$/.exec(login) ?? [];
    if (password === '' && isToken(user)) return { from: 0, length: user.length };
    if (password !== undefined && password !== '' && isPassword(user, password, behind)) {
      // Some hosts take the token as the user.
      const from = isToken(user) ? 0 : login.length - password.length;
      return { from, length: login.length - from };
    }
    // A token in place of the user; `git@host` is a plain name.
    if (password === undefined && isToken(user)) return { from: 0, length: user.length };
  }
  return undefined;
}

function isToken(user: string): boolean {
  return user.length >= 20 && (isMixed(user) || isJumbled(user)) && !/[.]/.test(user);
}

function isPassword(user: string, password: string, behind: string): boolean {
  // `host:8080/path@version` and `host:4873/@scope/name`: the part before is a port.
  if (
    /^\d{1,5}(?:[/?#]|$)/.test(password) &&
    (password.includes('/') || user.includes('.') || user === 'localhost')
  )
    return false;
  // `docker://image:tag@…`
  if (/^[a-z]+\d{0,3}$/.test(behind) && password.includes('/')) return false;
  return !isReference(password) && !isPlaceholder(password);
}

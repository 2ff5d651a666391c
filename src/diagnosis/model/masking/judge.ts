/** What a value looks like: a secret, a word, a path, a name, or a stand-in for a value. */

/** Words that stand where a value would, or tell of one. */
const notValues = new Set(
  (
    'true false yes no on off none null nil undefined nan empty required optional missing invalid incorrect wrong ' +
    'expired expires revoked denied failed failure error unauthorized forbidden unknown unset not is was for from ' +
    'found given set used changed generated rotated rejected accepted provided supplied needed expected unexpected ' +
    'redacted hidden masked secret password passwd token string bearer basic digest negotiate plain plaintext env ' +
    'stdin prompt instead only again flag option argument via default example anonymous inline file vault auto never always inherit ok valid'
  ).split(' '),
);

/** `$NAME`, `${NAME}`, `$(command)`, `%NAME%`, `{{ name }}`, `<name>`, `[secret]`: no value, but where one comes from. */
export function isReference(value: string): boolean {
  return /^(?:\$[A-Z_][A-Z0-9_]*$|\$[a-z_][a-z0-9_]*$|\$\{|\$\(|\$\$|%[A-Za-z_]\w{0,60}%$|\{\{|#\{|<[^<>]{0,80}>?$|\[[\w -]{0,40}\]?$|@@?[A-Z_]{2,40}@?$|![A-Z_]{2,40}!$|ENC\[|\([a-z ]{0,30}\)?$|(?:process|os|secrets|env|var|local|data|module|self|this|config|settings|args|options|props|params|request|req)\.[A-Za-z_][\w.]*(?:[[(;].*)?$|ENV\[|%\(\w+\)s|@Microsoft\.KeyVault|@[\w.~/-]{1,200}\.[a-z]{1,6}$)/.test(
    value,
  );
}

/** `***`, `xxxx`, `REDACTED`, `undefined`: nothing that could be used. */
export function isPlaceholder(value: string): boolean {
  if (/^[*x•.…_#?-]+$/i.test(value) || /\*{3,}|•{3,}/.test(value)) return true;
  if (/^(?:your|my|replace|insert|enter|put|some)[-_][a-z_-]+$|^[a-z_-]+[-_]here$/i.test(value)) return true;
  return notValues.has(value.toLowerCase().replace(/[^a-z]+$/, ''));
}

/** A digest that names its algorithm: `sha256:…`, `md5-…`, `h1:…` of go.sum. */
export function isDigest(value: string): boolean {
  return /^(?:sha(?:1|224|256|384|512)|md5|h1)[:-]/i.test(value);
}

/** A commit, a digest, a checksum: hexadecimal, with one of the usual lengths. */
export function isHex(value: string): boolean {
  return /^[0-9a-f]+$/i.test(value) && [7, 8, 12, 16, 32, 40, 56, 64, 96, 128].includes(value.length);
}

/** A UUID in its usual form. */
export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

/** `/run/secrets/db`, `./key.pem`, `C:\keys`, `https://host/…`. */
export function isPlace(value: string): boolean {
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(value)) return true;
  if (!/^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)/.test(value) && !/^[\w.-]+(?:\/[\w.@-]+)+\.[a-z]{1,8}$/.test(value))
    return false;
  return value.split(/[\\/]/).every((part) => !isTangled(part));
}

/** What could be read as a word of a sentence. */
export function isSentenceWord(value: string): boolean {
  return /^[A-Za-z]?[a-z]+[.,!?]?$/.test(value);
}

/** Only letters, and written like a word: `failed`, `Required`, `not-found`. */
export function isWord(value: string): boolean {
  return (
    /^[A-Za-z]?[a-z]+(?:[-_ ][A-Za-z]?[a-z]+)*[.!?:]?$/.test(value) || /^[A-Z]+(?:[-_][A-Z]+)*$/.test(value)
  );
}

/** Name of a Kubernetes object: `registry-credentials-7`, `my.secret`; not one that is made of random characters. */
export function isObjectName(value: string): boolean {
  if (!/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(value)) return false;
  return value.split(/[.-]/).every((part) => (part.length < 12 ? turns(part) < 4 : turns(part) < 2));
}

/** A number, also with a unit: `30s`, `512Mi`, `5%`. */
export function isNumber(value: string): boolean {
  return /^[+-]?\d{1,12}(?:\.\d+)?(?:ms|s|m|h|d|%|[KMG]i?B?)?$/i.test(value);
}

/** How often the kind of character changes: random text does it at two of three places, words seldom. */
function turns(value: string): number {
  let count = 0;
  let before = '';
  for (const char of value) {
    const kind = /[a-z]/.test(char) ? 'a' : /[A-Z]/.test(char) ? 'A' : /\d/.test(char) ? '0' : '-';
    if (before !== '' && kind !== before) count += 1;
    before = kind;
  }
  return count;
}

/**
 * A mixture of capitals, lowercase letters and digits as only chance makes it.
 * @param shortest characters that it has at least
 */
export function isTangled(value: string, shortest = 16): boolean {
  if (value.length < shortest) return false;
  const mixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);
  return mixed && turns(value) >= value.length * 0.38;
}

/** Letters whose case changes more often than in any name: `XqRoIVwOyPKjbI`. */
export function isJumbled(value: string): boolean {
  return value.length >= 10 && /^[A-Za-z]+$/.test(value) && turns(value) >= value.length * 0.4;
}

/** Letters and digits together, or special characters: nothing that a person would write in a sentence. */
export function isMixed(value: string): boolean {
  if (value.length < 6) return false;
  if (/^v?\d+(?:\.\d+){1,3}[\w.+-]*$/.test(value) || /^\d{1,4}[-:T/.]\d/.test(value)) return false;
  return (
    (/[a-zA-Z]/.test(value) && /\d/.test(value)) ||
    /[a-zA-Z\d][!@#$%^&*+=?~][a-zA-Z\d!@#$%^&*+=?~]/.test(value)
  );
}

/** Decodes base64 of plain text; undefined when it is something else. */
export function plainTextOf(word: string): string | undefined {
  const standard = word.replaceAll('-', '+').replaceAll('_', '/');
  // Most words of a log are no base64: four characters tell nearly always.
  if (!isPlainText(Buffer.from(standard.slice(0, 8), 'base64'))) return undefined;
  const bytes = Buffer.from(standard, 'base64');
  return isPlainText(bytes) ? bytes.toString('utf8') : undefined;
}

function isPlainText(bytes: Buffer): boolean {
  for (const byte of bytes)
    if ((byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) || byte > 126) return false;
  return bytes.length > 0;
}

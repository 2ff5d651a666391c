/** Credentials on command lines, in connection strings and in calls, where only the place says that they are secret. */
import { everyMatch, type Finder } from './finder';
import { isMixed, isPlaceholder, isReference, isSentenceWord } from './judge';
import { wordsOf } from './words';

/** A value in quotes or without; what stands around it is not part of it. */
const VALUE = `(?:\\\\{0,4}"(?<double>[^"\\r\\n]{1,400}?)\\\\{0,4}"|'(?<single>[^'\\r\\n]{1,400})'|(?<plain>[^\\s"'\`|;&<>()]{1,400}))`;
/** Up to so many characters of a command before its secret. */
const WORDS = '[^\\r\\n]{0,300}?';

interface Place {
  /** Each match has one of these words. */
  readonly words: readonly string[];
  readonly expression: RegExp;
  /** Whether a word of a sentence could stand there as well. */
  readonly prose: boolean;
}

const place = (words: string, source: string, prose = false): Place => ({
  words: words.split(' '),
  expression: new RegExp(source.replaceAll('VALUE', VALUE).replaceAll('WORDS', WORDS), 'gdi'),
  prose,
});

/** Each is tried from a word that it begins with, and every run in it has a bound: time grows with the text. */
const places: readonly Place[] = [
  // Redirected and piped passwords.
  place(
    'stdin sudo chpasswd',
    `\\becho (?:-n )?VALUE[ \\t]{0,4}\\|[^\\r\\n|]{0,200}(?:-stdin|sudo -S|chpasswd)`,
  ),
  place(
    '-stdin',
    `\\bprintf (?:'%s(?:\\\\n)?'|"%s(?:\\\\n)?"|%s) VALUE[ \\t]{0,4}\\|[^\\r\\n|]{0,200}-stdin`,
  ),
  place('-stdin', `-stdin[^\\r\\n|<]{0,200}<<<[ \\t]{0,4}VALUE`),
  place('chpasswd', `\\bchpasswd[ \\t]{1,4}<<<[ \\t]{0,4}["']?[\\w.-]{1,40}:(?<plain>[^\\s"']{1,200})`),
  // Programs whose flag for the password is a letter, or that take it as an argument.
  place('unzip zip sqlcmd', `\\b(?:unzip|zip|sqlcmd|bcp) WORDS(?<=\\s)-P[ \\t]{0,4}VALUE`),
  place('7z 7za', `\\b7za?\\b WORDS(?<=\\s)-p(?=\\S)VALUE`),
  place(
    'htpasswd',
    `\\bhtpasswd [^\\r\\n]{0,80}?-\\w{0,6}b\\w{0,6} (?:[^\\s-]\\S{0,200} )?[\\w.@-]{1,60} VALUE`,
  ),
  place('openssl', `\\bopenssl enc\\b WORDS(?<=\\s)-k[ \\t]{1,4}VALUE`),
  place('openssl -pass', `-pass(?:in|out|word)?[ =]pass:VALUE`),
  place('nuget', `\\bnuget push\\b WORDS(?<=\\s)-(?:k|ApiKey)[ \\t]{1,4}VALUE`),
  place('cargo snyk', `\\b(?:cargo login|snyk auth)[ \\t]{1,4}VALUE`, true),
  place('composer', `\\bcomposer config\\b WORDS--auth [\\w.-]{1,80} VALUE`),
  place('bundle', `\\bbundle config\\b WORDS[\\w.-]{1,80} [\\w.-]{1,60}:(?<plain>[^\\s"']{4,200})`),
  place('alias', `\\bmc alias set \\S{1,60} \\S{1,200} \\S{1,100} VALUE`),
  place('net use', `\\bnet use [^\\r\\n]{0,200}/user:\\S{1,80} VALUE`, true),
  place('cmdkey', `\\bcmdkey\\b WORDS/pass:VALUE`),
  place('doctl', `\\bdoctl auth init\\b WORDS(?:-t|--access-token)[ =]VALUE`),
  // `--user name:password`, of whatever program.
  place(
    '--user --auth --creds',
    `\\s--(?:user|auth|creds|proxy-user)[ =]["']?[\\w.@+-]{1,100}:(?<plain>[^\\s"']{6,200})`,
    true,
  ),
  // Keychains and configuration of package managers.
  place(
    'machine default',
    `\\b(?:machine [ \\t]{0,4}\\S{1,200}|default)\\s{1,20}login\\s{1,4}\\S{1,200}\\s{1,20}(?:account\\s{1,4}\\S{1,200}\\s{1,20})?password\\s{1,4}VALUE`,
    true,
  ),
  place('BUNDLE_', `\\bBUNDLE_[A-Z0-9_]{1,80}[=:] ?["']?[\\w.-]{1,60}:(?<plain>[^\\s"']{4,200})`),
  place(
    '-oauth gitlab-token',
    `"(?:github|bitbucket|gitlab)-(?:oauth|token)\\\\{0,4}"\\s{0,4}:\\s{0,4}\\{\\s{0,40}\\\\{0,4}"[\\w.-]{1,80}\\\\{0,4}"\\s{0,4}:\\s{0,4}(?=\\\\{0,4}")VALUE`,
  ),
  place('ServerURL', `ServerURL\\\\{0,4}"[^{}\\r\\n]{0,400}"Secret\\\\{0,4}"\\s{0,4}:\\s{0,4}VALUE`),
  // Connection strings without a scheme.
  place('@tcp( @unix(', `(?<![\\w.-])[\\w.-]{1,60}:(?<plain>[^\\s@:"']{1,200})@(?:tcp|unix)\\(`),
  place('jdbc:oracle', `\\bjdbc:oracle:\\w{1,10}:[\\w$#]{1,60}/(?<plain>[^\\s@"']{1,200})@`),
  // Statements and calls.
  place('IDENTIFIED identified', `\\bIDENTIFIED (?:WITH [\\w"']{1,60} )?(?:BY|AS) VALUE`),
  place('SecureString', `\\bConvertTo-SecureString (?:-\\w{1,20} ){0,3}(?=["'])VALUE`),
  place('auth=(', `\\bauth=\\(["'][^"'\\r\\n]{1,100}["'], ?(?=["'])VALUE`),
  place('otpauth', `\\botpauth://[^\\s"']{1,300}?[?&]secret=(?<plain>[A-Z2-7]{8,200})`),
  // The code of an OAuth redirect comes with its state.
  place('code=', `[?&]code=(?<plain>[\\w.~%/+-]{16,2000})&state=`),
  place('state=', `[?&]state=[^&\\s]{1,500}&code=(?<plain>[\\w.~%/+-]{16,2000})`),
  place('hmac= jwt= sas=', `[?&](?:hmac|jwt|sas)=(?<plain>[\\w.~%/+=-]{20,4000})`),
];

/** `-p VALUE` behind a command that logs in, `-u name:VALUE` of curl and its like. */
const shortFlags =
  /\b(?:login|sshpass|mysql(?:dump|admin)?|mongo(?:sh|dump)?|redis-cli|ldapsearch|curl|wget|http|skopeo|ctr|smbclient|creds|twine|registry (?:create|update)|repo (?:create|update))\b[^\r\n]{0,400}/gi;
const passwordFlag =
  /(?<=\s)-(?:p|a|w)(?:\s{1,4}|=|(?=[^\s-]))(?:"([^"]{1,400})"|'([^']{1,400})'|([^\s"']{1,400}))/g;
const userFlag =
  /(?<=\s)(?:-[uUa](?=\S)|-[uUa]\s{1,4}|(?:--user|--auth|--creds|--src-creds|--dest-creds|--proxy-user)(?:\s{1,4}|=))["']?([^\s:%"'-][^\s:%"']{0,200})[:%]([^\s"']{1,400})/g;

export const commands: Finder = (text, report) => {
  const mayHave = wordsOf(text);
  for (const { words, expression, prose } of places) {
    if (!words.some((word) => mayHave(word) && text.includes(word))) continue;
    everyMatch(expression, text, ({ indices }) => {
      const { double, single, plain } = indices?.groups ?? {};
      const [from, to] = double ?? single ?? plain ?? [0, 0];
      const value = text.slice(from, to);
      if (value.length < 3 || isNoSecret(value)) return;
      if (prose && (isSentenceWord(value) || isNumeric(value))) return;
      report(from, to);
    });
  }
  everyMatch(shortFlags, text, ({ index, 0: command }) => {
    if (!/^(?:curl|wget|http|skopeo|ctr|smbclient|creds)/i.test(command)) {
      everyMatch(passwordFlag, command, ({ index: at, 0: flag, 1: double, 2: single, 3: plain }) => {
        const value = double ?? single ?? plain ?? '';
        if (isNoSecret(value) || isNumeric(value)) return;
        const from = index + at + flag.lastIndexOf(value);
        report(from, from + value.length);
      });
    }
    everyMatch(userFlag, command, ({ index: at, 0: flag, 2: value = '' }) => {
      if (isNoSecret(value) || isNumeric(value)) return;
      const from = index + at + flag.length - value.length;
      report(from, from + value.length);
    });
  });
};

function isNoSecret(value: string): boolean {
  return isReference(value) || isPlaceholder(value) || value.startsWith('/');
}

/** A port or a user id, `--user 1000:1000`. */
function isNumeric(value: string): boolean {
  return /^\d{1,5}$/.test(value) || (/^\d{1,5}:/.test(value) && !isMixed(value));
}

/**
 * What the deciding lines name, for the commands of a fix: the variable that is missing, the service that does not answer,
 * the image, the repository of the source, the file that may not be run. Each expression is linear in time.
 */

/** Names of variables are capitals with underscores, wherever tools put them. */
const variables: readonly RegExp[] = [
  /\bThe ([A-Z][A-Z0-9_]{2,60}) setting\b/,
  /\b[Ss](?:et|pecify) (?:the |a )?["'`]?([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,12})\b/,
  /\b(?:provide|define|configure|export|specify) (?:the |a )?["'`]?([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,12})\b/i,
  /["'`{ ]([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,12})["'`]?: \[ ?["'`]Required\b/,
  /\b(?:variables?|vars?|env|setting|secret|key)\b:? {1,2}["'`]?([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,12})\b/i,
  /["'`]?\b([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,12})["'`]? (?:environment variable |env var )?(?:is|was|are|has|must|not|needs?)\b/,
  /\bKeyError: ["']([A-Z][A-Z0-9_]{2,60})["']/,
  /\$\{?([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,12})\}?["'”]?(?: |:|$)/,
  /\b(?:missing|required|undefined|unset)\b.{0,60}?\b([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,12})\b/i,
];

/** How clients name whom they called: host and port, or a host alone. */
const peers: readonly RegExp[] = [
  /\bconnect E[A-Z]{4,20} \[?([\w.-]{1,200}\]?:\d{1,5})\b/,
  /\bserver at "([\w.-]{1,200})"(?: \([\d.:a-f]{1,45}\))?, port (\d{1,5})/,
  /\b(?:getaddrinfo|lookup) (?:E[A-Z_]{4,20} )?"?([\w-]{1,63}(?:\.[\w-]{1,63}){0,8})\b/,
  /\btranslate host name "([\w.-]{1,200})"/,
  /\bdial tcp:? ([\w.-]{1,200}:\d{1,5})\b/,
  /\b(?:connecting to|connection to|connect to|reach) (?:[a-z+]{2,20}:\/\/(?:[^@\s/]{0,100}@)?)?["'`]?([\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?::\d{1,5})?)\b/i,
];

const reference = '[a-z0-9][\\w.-]{0,200}(?::\\d{2,5})?(?:/[\\w.-]{1,200}){0,8}';
const tagged = `${reference}(?::[\\w.-]{1,128})?(?:@sha256:[0-9a-f]{64})?`;
/** How tools name the image that they were to pull or push, with its tag or digest where they say it. */
const images: readonly RegExp[] = [
  new RegExp(`\\b(?:pull|push|pushing) image "(${tagged})"`),
  new RegExp(`\\bmanifest for (${tagged}) not found\\b`),
  new RegExp(`\\baccess denied for (${tagged}),`),
  new RegExp(`\\b[Nn]o such (?:image|manifest): (${tagged}?)\\.?(?:\\s|$)`),
  new RegExp(`\\b(?:Container image|image with reference) "?(${tagged})"? (?:is|was)\\b`),
  new RegExp(`^Error: (${tagged}): image not known`),
  new RegExp(`\\bUnable to find image '(${tagged})' locally`),
  new RegExp(`\\bresolve reference \\\\?"(${tagged})\\\\?"`),
  new RegExp(`\\bfailed to push (${tagged}): `),
  new RegExp(`\\b(?:docker://|docker-image://)(${tagged})(?=["':\\s]|$)`),
];
/** The same in the address of an answer: host, repository and tag. */
const answered =
  /\bhttps?:\/\/([\w.-]{1,200}(?::\d{2,5})?)\/v2\/([\w./-]{1,250})\/manifests\/([\w.-]{1,128})(?=["'?:\s]|$)/;

/** How git names the repository that it was to read. */
const sources: readonly RegExp[] = [
  /\bunable to access '(https?:\/\/[^'\s@]{3,300}?)\/?':/,
  /\brepository '(https?:\/\/[^'\s@]{3,300}?)\/?' not found/,
  /\bAuthentication failed for '(https?:\/\/[^'\s@]{3,300}?)\/?'/,
  /\b(git@[\w.-]{1,200}:[\w./~-]{1,200})/,
];

/** How git and ssh name the host that they were to reach. */
const gitHosts: readonly RegExp[] = [
  /\b\w{1,40}@([\w.-]{1,200}): Permission denied \(/,
  /\bfor '(?:https?|ssh):\/\/([\w.-]{1,200})(?::\d{1,5})?\/?'/,
  /\bhost key is known for \[?([\w.-]{1,200})\b/,
  /\bconnect to host ([\w.-]{1,200}) port \d/,
];

/** How shells and runtimes name the file that they may not run. */
const files: readonly RegExp[] = [
  /\bexec: \\?"([\w./-]{1,200})\\?": (?:stat \S{1,200}: )?permission denied/i,
  /^(?:\[FATAL tini \(\d{1,5}\)\] )?exec ([\w./-]{1,200})(?: failed)?: [Pp]ermission denied/,
  /\b[Cc]ommand '([\w./-]{1,200})' could not be invoked/,
  /\b(?:[bdz]a?)?sh: (?:line )?(?:\d{1,5}: )?([\w./-]{1,200}): [Pp]ermission denied/,
  /\bpath `([\w./-]{1,200})` exists but it is not executable/,
];

/** How programs name the path to which they have no right. */
const refusedPaths: readonly RegExp[] = [
  /[Pp]ermission denied(?:, \w{2,12})?:? ["'](\/[\w./-]{1,200})["']/,
  /\b(?:[Pp]ermission denied|file system): ["'](\/[\w./-]{1,200})["']/,
  /\b(?:directory|touch|(?:open|mkdir)\(\)|ownership of|access) [‘'"](\/[\w./-]{1,200})[’'"]/,
  /\b(?:AccessDeniedException|FileNotFoundException): (\/[\w./-]{1,200})/,
];
/** How they name the port. */
const refusedPorts: readonly RegExp[] = [
  /\bbind\(\) to \S{0,60}:(\d{1,5})\b/,
  /\blisten(?: EACCES: permission denied| tcp) \S{0,60}:(\d{1,5})\b/,
];

/** The path, or the port, to which the lines say that the program has no right; empty: they name none. */
export function refusedIn(lines: readonly string[]): { readonly path?: string; readonly port?: string } {
  const port = firstOf(refusedPorts, lines, /\d/)?.[0];
  if (port !== undefined) return { port };
  const path = firstOf(refusedPaths, lines, /\w/)?.[0];
  return path === undefined ? {} : { path };
}

/** The variable that the lines say is missing; undefined: they name none. */
export function variableIn(lines: readonly string[]): string | undefined {
  return firstOf(variables, lines, /^[A-Z0-9_]{1,600}$/)?.[0];
}

/** The service that the lines say does not answer, as `HOST` or `HOST:PORT`; undefined: they name none. */
export function peerIn(lines: readonly string[]): string | undefined {
  return firstOf(peers, lines, /./)?.join(':');
}

/** The image that the lines are about, as they spell it; undefined: they name none. */
export function imageIn(lines: readonly string[]): string | undefined {
  const named = firstOf(images, lines, /[/:]/)?.[0];
  if (named !== undefined) return named;
  const [host, repository, tag] = firstOf([answered], lines, /[.:]/) ?? [];
  return tag === undefined ? undefined : `${host}/${repository}${tag.startsWith('sha256') ? '' : `:${tag}`}`;
}

/** The address of the source's repository that git names, without a login; undefined: it names none. */
export function sourceIn(lines: readonly string[]): string | undefined {
  return firstOf(sources, lines, /./)?.[0];
}

/** The host of the source that git or ssh names; undefined: they name none. */
export function gitHostIn(lines: readonly string[]): string | undefined {
  return firstOf(gitHosts, lines, /\w/)?.[0];
}

/** The file that the lines say may not be run; undefined: they name none. */
export function fileIn(lines: readonly string[]): string | undefined {
  return firstOf(files, lines, /[\w]/)?.[0];
}

function firstOf(
  forms: readonly RegExp[],
  lines: readonly string[],
  valid: RegExp,
): readonly string[] | undefined {
  for (const line of lines) {
    for (const form of forms) {
      const [, ...found] = form.exec(line) ?? [];
      const named = found.filter((each) => each !== undefined);
      if (named[0] !== undefined && valid.test(named[0])) return named;
    }
  }
  return undefined;
}

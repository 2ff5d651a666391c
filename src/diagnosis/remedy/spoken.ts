/** What the deciding lines name, for the commands of a fix: the variable that is missing, the service that does not answer. */

/** Names of variables are capitals with underscores, wherever tools put them. Each is linear in time. */
const variables: readonly RegExp[] = [
  /\b(?:variables?|vars?|env|setting|secret|key)\b:? {1,2}["'`]?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/i,
  /["'`]?\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)["'`]? (?:environment variable |env var )?(?:is|was|are|has|must|not|needs?)\b/,
  /\bKeyError: ["']([A-Z][A-Z0-9_]{2,60})["']/,
  /\$\{?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\}?["'”]?(?: |:|$)/,
  /\b(?:missing|required|undefined|unset)\b.{0,60}?\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/i,
];

/** How clients name whom they called: host and port, or a host alone. Each is linear in time. */
const peers: readonly RegExp[] = [
  /\bconnect E[A-Z]{4,20} \[?([\w.-]{1,200}\]?:\d{1,5})\b/,
  /\bserver at "([\w.-]{1,200})"(?: \([\d.:a-f]{1,45}\))?, port (\d{1,5})/,
  /\b(?:getaddrinfo|lookup) (?:E[A-Z_]{4,20} )?"?([\w-]{1,63}(?:\.[\w-]{1,63}){0,8})\b/,
  /\btranslate host name "([\w.-]{1,200})"/,
  /\bdial tcp:? ([\w.-]{1,200}:\d{1,5})\b/,
  /\b(?:connecting to|connection to|connect to|reach) (?:[a-z+]{2,20}:\/\/(?:[^@\s/]{0,100}@)?)?["'`]?([\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?::\d{1,5})?)\b/i,
];

/** The variable that the lines say is missing; undefined: they name none. */
export function variableIn(lines: readonly string[]): string | undefined {
  return firstOf(variables, lines, /^[A-Z0-9_]+$/)?.[0];
}

/** The service that the lines say does not answer, as `HOST` or `HOST:PORT`; undefined: they name none. */
export function peerIn(lines: readonly string[]): string | undefined {
  return firstOf(peers, lines, /./)?.join(':');
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

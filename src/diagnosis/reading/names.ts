/** Names in a line that an answer and its commands may use. */
const wellKnown: readonly (readonly [string, RegExp])[] = [
  [
    'image',
    /(?:image|manifest for|metadata for|reference|solve:|access denied for) "?((?:[a-z0-9][\w.-]{0,200}(?::\d{2,5})?\/)?[a-z0-9][\w./-]{1,300}(?::[\w.-]{1,128})?(?:@sha256:[0-9a-f]{6,64})?)/,
  ],
  ['host', /(?:https?:\/\/|lookup |resolve host:? ?'?)([A-Za-z0-9][\w.-]{1,250})/],
  ['secret', /[Ss]ecret:? ["'\\]{0,3}([a-z0-9][\w.-]{1,252})["'\\]{1,3}/],
];

/** The names that are found in `text` whatever it is about: `image`, `host`, `secret`. */
export function namesIn(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, pattern] of wellKnown) {
    const value = pattern.exec(text)?.[1];
    if (value) found[name] = value.replace(/[.:]$/, '');
  }
  return found;
}

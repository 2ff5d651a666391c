/** Parsed JSON, or undefined where a text, or the UTF-8 that some bytes hold, is none. */
export function parseJson(text: string | Buffer): unknown {
  try {
    return JSON.parse(text.toString());
  } catch {
    return undefined;
  }
}

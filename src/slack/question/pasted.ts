/** What people put around a text that they paste. */

/** The text without quotes and code fences around it. */
export function bare(text: string): string {
  return withoutFence(withoutQuotes(text.trim()));
}

/** People quote what they paste, as they would for a shell. Quotes within show that the outer ones belong to it. */
export function withoutQuotes(text: string): string {
  const inside = /^(?:"([^"]+)"|'([^']+)'|“([^“”]+)”|‘([^‘’]+)’)$/.exec(text);
  return (inside?.slice(1).find((each) => each !== undefined) ?? text).trim() || text;
}

/** A pasted text without the backticks around it. */
export function withoutFence(text: string): string {
  let inner = text;
  for (;;) {
    const inside = /^```([\s\S]*)```$/.exec(inner)?.[1];
    if (inside === undefined) return inner;
    inner = inside.trim();
  }
}

/** Whether it was pasted: it stands in a fence, or its line breaks are not all inside quotes. */
export function isPasted(text: string): boolean {
  const inner = withoutFence(text);
  if (/\S\s*\n\s*\S/.test(inner) && !fitsQuotes(inner)) return true;
  return inner !== text && /\s/.test(inner);
}

/** The line breaks are all inside quotes, so that it can still be a command. */
function fitsQuotes(text: string): boolean {
  return !/[\r\n]/.test(text.replace(/"(?:[^"\\]|\\[\s\S])*"/g, ''));
}

/** A reason as Kubernetes (`ImagePullBackOff`) or Code Engine (`image_pull_back_off`) writes it: no name has that form. */
export function isReason(word: string): boolean {
  return /^[A-Z][a-z]+(?:[A-Z][A-Za-z]*)+$/.test(word) || /^[a-z]+(?:_[a-z]+)+$/.test(word);
}

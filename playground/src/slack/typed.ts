/** What a person types, as Slack passes it on. */

/** Slack's three entities. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Message text as Slack passes it on: escaped, and with links made of what looks like one. */
export function typedText(text: string): string {
  return escaped(text)
    .replace(/https?:\/\/[^\s&]+/g, '<$&>')
    .replace(
      /(^|\s)((?:[a-z0-9-]+\.)+(?:io|com|net|org|dev|cloud)(?:[/:][^\s&]*)?)(?=\s|$)/gi,
      (_whole, before: string, host: string) => `${before}<http://${host}|${host}>`,
    );
}

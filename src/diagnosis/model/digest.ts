/** `sha256:` and the first twelve hex digits of a digest, as tools show it. */
export function shortDigest(digest: string): string {
  return digest.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1');
}

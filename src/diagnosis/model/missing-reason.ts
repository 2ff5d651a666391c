/** Why a source could not be asked or did not answer. */
export type MissingReason =
  | 'not-found'
  | 'forbidden'
  | 'unauthorized'
  | 'timeout'
  | 'unreachable'
  | 'rate-limited'
  | 'malformed'
  | 'server-error'
  | 'not-active'
  | 'gone'
  | 'not-configured'
  | 'failed';

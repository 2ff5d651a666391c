/** Why a source could not be asked or did not answer. */
export const missingReasons = [
  'not-found',
  'forbidden',
  'unauthorized',
  'timeout',
  'unreachable',
  'rate-limited',
  'malformed',
  'server-error',
  'not-active',
  'gone',
  'not-configured',
  'failed',
] as const;
export type MissingReason = (typeof missingReasons)[number];

/** Why something is missing. */
export interface Gap {
  readonly reason: MissingReason;
  readonly detail: string;
  readonly cure?: string;
}

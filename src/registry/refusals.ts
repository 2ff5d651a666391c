/** Why an exchange with a registry has no answer, beside the network. */
import { type Answer, ForbiddenAddress, TransportError } from '../net/transport';

/** Our own rules forbid the exchange; the message says which and is safe to show. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** The token service did not issue a token. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';

  constructor(
    readonly answer: Answer,
    readonly authority: string,
    readonly ms: number,
  ) {
    super(`no token from ${authority}`);
  }
}

/** Whether an exchange failed because of the registry, the network or our rules, and not because of a fault of ours. */
export function isExpected(error: unknown): boolean {
  return [TransportError, ForbiddenAddress, Refused, TokenRefused].some((kind) => error instanceof kind);
}

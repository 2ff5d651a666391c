/** How a login is wanted, and how it is sent. */
import { createHash } from 'node:crypto';
import type { RegistryCredential } from '../diagnosis/model/secrets';
import type { Answer } from '../net/transport';
import { type Challenge, parseChallenges } from './challenge';

/** How a login went. */
export interface Login {
  readonly kind: 'basic' | 'token';
  readonly ms: number;
  /** Who issued the token. */
  readonly issuer?: string;
  /** The token was kept from an earlier question. */
  readonly kept?: boolean;
}

/** Value of `Authorization`, and whether it was made for an earlier question. */
export interface Header {
  readonly header: string;
  readonly kept: boolean;
  /** Rejects when the login behind a kept token is not accepted any more. */
  readonly proven?: Promise<unknown>;
}

/** The way of logging in that we know, tokens first. */
export function chooseChallenge(answer: Answer): Challenge | undefined {
  const challenges = parseChallenges(answer.headers['www-authenticate']);
  return (
    challenges.find(({ scheme }) => scheme === 'bearer') ??
    challenges.find(({ scheme }) => scheme === 'basic')
  );
}

/** Value of `Authorization`. */
export function basic({ username, password }: RegistryCredential): string {
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`, 'utf8').toString('base64')}`;
}

/** Tells logins apart without keeping them. */
export function fingerprint(credential: RegistryCredential | undefined): string {
  if (!credential) return '';
  return createHash('sha256')
    .update(JSON.stringify([credential.username, credential.password.reveal()]))
    .digest('hex');
}

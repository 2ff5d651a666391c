/** From what happened to the cause that it shows: errno and TLS codes, HTTP status, and what the host says in words. */
import type { CauseId, Explain } from '../diagnosis/model/cause-id';
import type { Failure } from '../diagnosis/model/ladder';
import { oneLine } from '../diagnosis/model/text';
import { type NoAnswerKind, noAnswer } from '../net/no-answer';
import type { TransportError } from '../net/transport';
import type { HttpRefused } from './git/http-wire';
import type { SshRefused } from './ssh/ssh-wire';

const ofCertificate: Readonly<Partial<Record<NoAnswerKind, CauseId>>> = {
  untrusted: 'tls-unknown-authority',
  expired: 'tls-cert-expired',
  'wrong-name': 'tls-hostname-mismatch',
};

/** Why no answer came. */
export function transportFailure(error: TransportError): Failure {
  const { kind, proof } = noAnswer(error);
  return { cause: ofCertificate[kind] ?? 'git-host-unreachable', proof };
}

/** Step and cause of an answer that is none of git's. */
export function httpFailure(
  { status, words, authority, loggedIn, hint }: HttpRefused,
  explain: Explain | undefined,
): Failure & { readonly step: 'auth' | 'repository' } {
  const said = firstLine(words);
  const answered = `${authority} answered ${status}${said ? `: ${said}` : ''}`;
  const sso = /\b(?:SAML|SSO)\b/i.test(words) || /required/i.test(hint);
  if (sso) {
    const proof = `${answered || authority}; the token is not authorised for the organisation’s single sign-on`;
    return { step: 'auth', cause: 'git-auth-failed', proof };
  }
  if (status === 401 && !loggedIn) {
    const proof = `${authority} wants a login (401): the repository is private, or does not exist; hosts do not tell the two apart`;
    return { step: 'auth', cause: 'git-repo-not-found', proof };
  }
  if (status === 401) {
    const expired = /\bexpired\b/i.test(words);
    const revoked = /\brevoked\b/i.test(words);
    const what = expired
      ? 'the token has expired'
      : revoked
        ? 'the token was revoked'
        : 'the login of the secret is refused';
    return { step: 'auth', cause: 'git-auth-failed', proof: `${what}: ${answered}` };
  }
  if (status === 404 || status === 410) {
    const proof = loggedIn
      ? `${answered}: there is no such repository, or the login has no right to see it`
      : `${answered}: there is no such repository`;
    return { step: 'repository', cause: 'git-repo-not-found', proof };
  }
  if (status === 403) {
    const told = explain?.(`remote: ${said}`, { phase: 'source' }).cause;
    const cause = told === 'git-repo-not-found' ? told : 'git-auth-failed';
    return { step: loggedIn ? 'auth' : 'repository', cause, proof: answered };
  }
  if (status === 429)
    return { step: 'repository', cause: 'git-host-unreachable', proof: `${answered}: too many requests` };
  if (status >= 500) return { step: 'repository', cause: 'git-host-unreachable', proof: answered };
  return { step: 'repository', cause: 'unknown', proof: answered };
}

/** Cause of an SSH session that did not come to git. */
export function sshFailure(
  error: SshRefused,
  authority: string,
  keyName: string | undefined,
  hasKnownHosts: boolean,
): Failure {
  if (error.step === 'auth') {
    const proof = keyName === undefined ? error.message : `${authority} refuses the key ${keyName}`;
    return { cause: 'git-auth-failed', proof: error.verdict === 'none' ? error.message : proof };
  }
  const { verdict, message, uncertified } = error;
  if (verdict === 'none') return { cause: 'git-host-unreachable', proof: message };
  const proofs = {
    changed: `${authority} shows the key ${message}, and known_hosts of the secret has another key for it`,
    unknown:
      uncertified === undefined
        ? `${authority} shows the key ${message}, and known_hosts of the secret does not know the host`
        : `${authority} shows the key ${message}; known_hosts of the secret trusts a certificate authority for it, and ${uncertified}`,
    revoked: `known_hosts of the secret marks the key ${message} of ${authority} as revoked`,
    known: message,
  };
  const proof = hasKnownHosts ? proofs[verdict] : message;
  return { cause: 'git-host-key-unverified', proof };
}

/** Words of the host's git over SSH, or in its protocol. */
export function wordsFailure(
  spoken: string,
  code: number | undefined,
  authority: string,
  explain: Explain | undefined,
): Failure & { readonly step: 'auth' | 'repository' } {
  const words = spoken.replace(/\p{Cc}\[[\d;]{0,20}m/gu, '').replace(/[^\P{Cc}\n]/gu, '');
  const said = firstLine(words);
  const proof = said
    ? `${authority} says: ${said}`
    : `git on ${authority} ended${code === undefined ? '' : ` with code ${code}`} and says nothing`;
  if (/\bSSH key has expired\b/i.test(words)) return { step: 'auth', cause: 'ssh-key-expired', proof };
  const told = said ? (explain?.(words, { phase: 'source' }).cause ?? 'unknown') : 'unknown';
  if (told === 'git-auth-failed') return { step: 'auth', cause: told, proof };
  if (/\bnot (?:be )?found\b|\bdoes not (?:appear|exist)\b|\bno such\b/i.test(words)) {
    return { step: 'repository', cause: 'git-repo-not-found', proof };
  }
  return { step: 'repository', cause: told, proof };
}

/** The first line that says something. */
function firstLine(words: string): string {
  const lines = words
    .split('\n')
    .map((line) => line.replace(/^(?:(?:remote|fatal|error):\s*){1,3}/i, '').trim())
    .filter((line) => line !== '' && !/^[=\s*-]*$/.test(line));
  return oneLine(lines[0] ?? '', 200);
}

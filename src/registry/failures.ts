/** From what happened to the cause that it shows: errno and TLS codes, HTTP status, the registry's error codes. */

import { follows } from '../diagnosis/causes/follow';
import type { CauseId, Explain, Phase } from '../diagnosis/model/cause-id';
import { isIbmRegistry } from '../diagnosis/model/image-host';
import { asRecord, parseJson, text } from '../diagnosis/model/json';
import type { Failure } from '../diagnosis/model/ladder';
import type { Went } from '../diagnosis/reading/fact';
import { wentOf } from '../diagnosis/reading/ways/index';
import { hostnameOf } from '../net/endpoint';
import { type NoAnswerKind, noAnswer } from '../net/no-answer';
import type { Answer, TransportError } from '../net/transport';
import { parseChallenges } from './challenge';

const ofNoAnswer: Readonly<Record<NoAnswerKind, CauseId>> = {
  unresolved: 'registry-host-unresolvable',
  timeout: 'registry-unreachable-timeout',
  refused: 'registry-connection-refused',
  untrusted: 'tls-unknown-authority',
  expired: 'tls-cert-expired',
  'wrong-name': 'tls-hostname-mismatch',
  'plain-http': 'http-response-to-https-client',
  dropped: 'registry-connection-dropped',
};

/** Why no answer came. */
export function transportFailure(error: TransportError): Failure {
  const { kind, proof } = noAnswer(error);
  return { cause: ofNoAnswer[kind], proof };
}

/** What a registry says of an error, in its own words. */
export interface RegistryError {
  /** For example `MANIFEST_UNKNOWN`; absent: the body is no error of the OCI form. */
  readonly code?: string;
  readonly message?: string;
}

/** Reads `{"errors":[…]}`, and the forms of token services. */
export function errorOf(answer: Pick<Answer, 'body'>): RegistryError {
  const body = asRecord(parseJson(answer.body));
  if (!body) return {};
  const first = Array.isArray(body.errors) ? asRecord(body.errors[0]) : undefined;
  const code = text(first?.code) ?? text(body.code) ?? text(body.errorCode);
  const message =
    text(first?.message) ??
    text(body.errorMessage) ??
    text(body.error_description) ??
    text(body.details) ??
    text(body.message) ??
    text(body.error);
  return {
    ...(code !== undefined && { code: code.toUpperCase() }),
    ...(message !== undefined && { message }),
  };
}

/** What was asked for when the registry refused. */
export interface Asked {
  readonly what: 'token' | 'manifest' | 'child' | 'blob' | 'push';
  readonly authority: string;
  readonly anonymous: boolean;
  /** Whether a token was issued for it. */
  readonly withToken: boolean;
  /** The manifest was asked for by its digest. */
  readonly byDigest?: boolean;
}

/** IBM's word for a registry that lets nobody in over the public network. Source: Registry docs, troubleshooting. */
const PRIVATE_ONLY = /private-only access is enabled/i;

/** What registries say in words, and their status does not: how it is worded is told by the list that reads all texts. */
const saidInWords: ReadonlySet<Went> = new Set<Went>([
  'address-refused',
  'quota-traffic',
  'quota-storage',
  'rate-limited',
  'credentials-expired',
]);

/** The cause that the words of an answer name, where they say more than its status and code. */
function causeOfWords(message: string | undefined, phase: Phase): CauseId | undefined {
  const went = message === undefined ? undefined : wentOf(message);
  if (went === undefined || !saidInWords.has(went)) return undefined;
  return follows.from({ went, to: ['registry'] }, phase)?.cause;
}

/** Whether the account of IBM's registry lets nobody in over the public network. */
export function isPrivateOnly(answer: Pick<Answer, 'body'>): boolean {
  return PRIVATE_ONLY.test(errorOf(answer).message ?? '');
}

/** Why `answer` is no success. `explain` is asked for the words of a body when nothing else tells. */
export function answerFailure(answer: Answer, asked: Asked, explain?: Explain): Failure {
  const error = errorOf(answer);
  const phase = asked.what === 'push' ? 'push' : 'pull';
  const cause =
    causeOfAnswer(answer, error, asked) ??
    explain?.(answer.body.toString('utf8'), { phase }).cause ??
    'unknown';
  const said = [error.code, error.message].filter(Boolean).join(': ');
  return { cause, proof: `${asked.authority} answered ${answer.status}${said ? ` ${said}` : ''}` };
}

function causeOfAnswer(answer: Answer, error: RegistryError, asked: Asked): CauseId | undefined {
  const { status } = answer;
  if (status === 429 || error.code === 'TOOMANYREQUESTS') return 'rate-limited';
  const told = causeOfWords(error.message, asked.what === 'push' ? 'push' : 'pull');
  if (told && (told !== 'auth-token-expired' || !asked.anonymous)) return told;
  // A token service that answers well and issues nothing is broken, too.
  if (status >= 500 || (asked.what === 'token' && status < 400)) return 'registry-server-error';
  if (asked.what === 'push') return pushCause(answer, error, asked);
  if (status === 404 || error.code?.endsWith('_UNKNOWN')) return notFoundCause(error, asked);
  if (status === 401 || status === 403 || (status === 400 && asked.what === 'token')) {
    return refusedCause(answer, error, asked);
  }
  return undefined;
}

function notFoundCause({ code }: RegistryError, { what, byDigest }: Asked): CauseId {
  if (code === 'NAME_UNKNOWN') return 'repository-not-found';
  if (what === 'blob' || what === 'child' || byDigest) return 'image-digest-not-found';
  return what === 'manifest' ? 'image-tag-not-found' : 'registry-server-error';
}

/** 401 and 403 on a read. */
function refusedCause(answer: Answer, error: RegistryError, asked: Asked): CauseId {
  const { anonymous, authority, what, withToken } = asked;
  const ibm = isIbmRegistry(hostnameOf(authority));
  if (what === 'token') {
    if (anonymous) return 'auth-missing';
    return answer.status === 403 ? 'permission-denied-pull' : 'auth-invalid';
  }
  // IBM's registry answers 403 when no token was sent, and names a missing right plainly otherwise.
  if (ibm) return anonymous ? 'auth-missing' : withToken ? 'permission-denied-pull' : 'auth-invalid';
  if (isMerged(answer, error)) return 'access-denied-or-not-found';
  if (anonymous) return 'auth-missing';
  return answer.status === 403 ? 'permission-denied-pull' : 'auth-invalid';
}

/** Whether the registry leaves open if the repository is missing or private. */
function isMerged(answer: Answer, { code, message = '' }: RegistryError): boolean {
  const insufficient = parseChallenges(answer.headers['www-authenticate']).some(
    ({ parameters }) => parameters.get('error') === 'insufficient_scope',
  );
  return insufficient || (code === 'DENIED' && /requested access to the resource is denied/i.test(message));
}

function pushCause({ status }: Answer, { code }: RegistryError, asked: Asked): CauseId | undefined {
  if (code === 'NAME_UNKNOWN' || code === 'NAME_INVALID' || status === 404) return 'repository-not-found';
  if (status === 413) return 'push-layer-too-large';
  if (status === 405 || code === 'UNSUPPORTED') return 'permission-denied-push';
  if ((status === 401 || status === 403) && asked.anonymous) return 'auth-missing';
  if (status === 401 && !asked.withToken) return 'auth-invalid';
  if (status === 401 || status === 403) return 'permission-denied-push';
  return undefined;
}

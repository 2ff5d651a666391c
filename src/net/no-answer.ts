/** Why no answer came, in words: each ladder decides which cause that is for what it asks. */
import { hostnameOf } from './endpoint';
import type { TransportError } from './transport';

export type NoAnswerKind =
  | 'unresolved'
  | 'timeout'
  | 'refused'
  | 'untrusted'
  | 'expired'
  | 'wrong-name'
  | 'plain-http'
  | 'dropped';

export interface NoAnswer {
  readonly kind: NoAnswerKind;
  /** One line: what was seen, with the host and its address. */
  readonly proof: string;
}

const timeouts = new Set(['TIMEOUT', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN']);
const unknownAuthority = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
  'INVALID_CA',
]);
/** OpenSSL reads the beginning of an HTTP answer as a broken TLS record. */
const noTls = new Set(['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']);

/** Reads the errno and TLS codes of Node and OpenSSL. */
export function noAnswer(error: TransportError): NoAnswer {
  const { authority, phase, code, connection } = error;
  const at = connection.address ? `${authority} (${connection.address})` : authority;
  const certificate = `the certificate of ${authority}`;
  if (phase === 'dns') {
    const why = code === 'ENOTFOUND' ? 'does not resolve' : `could not be resolved (${code})`;
    return { kind: 'unresolved', proof: `the name ${hostnameOf(authority)} ${why}` };
  }
  if (timeouts.has(code)) {
    const doing = { tcp: 'to connect', tls: 'to begin TLS', http: 'to answer' }[phase];
    const proof = code === 'TIMEOUT' ? `${at} took too long ${doing}` : `${at} cannot be reached (${code})`;
    return { kind: 'timeout', proof };
  }
  if (code === 'ECONNREFUSED') return { kind: 'refused', proof: `${at} refuses connections` };
  if (unknownAuthority.has(code)) {
    const proof = `${certificate} is signed by an authority that is not trusted (${code})`;
    return { kind: 'untrusted', proof };
  }
  if (code === 'CERT_HAS_EXPIRED') return { kind: 'expired', proof: `${certificate} has expired` };
  if (code === 'CERT_NOT_YET_VALID') return { kind: 'expired', proof: `${certificate} is not valid yet` };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return { kind: 'wrong-name', proof: `the certificate is not for ${hostnameOf(authority)}` };
  }
  if (speaksNoTls(error)) {
    return { kind: 'plain-http', proof: `${at} answers in plain HTTP where TLS was begun` };
  }
  return { kind: 'dropped', proof: `${at} dropped the connection (${code})` };
}

/** Whether the server answered a TLS handshake with something else. */
export function speaksNoTls({ phase, code }: TransportError): boolean {
  return phase === 'tls' && noTls.has(code);
}

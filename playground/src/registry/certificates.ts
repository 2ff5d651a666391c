/** Certificates of the registries on loopback, made anew at every start: nothing of them is kept or trusted elsewhere. */
import { generate } from 'selfsigned';
import type { Certificate } from '../cloud/http';

export interface Certificates {
  /** PEM of who signed them. */
  readonly authority: string;
  readonly valid: Certificate;
  /** The one before it, whose time ran out yesterday. */
  readonly expired: Certificate;
}

const DAY_MS = 86_400_000;
const keys = { keyType: 'ec', algorithm: 'sha256' } as const;

/** Certificates for 127.0.0.1, and the authority to trust. Milliseconds since 1970 for `now`. */
export async function makeCertificates(now = Date.now()): Promise<Certificates> {
  const authority = await generate([{ name: 'commonName', value: 'ce-image playground' }], {
    ...keys,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const certificate = async (from: number, until: number): Promise<Certificate> => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
      ...keys,
      ca: { cert: authority.cert, key: authority.private },
      notBeforeDate: new Date(from),
      notAfterDate: new Date(until),
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    return { cert, key };
  };
  const [valid, expired] = await Promise.all([
    certificate(now - DAY_MS, now + 365 * DAY_MS),
    certificate(now - 91 * DAY_MS, now - DAY_MS),
  ]);
  return { authority: authority.cert, valid, expired };
}

/** Certificates for TLS tests, made anew in every run: nothing of them is kept. */
import { generate } from 'selfsigned';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority that nobody but the test trusts. */
export async function makeAuthority(name = 'ce-image test authority'): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { cert, key };
}

/**
 * A server's certificate, for `localhost` and 127.0.0.1 unless `name` says otherwise. Without an authority it
 * is signed by itself.
 */
export async function makeCertificate(
  authority: Certificate | undefined,
  options: { readonly name?: string; readonly from?: Date; readonly until?: Date } = {},
): Promise<Certificate> {
  const { name, from, until } = options;
  const { cert, private: key } = await generate([{ name: 'commonName', value: name ?? 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...(authority && { ca: authority }),
    ...(from && { notBeforeDate: from }),
    ...(until && { notAfterDate: until }),
    extensions: [
      {
        name: 'subjectAltName',
        altNames:
          name === undefined
            ? [
                { type: 2, value: 'localhost' },
                { type: 7, ip: '127.0.0.1' },
              ]
            : [{ type: 2, value: name }],
      },
    ],
  });
  return { cert, key };
}

/** Certificates of every right and wrong kind, made with openssl once and kept in the lab's home. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labHome } from '../places';

export type CertificateKind =
  | 'good'
  | 'expired'
  | 'future'
  | 'self-signed'
  | 'unknown-authority'
  | 'other-name';
export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

const folder = join(labHome, 'certificates');
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

/** `root` is trusted by every machine of the lab, `stranger` by none. */
function authority(name: 'root' | 'stranger', subject: string): void {
  if (existsSync(join(folder, `${name}.crt`))) return;
  mkdirSync(folder, { recursive: true });
  openssl(
    ...[
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '3650',
    ],
    ...['-subj', subject, '-keyout', `${name}.key`, '-out', `${name}.crt`],
    ...['-addext', 'basicConstraints=critical,CA:true', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  );
}

/** Path of the authority that the machines trust. */
export function trustedAuthority(): string {
  authority('root', '/O=Example Trust/CN=Example Root CA');
  return join(folder, 'root.crt');
}

const validity: Partial<Record<CertificateKind, readonly [string, string]>> = {
  expired: ['20230101000000Z', '20240101000000Z'],
  future: ['20450101000000Z', '20460101000000Z'],
};

/** The key and certificate with which `host` answers. */
export function certificate(host: string, kind: CertificateKind): Certificate {
  const base = `${host}.${kind}`;
  if (!existsSync(join(folder, `${base}.crt`))) issue(host, kind, base);
  return { key: readFileSync(join(folder, `${base}.key`)), cert: readFileSync(join(folder, `${base}.crt`)) };
}

function issue(host: string, kind: CertificateKind, base: string): void {
  trustedAuthority();
  authority('stranger', '/O=Corporate Proxy/CN=Corporate Inspection CA');
  const name = kind === 'other-name' ? 'www.example.net' : host;
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  if (kind === 'self-signed') {
    openssl(
      ...['req', '-x509', ...curve, '-days', '3650', '-subj', `/CN=${name}`],
      ...['-addext', `subjectAltName=DNS:${name}`, '-keyout', `${base}.key`, '-out', `${base}.crt`],
    );
    return;
  }
  const ca = kind === 'unknown-authority' ? 'stranger' : 'root';
  openssl('req', ...curve, '-subj', `/CN=${name}`, '-keyout', `${base}.key`, '-out', `${base}.csr`);
  const [start, end] = validity[kind] ?? ['20240101000000Z', '20440101000000Z'];
  writeFileSync(join(folder, `${base}.index`), '');
  writeFileSync(
    join(folder, `${base}.cnf`),
    `[ca]\ndefault_ca=lab\n[lab]\ndatabase=${base}.index\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\npolicy=any\nx509_extensions=leaf\nunique_subject=no\n[any]\ncommonName=supplied\n[leaf]\nsubjectAltName=DNS:${name}\nextendedKeyUsage=serverAuth\n`,
  );
  openssl(
    ...['ca', '-batch', '-notext', '-config', `${base}.cnf`, '-cert', `${ca}.crt`, '-keyfile', `${ca}.key`],
    ...['-startdate', start, '-enddate', end, '-in', `${base}.csr`, '-out', `${base}.crt`],
  );
}

/** `known_hosts`, as OpenSSH reads it. Source: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { faultOf, type HostCertificate } from './certificate';

interface KnownKey {
  readonly marker?: 'revoked' | 'cert-authority';
  /** For example `ssh-ed25519`. */
  readonly type: string;
  readonly key: Buffer;
}

/** What known_hosts says of the key that a host shows. */
export type HostKeyVerdict = 'known' | 'changed' | 'unknown' | 'revoked';

/** Lines that are read. */
const MOST_LINES = 10_000;

/** Keys of one host, and the authorities that certify it. */
export class KnownHosts {
  readonly #keys: readonly KnownKey[];
  readonly #withoutPort: readonly KnownKey[];
  readonly #hostname: string;

  /** @param text the file; unreadable lines are skipped, as OpenSSH does it */
  constructor(text: string, hostname: string, port: number) {
    const host = hostname.toLowerCase();
    const lines = text.split('\n', MOST_LINES);
    const keysOf = (name: string) => lines.flatMap((line) => keyOf(line.trim(), name));
    const bare = keysOf(host);
    // A port of its own is part of the name. Lines without it hold as well, and change nothing where they do not fit.
    const own = port === 22 ? bare : keysOf(`[${host}]:${port}`);
    this.#hostname = host;
    this.#keys = own;
    this.#withoutPort = own === bare ? [] : bare;
  }

  /** Whether a certificate may vouch for the host. */
  get hasAuthority(): boolean {
    return this.#authorities.length > 0;
  }

  get #authorities(): readonly KnownKey[] {
    return [...this.#keys, ...this.#withoutPort].filter(({ marker }) => marker === 'cert-authority');
  }

  /** Types of the keys that are known, the usable ones: the host is asked for these first, as OpenSSH does it. */
  get types(): readonly string[] {
    const all = [...this.#keys, ...this.#withoutPort];
    return [...new Set(all.filter(({ marker }) => marker === undefined).map(({ type }) => type))];
  }

  /** @param shown the key in SSH's wire form */
  judge(shown: Buffer): HostKeyVerdict {
    const all = [...this.#keys, ...this.#withoutPort];
    const same = all.filter(({ key }) => key.equals(shown));
    if (same.some(({ marker }) => marker === 'revoked')) return 'revoked';
    if (same.some(({ marker }) => marker === undefined)) return 'known';
    return this.#keys.some(({ marker }) => marker === undefined) ? 'changed' : 'unknown';
  }

  /**
   * Why no authority vouches for the host, for people; undefined: one does, for the key in the certificate.
   * @param certificate absent: the host shows none
   * @param now milliseconds since 1970
   */
  faultOf(certificate: HostCertificate | undefined, now: number): string | undefined {
    if (!certificate) return 'the host shows no certificate';
    const { authority } = certificate;
    if (this.judge(authority) === 'revoked')
      return 'the authority of the host’s certificate is marked as revoked';
    if (!this.#authorities.some(({ key }) => key.equals(authority)))
      return `the host’s certificate is of another one (${fingerprint(authority)})`;
    const fault = faultOf(certificate, this.#hostname, now);
    return fault === undefined ? undefined : `the host’s certificate ${fault}`;
  }
}

/** Type of a key in SSH's wire form. */
export function typeOfKey(key: Buffer): string {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  return length > 0 && length < 64 ? key.toString('latin1', 4, 4 + length) : 'unknown';
}

/** `SHA256:…`, as ssh-keygen prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function keyOf(line: string, name: string): readonly KnownKey[] {
  if (line === '' || line.startsWith('#')) return [];
  const fields = line.split(/[ \t]+/);
  const marker = fields[0]?.startsWith('@') ? fields.shift()?.slice(1) : undefined;
  const [hosts = '', type = '', key = ''] = fields;
  if (marker !== undefined && marker !== 'revoked' && marker !== 'cert-authority') return [];
  if (!matches(hosts, name) || !/^[A-Za-z0-9+/]{16,}={0,2}$/.test(key)) return [];
  return [{ type, key: Buffer.from(key, 'base64'), ...(marker !== undefined && { marker }) }];
}

function matches(hosts: string, name: string): boolean {
  if (hosts.startsWith('|1|')) {
    const [, , salt = '', hash = ''] = hosts.split('|');
    const made = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
    const kept = Buffer.from(hash, 'base64');
    return made.length === kept.length && timingSafeEqual(made, kept);
  }
  let found = false;
  for (const pattern of hosts.toLowerCase().split(',')) {
    if (pattern.startsWith('!') && isLike(name, pattern.slice(1))) return false;
    found ||= isLike(name, pattern);
  }
  return found;
}

/** `*` and `?`, in time linear in both. */
function isLike(name: string, pattern: string): boolean {
  let at = 0;
  let star = -1;
  let mark = 0;
  let index = 0;
  while (index < name.length) {
    if (pattern[at] === '?' || (pattern[at] === name[index] && pattern[at] !== '*')) {
      at += 1;
      index += 1;
    } else if (pattern[at] === '*') {
      star = at;
      mark = index;
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      mark += 1;
      index = mark;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

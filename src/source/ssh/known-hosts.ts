/** `known_hosts`, as OpenSSH reads it. Source: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

interface KnownKey {
  readonly line: number;
  readonly marker?: 'revoked' | 'cert-authority';
  /** For example `ssh-ed25519`. */
  readonly type: string;
  readonly key: Buffer;
}

/** What known_hosts says of the key that a host shows. */
export type HostKeyVerdict = 'known' | 'changed' | 'unknown' | 'revoked';

/** Lines that are read. */
const MOST_LINES = 10_000;

/** Keys of one host. */
export class KnownHosts {
  readonly #keys: readonly KnownKey[];

  /** @param text the file; unreadable lines are skipped, as OpenSSH does it */
  constructor(text: string, hostname: string, port: number) {
    // A port of its own is part of the name.
    const name = port === 22 ? hostname.toLowerCase() : `[${hostname.toLowerCase()}]:${port}`;
    this.#keys = text.split('\n', MOST_LINES).flatMap((line, index) => keyOf(line.trim(), index + 1, name));
  }

  /** Types of the keys that are known, the usable ones: the host is asked for these first, as OpenSSH does it. */
  get types(): readonly string[] {
    return [...new Set(this.#keys.filter(({ marker }) => marker === undefined).map(({ type }) => type))];
  }

  /** @param shown the key in SSH's wire form */
  judge(shown: Buffer): HostKeyVerdict {
    const same = this.#keys.filter(({ key }) => key.equals(shown));
    if (same.some(({ marker }) => marker === 'revoked')) return 'revoked';
    if (same.some(({ marker }) => marker === undefined)) return 'known';
    return this.#keys.some(({ marker }) => marker === undefined) ? 'changed' : 'unknown';
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

function keyOf(line: string, number: number, name: string): readonly KnownKey[] {
  if (line === '' || line.startsWith('#')) return [];
  const fields = line.split(/[ \t]+/);
  const marker = fields[0]?.startsWith('@') ? fields.shift()?.slice(1) : undefined;
  const [hosts = '', type = '', key = ''] = fields;
  if (marker !== undefined && marker !== 'revoked' && marker !== 'cert-authority') return [];
  if (!matches(hosts, name) || !/^[A-Za-z0-9+/]{16,}={0,2}$/.test(key)) return [];
  return [{ line: number, type, key: Buffer.from(key, 'base64'), ...(marker !== undefined && { marker }) }];
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

/** Host certificates, as OpenSSH reads them. Source: openssh-portable, PROTOCOL.certkeys; sshd(8) on known_hosts. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { utils } from 'ssh2';

/** Of the end of a host's certificate: it is for hosts, and not for users. */
const FOR_HOSTS = 2;
/** Ending of the types of certified keys. */
const CERTIFIED = '-cert-v01@openssh.com';
/** Parts of a public key in SSH's wire form, by its type. */
const PARTS: Readonly<Record<string, number>> = {
  'ssh-ed25519': 1,
  'ssh-rsa': 2,
  'ecdsa-sha2-nistp256': 2,
  'ecdsa-sha2-nistp384': 2,
  'ecdsa-sha2-nistp521': 2,
};
/** Names in one certificate that are read. */
const MOST_PRINCIPALS = 1_000;
/** Hash of a signature, and bytes of each of its two numbers where it has two. */
const SIGNATURES: Readonly<Record<string, { readonly hash: string | null; readonly size?: number }>> = {
  'ssh-ed25519': { hash: null },
  'rsa-sha2-256': { hash: 'sha256' },
  'rsa-sha2-512': { hash: 'sha512' },
  'ecdsa-sha2-nistp256': { hash: 'sha256', size: 32 },
  'ecdsa-sha2-nistp384': { hash: 'sha384', size: 48 },
  'ecdsa-sha2-nistp521': { hash: 'sha512', size: 66 },
};

export interface HostCertificate {
  /** The certified key, in the wire form that the host shows without a certificate. */
  readonly key: Buffer;
  readonly isForHosts: boolean;
  /** Names of hosts; none: any. */
  readonly principals: readonly string[];
  /** Seconds since 1970. */
  readonly validAfter: bigint;
  readonly validBefore: bigint;
  readonly hasOptions: boolean;
  /** Key of the authority, in SSH's wire form. */
  readonly authority: Buffer;
  /** What the authority signed. */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** Reads what SSH packs: numbers, and strings with their length in front. */
export class Packed {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  /** Bytes that were read. */
  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  /** @throws RangeError when the bytes end before */
  string(): Buffer {
    const length = this.uint32();
    if (this.#at + length > this.bytes.length) throw new RangeError('the bytes end too early');
    this.#at += length;
    return this.bytes.subarray(this.#at - length, this.#at);
  }

  uint32(): number {
    this.#at += 4;
    return this.bytes.readUInt32BE(this.#at - 4);
  }

  uint64(): bigint {
    this.#at += 8;
    return this.bytes.readBigUInt64BE(this.#at - 8);
  }
}

/** Bytes with their length in front. */
export function packed(data: string | Buffer): Buffer {
  const bytes = Buffer.from(data as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** `undefined`: the bytes are no certificate that OpenSSH would read. */
export function readCertificate(bytes: Buffer): HostCertificate | undefined {
  try {
    const reader = new Packed(bytes);
    const named = reader.string().toString('latin1');
    const type = named.endsWith(CERTIFIED) ? named.slice(0, -CERTIFIED.length) : '';
    const parts = PARTS[type];
    if (parts === undefined) return undefined;
    reader.string();
    const start = reader.at;
    for (let part = 0; part < parts; part += 1) reader.string();
    const key = Buffer.concat([packed(type), bytes.subarray(start, reader.at)]);
    reader.uint64();
    const kind = reader.uint32();
    reader.string();
    const principals: string[] = [];
    const names = new Packed(reader.string());
    while (!names.isAtEnd && principals.length < MOST_PRINCIPALS) {
      principals.push(names.string().toString('utf8'));
    }
    const validAfter = reader.uint64();
    const validBefore = reader.uint64();
    const hasOptions = reader.string().length > 0;
    // Extensions, and what is kept free for later.
    reader.string();
    reader.string();
    const authority = reader.string();
    const signed = bytes.subarray(0, reader.at);
    const signature = reader.string();
    const isForHosts = kind === FOR_HOSTS;
    return { key, isForHosts, principals, validAfter, validBefore, hasOptions, authority, signed, signature };
  } catch {
    // The bytes end too early.
    return undefined;
  }
}

/**
 * Why a certificate does not vouch for a host, in words that follow “the host’s certificate”; undefined: it does.
 * @param now milliseconds since 1970
 */
export function faultOf(certificate: HostCertificate, hostname: string, now: number): string | undefined {
  const { isForHosts, principals, validAfter, validBefore, hasOptions } = certificate;
  if (!isForHosts) return 'is one for users';
  if (!isSigned(certificate)) return 'is not signed by the key that it names';
  const seconds = BigInt(Math.floor(now / 1000));
  if (seconds < validAfter) return `is valid from ${date(validAfter)} on`;
  if (seconds >= validBefore) return `was valid until ${date(validBefore)}`;
  if (principals.length > 0 && !principals.some((name) => name.toLowerCase() === hostname.toLowerCase()))
    return `is for ${principals.slice(0, 3).join(', ')}`;
  return hasOptions ? 'has options that OpenSSH does not know' : undefined;
}

function date(seconds: bigint): string {
  const ms = Number(seconds) * 1000;
  return ms <= 8_640_000_000_000_000 ? new Date(ms).toISOString().slice(0, 10) : 'far in the future';
}

function isSigned({ authority, signed, signature }: HostCertificate): boolean {
  try {
    const reader = new Packed(signature);
    const form = SIGNATURES[reader.string().toString('latin1')];
    const key = keyOf(authority);
    if (!form || !key) return false;
    const raw = reader.string();
    if (form.size === undefined) return verify(form.hash, signed, key, raw);
    const numbers = new Packed(raw);
    const fixed = Buffer.concat([numbers.string(), numbers.string()].map((each) => sized(each, form.size)));
    return verify(form.hash, signed, { key, dsaEncoding: 'ieee-p1363' }, fixed);
  } catch {
    // A signature that cannot be read is none.
    return false;
  }
}

/** A number of a signature in so many bytes. */
function sized(number: Buffer, size = 0): Buffer {
  const plain = number.subarray(Math.max(0, number.length - size));
  return Buffer.concat([Buffer.alloc(size - plain.length), plain]);
}

function keyOf(wire: Buffer): KeyObject | undefined {
  const type = new Packed(wire).string().toString('latin1');
  const parsed = utils.parseKey(`${type} ${wire.toString('base64')}`);
  return parsed instanceof Error ? undefined : createPublicKey(parsed.getPublicPEM());
}

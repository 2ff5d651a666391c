/** The private key of an SSH secret: whether Code Engine's OpenSSH can use it, and if not, why. */
import { createPrivateKey } from 'node:crypto';
import { type ParsedKey, utils } from 'ssh2';
import type { Secret } from '../../diagnosis/model/secrets';
import { fingerprint } from './known-hosts';

export type ReadKey =
  | {
      readonly ok: true;
      readonly key: ParsedKey;
      /** `ssh-ed25519 SHA256:…`: what git hosts list. */
      readonly name: string;
    }
  | { readonly ok: false; readonly fault: 'passphrase' | 'format' | 'elsewhere'; readonly problem: string };

const ENCRYPTED = /^Proc-Type: 4,ENCRYPTED|BEGIN ENCRYPTED PRIVATE KEY/m;

/** A key as SSH takes it, or why it is none. */
export function readPrivateKey(secret: Secret): ReadKey {
  const text = secret.reveal();
  if (/^(?:ssh-|ecdsa-|sk-)[a-z0-9@.-]+ AAAA/.test(text.trim())) {
    return unusable('format', 'it holds a public key, and the private one is needed');
  }
  if (text.trim() === '') return unusable('format', 'it is empty');
  if (/^PuTTY-User-Key-File/.test(text.trim())) {
    return unusable(
      'format',
      'it is a key of PuTTY, which OpenSSH does not read; export it in OpenSSH’s format',
    );
  }
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return unusable('format', 'it does not begin with -----BEGIN … PRIVATE KEY-----');
  }
  if (ENCRYPTED.test(text)) return unusable('passphrase', 'it is protected by a passphrase');
  const parsed = utils.parseKey(converted(text));
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (!key || key instanceof Error) {
    return /encrypted|passphrase/i.test(key?.message ?? '')
      ? unusable('passphrase', 'it is protected by a passphrase')
      : unusable('format', 'it is cut off or altered: it cannot be read as a private key');
  }
  if (key.type === 'ssh-dss') return unusable('format', 'it is a DSA key, which OpenSSH no longer accepts');
  // OpenSSH compares the last line with its newline. Source: sshkey.c, MARK_END.
  if (
    /OPENSSH PRIVATE KEY/.test(text) &&
    !/-----END OPENSSH PRIVATE KEY-----\n/.test(text.replace(/\r\n/g, '\r'))
  ) {
    const ends = /\r/.test(text) ? 'its lines end as those of Windows' : 'the newline at its end is missing';
    return unusable('format', `${ends}, so OpenSSH does not read it`);
  }
  return { ok: true, key, name: `${key.type} ${fingerprint(key.getPublicSSH())}` };
}

/** PKCS #8, which OpenSSH reads and the library does not, in the form that both do. */
function converted(text: string): string {
  if (!/-----BEGIN PRIVATE KEY-----/.test(text)) return text;
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'rsa') return key.export({ type: 'pkcs1', format: 'pem' }).toString();
    if (key.asymmetricKeyType === 'ec') return key.export({ type: 'sec1', format: 'pem' }).toString();
  } catch {
    // The library then says that it is no key.
  }
  return text;
}

function unusable(fault: 'passphrase' | 'format', problem: string): ReadKey {
  return { ok: false, fault, problem };
}

/** New keys for SSH. */
import { utils } from 'ssh2';

type SshKey = ReturnType<typeof utils.generateKeyPairSync>;

/** By passphrase. To stretch one takes about as long as the rest of a world, which is made often and hides nothing. */
const locked = new Map<string, SshKey>();

/** An ed25519 key in OpenSSH's format; that of a passphrase stays the same as long as the process lives. */
export function newSshKey(passphrase?: string): SshKey {
  if (passphrase === undefined) return make();
  const known = locked.get(passphrase) ?? make(passphrase);
  locked.set(passphrase, known);
  return known;
}

/**
 * ssh2 (1.17) writes about one key in 200 so that it cannot read it back: those are thrown away. A passphrase is stretched
 * by one round only.
 */
function make(passphrase?: string): SshKey {
  for (;;) {
    const pair =
      passphrase === undefined
        ? utils.generateKeyPairSync('ed25519')
        : utils.generateKeyPairSync('ed25519', { passphrase, cipher: 'aes256-ctr', rounds: 1 });
    if (!(utils.parseKey(pair.private, passphrase) instanceof Error)) return pair;
  }
}

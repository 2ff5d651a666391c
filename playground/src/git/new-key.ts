/** New keys for SSH. */
import { utils } from 'ssh2';

/**
 * An ed25519 key in OpenSSH's format, with or without a passphrase. ssh2 (1.17) writes about one in 200 so that it cannot
 * read it back: those are thrown away. A passphrase is stretched by one round only: a world is made often, and hides nothing.
 */
export function newSshKey(passphrase?: string): ReturnType<typeof utils.generateKeyPairSync> {
  for (;;) {
    const pair =
      passphrase === undefined
        ? utils.generateKeyPairSync('ed25519')
        : utils.generateKeyPairSync('ed25519', { passphrase, cipher: 'aes256-ctr', rounds: 1 });
    if (!(utils.parseKey(pair.private, passphrase) instanceof Error)) return pair;
  }
}

/**
 * Git over SSH, in memory: one connection to a checked address, one key, one program of the host (`git-upload-pack`),
 * nothing forwarded. The key never touches a disk.
 */
import {
  Client,
  type ClientChannel,
  type ConnectConfig,
  type PublicKeyAuthMethod,
  type ServerHostKeyAlgorithm,
} from 'ssh2';
import type { Clock } from '../../diagnosis/model/sources';
import { oneLine } from '../../diagnosis/model/text';
import { type DialOptions, dial } from '../../net/dial';
import type { Endpoint } from '../../net/endpoint';
import { type Connection, Unacceptable } from '../../net/transport';
import { TooMuch, type Wire } from '../git/client';
import { PacketReader, type Take } from '../git/packets';
import type { RepositoryAddress } from '../reach/address';
import { readCertificate } from './certificate';
import { requestCertificate } from './certificate-request';
import { fingerprint, type HostKeyVerdict, type KnownHosts, typeOfKey } from './known-hosts';
import type { ReadKey } from './private-key';

/** The session did not come to git. `step` is the step at which it ended. */
export class SshRefused extends Error {
  override readonly name = 'SshRefused';

  constructor(
    readonly step: 'identity' | 'auth',
    message: string,
    /** At `identity`: what known_hosts says of the key, or `none` when the handshake itself failed. */
    readonly verdict: HostKeyVerdict | 'none',
    /** Why no certificate vouches for the key, where known_hosts trusts an authority. */
    readonly uncertified?: string,
  ) {
    super(message);
  }
}

/** The host's git ended without speaking its protocol. Words are not masked yet. */
export class ProgramEnded extends Error {
  override readonly name = 'ProgramEnded';

  constructor(
    readonly words: string,
    readonly code: number | undefined,
  ) {
    super(`git-upload-pack ended with ${code}`);
  }
}

export interface SshWireOptions {
  readonly endpoint: Endpoint;
  readonly address: RepositoryAddress;
  readonly key: ReadKey;
  /** Absent: the secret has none, and Code Engine takes the first key that it is shown. */
  readonly knownHosts?: KnownHosts;
  readonly clock: Clock;
  readonly resolve?: DialOptions['resolve'];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Milliseconds of the steps. */
interface Times {
  identityMs: number;
  authMs: number;
  programMs: number;
}

/** Algorithms of a key type; an RSA key signs in three ways. */
const algorithmsOf: Readonly<Record<string, readonly ServerHostKeyAlgorithm[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
};
/** Bytes of the program's complaints that are kept. */
const MOST_WORDS = 16_384;
const MOST_ANSWER = 30_000_000;

export class SshWire implements Wire {
  readonly authority: string;
  connection: Connection | undefined;
  readonly times: Times = { identityMs: 0, authMs: 0, programMs: 0 };
  /** `type SHA256:…` of the host's key, and what known_hosts says of it; undefined: none was shown. */
  hostKey: { readonly name: string; readonly verdict: HostKeyVerdict } | undefined;
  /** Whether an authority that known_hosts trusts vouches for that key. */
  isCertified = false;
  /** Why none does; undefined: there is no such authority. */
  #uncertified: string | undefined;
  readonly #client = new Client();
  #channel: ClientChannel | undefined;
  #words = '';
  #ended: { readonly code: number | undefined } | undefined;
  #reader: PacketReader | undefined;
  #received = 0;
  /** Settles whatever is waited for. */
  #settle: ((error?: Error) => void) | undefined;
  #broken: Error | undefined;

  constructor(private readonly options: SshWireOptions) {
    this.authority = options.address.authority;
  }

  now(): number {
    return this.options.clock.now();
  }

  async greet(take: Take): Promise<void> {
    await this.#connect();
    const startedAt = this.now();
    const { path } = this.options.address;
    this.#reader = new PacketReader(take, this.authority);
    const channel = await this.#waited<ClientChannel>((done, failed) => {
      const env = { GIT_PROTOCOL: 'version=2' };
      this.#client.exec(`git-upload-pack ${quoted(path)}`, { env }, (error, opened) =>
        error ? failed(new ProgramEnded(error.message, undefined)) : done(opened),
      );
    });
    this.#channel = channel;
    channel.on('error', () => undefined);
    channel.stderr.on('data', (piece: Buffer) => {
      this.#words = joined(this.#words, piece);
    });
    channel.on('exit', (code: number | null) => {
      this.#ended = { code: code ?? undefined };
    });
    channel.on('close', () => {
      this.#ended ??= { code: undefined };
      this.#settle?.(new ProgramEnded(this.#words, this.#ended.code));
    });
    await this.#answer(channel, undefined, this.options.timeoutMs);
    this.times.programMs = this.now() - startedAt;
  }

  async ask(body: Buffer, take: Take, timeoutMs: number): Promise<void> {
    const channel = this.#channel;
    if (!channel || this.#ended) throw new ProgramEnded(this.#words, this.#ended?.code);
    this.#reader = new PacketReader(take, this.authority);
    await this.#answer(channel, body, timeoutMs);
  }

  /**
   * Runs another program of the host in the same session. Of its output 16 KiB are kept. Never rejects.
   * @returns `code` undefined: it could not be started, or did not end in time
   */
  async run(command: string): Promise<{ readonly output: string; readonly code: number | undefined }> {
    let output = '';
    let code: number | undefined;
    try {
      await this.#waited<void>((done, failed) => {
        this.#client.exec(command, (error, channel) => {
          if (error) return failed(error);
          channel.on('data', (piece: Buffer) => {
            output = joined(output, piece);
          });
          channel.stderr.resume();
          channel.on('error', () => undefined);
          channel.on('exit', (ended: number | null) => {
            code = ended ?? undefined;
          });
          channel.on('close', () => done());
          channel.end();
        });
      });
    } catch {
      return { output, code: undefined };
    }
    return { output, code };
  }

  /** What the host says to this key when no program is asked for: who it takes it for. At most 500 characters. */
  async greeting(): Promise<string> {
    let words = '';
    try {
      await this.#waited<void>((done, failed) => {
        this.#client.shell(false, (error, channel) => {
          if (error) return failed(error);
          const add = (piece: Buffer) => {
            words = joined(words, piece, 500);
          };
          channel.on('data', add);
          channel.stderr.on('data', add);
          channel.on('error', () => undefined);
          channel.on('close', () => done());
          channel.end();
        });
      }, 3_000);
    } catch {
      // Hosts need not say anything.
    }
    return words;
  }

  close(): void {
    this.#client.on('error', () => undefined);
    this.#client.destroy();
  }

  /** The key that the host's certificate vouches for; undefined: known_hosts trusts no authority that did. */
  async #certifiedKey(): Promise<Buffer | undefined> {
    const { endpoint, knownHosts, clock, resolve, timeoutMs, signal } = this.options;
    if (!knownHosts?.hasAuthority) return undefined;
    const { socket } = await dial(endpoint, { clock, timeoutMs, ...(resolve && { resolve }) }, signal);
    const bytes = await requestCertificate(socket, clock.deadline(timeoutMs, signal));
    socket.on('error', () => undefined);
    socket.destroy();
    const certificate = bytes && readCertificate(bytes);
    this.#uncertified = knownHosts.faultOf(certificate, this.now());
    return this.#uncertified === undefined ? certificate?.key : undefined;
  }

  async #connect(): Promise<void> {
    const { endpoint, address, key, knownHosts, clock, resolve, timeoutMs, signal } = this.options;
    const certified = await this.#certifiedKey();
    const { socket, connection } = await dial(
      endpoint,
      { clock, timeoutMs, ...(resolve && { resolve }) },
      signal,
    );
    this.connection = connection;
    const startedAt = this.now();
    let identifiedAt: number | undefined;
    const client = this.#client;
    const types = [...(certified ? [typeOfKey(certified)] : []), ...(knownHosts?.types ?? [])];
    const known = [...new Set(types)].flatMap((type) => algorithmsOf[type] ?? []);
    const others = Object.values(algorithmsOf)
      .flat()
      .filter((each) => !known.includes(each));
    const username = address.user ?? 'git';
    const methods: PublicKeyAuthMethod[] = key.ok ? [{ type: 'publickey', username, key: key.key }] : [];
    const config: ConnectConfig = {
      sock: socket,
      username,
      algorithms: { serverHostKey: [...known, ...others] },
      readyTimeout: timeoutMs,
      keepaliveInterval: 0,
      hostVerifier: (shown: Buffer) => {
        const judged = knownHosts ? knownHosts.judge(shown) : 'known';
        this.isCertified = judged !== 'revoked' && certified?.equals(shown) === true;
        const verdict = this.isCertified ? 'known' : judged;
        this.hostKey = { name: `${typeOfKey(shown)} ${fingerprint(shown)}`, verdict };
        return verdict === 'known';
      },
      // Straight to the key: asking for the ways to sign in costs an exchange.
      authHandler: methods,
    };
    try {
      await this.#waited<void>((done, failed) => {
        client.on('handshake', () => {
          identifiedAt = this.now();
          // The host's key is proven; whether ours can be used is known beforehand.
          if (!key.ok) failed(new SshRefused('auth', key.problem, 'known'));
        });
        client.once('ready', () => done());
        client.on('error', (error) => {
          const wrapped = this.#refusal(error);
          this.#broken = wrapped;
          failed(wrapped);
          this.#settle?.(wrapped);
        });
        client.once('close', () => {
          const left = new SshRefused(
            identifiedAt === undefined ? 'identity' : 'auth',
            `${this.authority} hung up`,
            'none',
          );
          this.#broken ??= left;
          failed(left);
          this.#settle?.(this.#broken);
        });
        client.connect(config);
      });
    } finally {
      const now = this.now();
      this.times.identityMs = (identifiedAt ?? now) - startedAt;
      this.times.authMs = identifiedAt === undefined ? 0 : now - identifiedAt;
    }
  }

  #refusal(error: Error & { level?: string }): Error {
    if (this.hostKey && this.hostKey.verdict !== 'known') {
      return new SshRefused('identity', this.hostKey.name, this.hostKey.verdict, this.#uncertified);
    }
    if (error.level === 'client-authentication')
      return new SshRefused('auth', 'the key is not accepted', 'known');
    if (error.level === 'client-timeout') {
      const step = this.hostKey ? 'auth' : 'identity';
      return new SshRefused(step, `${this.authority} did not answer in time`, 'none');
    }
    return this.hostKey
      ? new SshRefused('auth', `${this.authority} broke the session off`, 'none')
      : new SshRefused(
          'identity',
          `${this.authority} does not speak SSH that can be used: ${oneLine(error.message, 120)}`,
          'none',
        );
  }

  /** Writes, and lets the reader take what comes until it wants no more. */
  #answer(channel: ClientChannel, body: Buffer | undefined, timeoutMs: number): Promise<void> {
    let onData: ((piece: Buffer) => void) | undefined;
    return this.#waited<void>((done, failed) => {
      this.#settle = (error) => (error ? failed(error) : done());
      if (this.#broken) return failed(this.#broken);
      onData = (piece) => {
        try {
          this.#received += piece.length;
          if (this.#received > MOST_ANSWER) throw new TooMuch(MOST_ANSWER);
          this.#reader?.push(piece);
          if (this.#reader?.done) done();
        } catch (error) {
          failed(error as Error);
        }
      };
      channel.on('data', onData);
      channel.resume();
      if (body) channel.write(body);
    }, timeoutMs).finally(() => {
      this.#settle = undefined;
      // Paused, so that nothing is lost between two questions.
      channel.pause();
      if (onData) channel.removeListener('data', onData);
    });
  }

  #waited<T>(
    begin: (done: (value: T) => void, failed: (error: Error) => void) => void,
    timeoutMs = this.options.timeoutMs,
  ): Promise<T> {
    const { clock, signal } = this.options;
    const limit = clock.deadline(timeoutMs, signal);
    return new Promise<T>((resolve, reject) => {
      const late = () => reject(new Unacceptable(`${this.authority} did not answer in time`));
      if (limit.aborted) return late();
      limit.addEventListener('abort', late, { once: true });
      const settled =
        <V>(settle: (value: V) => void) =>
        (value: V) => {
          limit.removeEventListener('abort', late);
          settle(value);
        };
      begin(settled(resolve), settled(reject));
    });
  }
}

/** As one word of a shell. Nothing of a path can end the quotes. */
export function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}

/** What was said, and what is said now, of at most so many characters. */
function joined(words: string, piece: Buffer, most = MOST_WORDS): string {
  return words.length < most ? words + piece.toString('utf8').slice(0, most - words.length) : words;
}

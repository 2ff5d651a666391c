/** A connection without HTTP, to a checked address: what SSH runs over. */
import { connect, isIP, type Socket } from 'node:net';
import type { Clock } from '../diagnosis/model/sources';
import { forbiddenAddress } from './addresses';
import { type Address, type Endpoint, ForbiddenAddress, type Resolve, resolveAllowed } from './endpoint';
import { type Connection, noAnswerInTime, TransportError } from './transport';

export interface DialOptions {
  readonly clock: Clock;
  /** Milliseconds for name and connection together. */
  readonly timeoutMs: number;
  readonly resolve?: Resolve;
}

export interface Dialled {
  readonly socket: Socket;
  readonly connection: Connection;
}

/**
 * Resolves, checks and connects; the address that was checked is the one that is connected to.
 * @throws TransportError when no connection came, ForbiddenAddress when the host must not be asked
 */
export async function dial(endpoint: Endpoint, options: DialOptions, signal: AbortSignal): Promise<Dialled> {
  const { clock, timeoutMs, resolve } = options;
  const { authority, hostname, port, trusted } = endpoint;
  const startedAt = clock.now();
  const ms = { dns: 0, tcp: 0 };
  let address: string | undefined;
  let addresses: readonly Address[] = [];
  let phaseAt = startedAt;
  const failure = (phase: 'dns' | 'tcp', error: unknown) => {
    if (error instanceof ForbiddenAddress) return error;
    const { code = 'UNKNOWN' } = error as { code?: string };
    const so = { dnsMs: ms.dns, tcpMs: ms.tcp, tlsMs: 0, ms: clock.now() - phaseAt };
    const connection = { ...so, ...(address !== undefined && { address }) };
    return new TransportError(authority, phase, code, connection, false, { cause: error });
  };
  const limit = clock.deadline(timeoutMs, signal);
  try {
    if (isIP(hostname) !== 0) {
      const kind = trusted ? undefined : forbiddenAddress(hostname);
      if (kind !== undefined) throw new ForbiddenAddress(authority, kind);
      address = hostname;
    } else {
      addresses = await Promise.race([resolveAllowed(endpoint, resolve), aborted(limit, noAnswerInTime)]);
      address = addresses[0]?.address;
      if (address === undefined) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
    }
  } catch (error) {
    throw failure('dns', error);
  }
  ms.dns = clock.now() - phaseAt;
  phaseAt = clock.now();
  const socket = connect({
    host: hostname,
    port,
    noDelay: true,
    // Every one of them was checked; Node tries the next when one does not answer.
    lookup: (_host, { all }, callback) => {
      if (all) callback(null, [...addresses]);
      else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
    },
  });
  try {
    await Promise.race([
      new Promise<void>((connected, refused) => {
        socket.once('connect', connected);
        socket.once('error', refused);
      }),
      aborted(limit, noAnswerInTime),
    ]);
  } catch (error) {
    socket.on('error', () => undefined);
    socket.destroy();
    throw failure('tcp', error);
  }
  ms.tcp = clock.now() - phaseAt;
  return {
    socket,
    connection: { address: socket.remoteAddress ?? address, dnsMs: ms.dns, tcpMs: ms.tcp, tlsMs: 0 },
  };
}

function aborted(signal: AbortSignal, error: () => Error): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(error());
    else signal.addEventListener('abort', () => reject(error()), { once: true });
  });
}

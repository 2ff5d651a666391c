/** How Slack's requests reach the listeners, and HTTP requests that are not Slack's their handlers. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Handlers by path. */
export type Routes = Readonly<Record<string, Handler>>;

export interface Transport {
  readonly receiver: Receiver;
  /** Resolves to the port of the HTTP server. */
  start(bolt: App): Promise<number>;
  stop(): Promise<void>;
  /** Whether requests of Slack can arrive, and if not, why. */
  connection(): { readonly open: boolean; readonly detail: string };
}

/**
 * Names the setting when the HTTP server cannot have its port.
 * @throws Error always: that, or what else went wrong
 */
export function refusePort(error: NodeJS.ErrnoException, port: number): never {
  if (error.code === 'EADDRINUSE')
    throw new Error(
      `Port ${port} is taken by another process. Set PORT to another one, or stop that process.`,
    );
  if (error.code === 'EACCES')
    throw new Error(`Port ${port} is not allowed for this user. Set PORT to one above 1023.`);
  throw error;
}

/** Milliseconds that a request which came before the stop may still take. */
const GRACE_MS = 2000;

/** Ends connections that are kept alive at once, and those on which a request never ends after a moment. */
export function closeConnections(server: Server): void {
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  server.once('close', () => clearTimeout(timer));
}

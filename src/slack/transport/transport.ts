/** How Slack's requests reach the listeners, and HTTP requests that are not Slack's their handlers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
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

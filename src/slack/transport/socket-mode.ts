/** Slack's requests over a Socket Mode connection, and beside it an HTTP server for everybody else's. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { App, Logger, Receiver } from '@slack/bolt';
import type { Time } from '../../alerts';
import type { Secret } from '../../diagnosis/model/secrets';
import { clientOptions } from './client-options';
import { isSlackRequest } from './shape';
import { type Envelope, SocketLink } from './socket-link';
import { closeConnections, type Routes, type Transport } from './transport';

export interface SocketModeOptions {
  readonly appToken: Secret;
  readonly apiUrl: string | undefined;
  /** Of the HTTP server; 0 takes a free one. */
  readonly port: number;
  readonly logger: Logger;
  readonly routes: Routes;
  readonly time: Time;
  /** See SocketLinkOptions. */
  readonly onDead: (reason: string) => void;
}

/** Real milliseconds that closing may take: a socket whose peer is gone never says that it is closed. */
const CLOSE_MS = 5_000;

/** Slack over a WebSocket that the bot opens. */
export function socketModeTransport(options: SocketModeOptions): Transport {
  const { logger, port, routes, time } = options;
  let app: App | undefined;
  const link = new SocketLink({
    appToken: options.appToken,
    clientOptions: () => clientOptions(options.apiUrl, logger),
    logger,
    time,
    onEnvelope: (envelope) => {
      if (app && isSlackRequest(envelope.body)) void process(app, envelope, logger);
      else if (app) {
        logger.warn('a request over Socket Mode was refused: its body is none that Slack sends');
        void envelope.ack();
      }
    },
    onDead: options.onDead,
  });
  const receiver: Receiver = {
    init: (given) => {
      app = given;
    },
    start: () => link.start(),
    stop: () => link.stop(),
  };
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (route) route(request, response);
    else response.writeHead(404).end();
  });
  return {
    receiver,
    async start(bolt) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(port, resolve);
      });
      await bolt.start();
      return (server.address() as AddressInfo).port;
    },
    async stop() {
      await Promise.race([link.stop(), delay(CLOSE_MS, undefined, { ref: false })]);
      const closed = new Promise((resolve) => server.close(resolve));
      closeConnections(server);
      await closed;
    },
    connection() {
      const { connected, since, trouble } = link.state;
      const seconds = Math.round((time.now() - since) / 1000);
      if (connected) return { open: true, detail: 'connected' };
      return { open: false, detail: `no connection for ${seconds} s${trouble ? `: ${trouble}` : ''}` };
    },
  };
}

async function process(app: App, { body, ack, retryNum, retryReason }: Envelope, logger: Logger) {
  let acknowledged = false;
  try {
    await app.processEvent({
      body,
      async ack(response?: unknown) {
        if (acknowledged) return;
        acknowledged = true;
        await ack(typeof response === 'string' ? { text: response } : (response as Record<string, unknown>));
      },
      ...(retryNum !== undefined && { retryNum }),
      ...(retryReason !== undefined && { retryReason }),
    });
  } catch (error) {
    logger.error('a request of Slack could not be handled:', error);
  }
}

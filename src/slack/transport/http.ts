/** Slack's requests as signed HTTP. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HTTPReceiver, type Logger } from '@slack/bolt';
import type { Secret } from '../../diagnosis/model/secrets';
import { closeConnections, type Routes, type Transport } from './transport';

export interface HttpOptions {
  readonly signingSecret: Secret | undefined;
  /** 0 takes a free one. */
  readonly port: number;
  readonly logger: Logger;
  readonly routes: Routes;
}

export function httpTransport({ signingSecret, port, logger, routes }: HttpOptions): Transport {
  const receiver = new HTTPReceiver({
    signingSecret: signingSecret?.reveal() ?? '',
    logger,
    customRoutes: Object.entries(routes).map(([path, handler]) => ({
      path,
      method: ['GET', 'HEAD', 'POST'],
      handler,
    })),
  });
  let listening = false;
  let server: Server | undefined;
  return {
    receiver,
    async start(bolt) {
      server = (await bolt.start(port)) as Server;
      listening = true;
      return (server.address() as AddressInfo).port;
    },
    async stop() {
      listening = false;
      const stopped = receiver.stop();
      if (server) closeConnections(server);
      await stopped;
    },
    connection: () => ({ open: listening, detail: listening ? 'listening' : 'not listening' }),
  };
}

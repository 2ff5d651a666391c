/** Slack's requests as signed HTTP. */
import { createHmac } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HTTPReceiver, type HTTPReceiverOptions, type InstallationStore, type Logger } from '@slack/bolt';
import type { Secret } from '../../diagnosis/model/secrets';
import type { EventLedger } from '../event-ledger';
import { scopeNeeds } from '../scopes';
import { clientOptions } from './client-options';
import { gate, isPostTo } from './gate';
import { closeConnections, type Routes, type Transport } from './transport';

export interface HttpOptions {
  readonly signingSecret: Secret | undefined;
  /** 0 takes a free one. */
  readonly port: number;
  readonly logger: Logger;
  readonly routes: Routes;
  /** Remembers which requests came. */
  readonly ledger: EventLedger;
  /** Told how long Slack waited for each answer, milliseconds. */
  readonly onAck?: (ms: number) => void;
  /** Present: /slack/install and /slack/oauth_redirect install the app. */
  readonly oauth?: {
    readonly clientId: string;
    readonly clientSecret: Secret;
    readonly keys: readonly Secret[];
    readonly installations: InstallationStore;
    readonly apiUrl: string | undefined;
  };
}

/** Path of Slack's requests. */
const REQUEST_PATH = '/slack/events';

/** Slack over signed HTTP requests. */
export function httpTransport(options: HttpOptions): Transport {
  const { signingSecret, port, logger, routes, oauth, ledger } = options;
  const receiver = new HTTPReceiver({
    signingSecret: signingSecret?.reveal() ?? '',
    logger,
    endpoints: REQUEST_PATH,
    ...(oauth && installing(oauth, logger)),
    customRoutes: Object.entries(routes).map(([path, handler]) => ({
      path,
      method: ['GET', 'HEAD', 'POST'],
      handler,
    })),
  });
  const gated = gate(receiver.requestListener, { signingSecret, path: REQUEST_PATH, ledger, logger });
  receiver.requestListener = (request, response) => {
    if (isPostTo(REQUEST_PATH, request)) {
      const startedAt = performance.now();
      response.once('finish', () => options.onAck?.(performance.now() - startedAt));
    }
    gated(request, response);
  };
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

/** Bolt's own way to install: a state that expires and is bound to the browser by a cookie. */
function installing(
  { clientId, clientSecret, keys, installations, apiUrl }: NonNullable<HttpOptions['oauth']>,
  logger: Logger,
): Partial<HTTPReceiverOptions> {
  const [key] = keys;
  return {
    clientId,
    clientSecret: clientSecret.reveal(),
    // One key is enough to look after: the state is signed with one that follows from it.
    stateSecret: createHmac('sha256', key?.reveal() ?? '')
      .update('oauth state')
      .digest('hex'),
    scopes: scopeNeeds.map(({ scope }) => scope),
    installationStore: installations,
    installerOptions: {
      directInstall: true,
      clientOptions: clientOptions(apiUrl, logger),
      // Another Slack than Slack's, for tests, has its page beside its API.
      ...(apiUrl ? { authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href } : {}),
    },
  };
}

/** The playground in a browser: the page, the stream of what happens, and what people do. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { RegistryStandIn } from '../registry';
import type { SlackStandIn } from '../slack';
import type { World } from '../world';
import { type Asset, readAssets } from './assets';
import { BotWatch } from './bot-watch';
import { FaultSwitches } from './faults';
import { Feed } from './feed';
import { refusal, securityHeaders } from './guard';
import { Performer } from './performer';
import { BadRequest, readAction } from './request';
import { snapshot, wireChannel, wireMessage, wireView, wireWorld } from './snapshot';
import type { Outcome } from './wire';

export interface WebOptions {
  readonly slack: SlackStandIn;
  readonly world: World;
  readonly registry: RegistryStandIn;
  /** 0 takes a free port. */
  readonly port: number;
  /** Ends the bot and starts a new one that remembers nothing: part of a reset. */
  readonly restartBot?: () => Promise<void>;
  /** Folder of the built page; absent: where the build puts it. */
  readonly assets?: string;
}

export interface Web {
  /** `http://localhost:3000` */
  readonly url: string;
  close(): Promise<void>;
}

/** Bytes of a request: files of 5 MB are sent as base64. */
const MOST_BODY = 8 * 1024 * 1024;

/**
 * Serves the playground on loopback.
 * @throws Error when the port is taken or the page was not built
 */
export async function startWeb(options: WebOptions): Promise<Web> {
  const { slack, world, registry, port, restartBot, assets: folder } = options;
  const assets = readAssets(folder ?? join(__dirname, 'assets'));
  // One of those whom the page lets speak looks after the workspace, so that what only administrators see can be seen.
  const chi = slack.state.users.get('U0CHI');
  if (chi) chi.details = { is_admin: true };
  const faults = new FaultSwitches(world, slack, registry);
  const performer = new Performer(slack, world, faults, restartBot);
  const feed = new Feed();
  const bot = new BotWatch(slack, (up) => feed.send('bot', { up }));
  const now = () => snapshot(slack, world, faults, bot.up);

  const unsubscribe = slack.state.subscribe((change) => {
    if (change.type === 'reset') feed.send('snapshot', now());
    else if ('message' in change) feed.send('message', wireMessage(change.message));
    else if ('view' in change) feed.send('view', wireView(change.view));
    else feed.send('channel', wireChannel(change.channel));
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const refused = refusal(request);
    if (refused) return answer(response, 403, { ok: false, error: 'forbidden', message: refused });
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path === '/api/actions') return act(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, { ok: false, error: 'method-not-allowed' });
    if (path === '/api/events') return feed.join(response, now());
    const asset = assets.get(path);
    if (!asset) return answer(response, 404, { ok: false, error: 'not-found' });
    send(response, 200, asset);
  }

  async function act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return answer(response, 405, { ok: false, error: 'method-not-allowed' });
    const body = await read(request);
    if (body === undefined) {
      const message = `The request is larger than ${MOST_BODY / 1024} KiB.`;
      // What is left of the body is not read: nothing else can come on this connection.
      response.setHeader('connection', 'close');
      return answer(response, 413, { ok: false, error: 'too-large', message });
    }
    try {
      const action = readAction(body);
      const outcome = await performer.perform(action);
      if (action.do === 'fault' || action.do === 'speed') feed.send('world', wireWorld(world, faults));
      answer(response, 200, outcome);
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      answer(response, 400, { ok: false, error: 'bad-request', message: error.message });
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else answer(response, 500, { ok: false, error: 'internal', message: 'The playground itself failed.' });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server
      .once('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'EADDRINUSE'
            ? new Error(`Port ${port} is taken. Choose another one: PORT=${port + 1} npm start`)
            : error,
        ),
      )
      .listen(port, '127.0.0.1', resolve);
  });
  bot.start();

  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      unsubscribe();
      bot.stop();
      feed.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, status: number, outcome: Outcome): void {
  const body = Buffer.from(JSON.stringify(outcome));
  send(response, status, { type: 'application/json; charset=utf-8', body });
}

function send(response: ServerResponse, status: number, { type, body }: Asset): void {
  response.writeHead(status, { 'content-type': type, 'content-length': body.length }).end(body);
}

/** The body, or undefined when it is too large. */
async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

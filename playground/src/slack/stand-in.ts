/** A Slack workspace on loopback: the Web API, response URLs, Socket Mode, and the people who use the app. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Before } from '../before';
import { Delivery } from './delivery';
import { Faults } from './faults';
import { serveFile } from './files';
import { ResponseUrls, Triggers } from './handles';
import { OAuth } from './oauth';
import { People } from './person';
import { isObject, malformedAt } from './schema';
import { manifestScopes, neededScopes } from './scopes';
import { type Answer, type Arguments, newMessage, Rates, Refusal, webApi } from './web-api';
import { Access } from './web-api/access';
import { type Clock, Workspace } from './workspace';

export interface SlackStandInOptions {
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** Where the app takes Slack's requests; may be set later with `connect`. Not needed for Socket Mode. */
  readonly requestUrl?: string;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** What the bot was granted; absent: the scopes of manifest.yml. */
  readonly scopes?: readonly string[];
  /** Comes between callers of the Web API and its answers. */
  readonly before?: Before;
}

export interface SlackStandIn {
  /** Base of the server, without a trailing slash. */
  readonly url: string;
  /** Base of the Web API, as SLACK_API_URL wants it. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly state: Workspace;
  readonly people: People;
  readonly faults: Faults;
  /** How often methods are allowed to be called; not counted before `enforced` is set. */
  readonly rates: Rates;
  readonly delivery: Delivery;
  /** Where workspaces agree to the app. */
  readonly oauth: OAuth;
  /** The last Web API and response_url calls, oldest first. */
  readonly calls: readonly Call[];
  /** Sets the app's request URL. */
  connect(requestUrl: string): void;
  close(): Promise<void>;
}

export interface Call {
  /** `chat.postMessage`, or `response_url`. */
  readonly method: string;
  readonly arguments: Arguments;
  readonly answer: Answer;
}

/** Calls that are remembered. */
const MOST_CALLS = 2000;
const MOST_BODY = 4 * 1024 * 1024;

/** Starts the stand-in on 127.0.0.1. */
export async function startSlackStandIn(options: SlackStandInOptions = {}): Promise<SlackStandIn> {
  const botToken = options.botToken ?? 'xoxb-playground-bot';
  const appToken = options.appToken ?? 'xapp-playground-app';
  const signingSecret = options.signingSecret ?? 'playground-signing-secret';
  const clock = options.clock ?? { now: () => Date.now() };
  const state = new Workspace(clock);
  const triggers = new Triggers(state);
  const responseUrls = new ResponseUrls(state);
  const faults = new Faults();
  const rates = new Rates(state);
  const oauth = new OAuth(state, botToken);
  const delivery = new Delivery({ signingSecret }, options.requestUrl);
  const calls: Call[] = [];
  const scopes = new Set(options.scopes ?? manifestScopes());
  const methods = webApi(state, triggers, { scopes });

  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const baseUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  delivery.attach(server);
  const people = new People(state, triggers, responseUrls, delivery, baseUrl);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] as string;
    if (path.startsWith('/files-pri/')) {
      const allowed =
        oauth.isValid(request.headers.authorization?.replace(/^Bearer /, '')) && scopes.has('files:read');
      return serveFile(path, { access: new Access(state, scopes), allowed }, response);
    }
    const given = await readArguments(request);
    await options.before?.({ system: 'slack', method: request.method ?? 'GET', path });
    const method = path.startsWith('/api/') ? path.slice('/api/'.length) : undefined;
    const fault = faults.strike(method ?? 'response_url');
    if (fault) {
      if ('hang' in fault) return;
      if ('cut' in fault) return void response.destroy();
      if ('lost' in fault) {
        if (method !== undefined) callMethod(method, request, given);
        return void response.destroy();
      }
      if ('status' in fault) {
        response
          .writeHead(fault.status, fault.retryAfter ? { 'retry-after': String(fault.retryAfter) } : {})
          .end();
        return;
      }
      return json(response, 200, { ok: false, error: fault.error });
    }
    if (method !== undefined) {
      response.setHeader('x-oauth-scopes', [...scopes].join(','));
      const retryAfter = rates.take(method, given);
      if (retryAfter !== undefined) {
        response.setHeader('retry-after', retryAfter);
        return json(response, 429, { ok: false, error: 'ratelimited' });
      }
      return json(response, 200, callMethod(method, request, given));
    }
    if (path === '/oauth/v2/authorize') {
      const location = oauth.agree(new URLSearchParams((request.url ?? '').split('?')[1]));
      return void (location ? response.writeHead(302, { location }) : response.writeHead(400)).end();
    }
    if (path.startsWith('/response/') && request.method === 'POST') return respond(path, given, response);
    json(response, 404, { ok: false, error: 'not_found' });
  }

  function callMethod(method: string, request: IncomingMessage, given: Arguments): Answer {
    const { token, ...rest } = given;
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? token;
    let answer: Answer;
    try {
      answer = dispatch(method, bearer, rest);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer = { ok: false, error: error.word, ...error.details };
    }
    note({ method, arguments: rest, answer });
    return answer;
  }

  function note(call: Call): void {
    calls.push(call);
    if (calls.length > MOST_CALLS) calls.shift();
  }

  function dispatch(method: string, bearer: unknown, given: Arguments): Answer {
    refuseMalformed(given);
    if (method === 'oauth.v2.access') return oauth.access(given, scopes);
    if (bearer === undefined) throw new Refusal('not_authed');
    if (method === 'apps.connections.open') {
      if (bearer !== appToken) throw new Refusal('invalid_auth');
      return { ok: true, url: baseUrl().replace('http:', 'ws:') + delivery.ticket() };
    }
    if (!oauth.isValid(bearer)) throw new Refusal('invalid_auth');
    const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (!run) throw new Refusal('unknown_method', { req_method: method });
    const kind = typeof given.channel === 'string' ? state.channel(given.channel)?.kind : undefined;
    const needed = neededScopes(method, kind, given).filter((scope) => !scopes.has(scope));
    if (needed.length > 0) {
      throw new Refusal('missing_scope', { needed: needed.join(','), provided: [...scopes].join(',') });
    }
    return run(given);
  }

  function respond(path: string, given: Arguments, response: ServerResponse): void {
    const handle = responseUrls.use(path);
    if (typeof handle === 'string') {
      json(response, 404, { ok: false, error: handle });
      return;
    }
    try {
      refuseMalformed(given);
      const { original } = handle;
      if (given.delete_original === true) {
        if (original) state.remove(original);
      } else {
        const content = newMessage(given, state.rules);
        if (given.replace_original === true && original) state.edit(original, content.text, content.blocks);
        else {
          state.say({
            channel: handle.channel,
            user: state.app.userId,
            byBot: true,
            ...content,
            ...(given.response_type === 'in_channel' ? {} : { onlyFor: handle.user }),
            ...(typeof given.thread_ts === 'string' ? { threadTs: given.thread_ts } : {}),
          });
        }
      }
      note({ method: 'response_url', arguments: given, answer: { ok: true } });
      response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const answer = { ok: false, error: error.word, ...error.details };
      note({ method: 'response_url', arguments: given, answer });
      json(response, 400, answer);
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  state.filesUrl = baseUrl();

  return {
    url: baseUrl(),
    apiUrl: `${baseUrl()}/api/`,
    botToken,
    appToken,
    signingSecret,
    state,
    people,
    faults,
    rates,
    delivery,
    oauth,
    calls,
    connect(requestUrl) {
      delivery.requestUrl = requestUrl;
    },
    async close() {
      delivery.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Slack does not say what becomes of such text; here an app has to keep it back. @throws Refusal */
function refuseMalformed(given: Arguments): void {
  const at = malformedAt(given);
  if (at === undefined) return;
  const messages = [`[ERROR] NUL or half a character [json-pointer:${at}]`];
  throw new Refusal('invalid_arguments', { response_metadata: { messages } });
}

/** The arguments of a call, form-encoded or JSON. */
async function readArguments(request: IncomingMessage): Promise<Arguments> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BODY) break;
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks).toString('utf8');
  if (/json/.test(request.headers['content-type'] ?? '')) {
    try {
      const value: unknown = JSON.parse(body);
      return isObject(value) ? value : {};
    } catch {
      return {};
    }
  }
  const query = (request.url ?? '').split('?')[1] ?? '';
  return Object.fromEntries([...new URLSearchParams(query), ...new URLSearchParams(body)]);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

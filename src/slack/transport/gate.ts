/**
 * Stands before Bolt's receiver, which takes requests of any future, takes the same one again and again, and hangs on a
 * body that is no object.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { parse as parseForm } from 'node:querystring';
import { isValidSlackRequest, type Logger } from '@slack/bolt';
import type { Secret } from '../../diagnosis/model/secrets';
import type { EventLedger } from '../event-ledger';
import { readBody } from './request-body';
import { isSlackRequest } from './shape';

export interface GateOptions {
  readonly signingSecret: Secret | undefined;
  /** Path of Slack's requests; all others pass. */
  readonly path: string;
  /** Remembers which requests came, over all instances. */
  readonly ledger: EventLedger;
  readonly logger: Pick<Logger, 'warn'>;
  /** Milliseconds since 1970 of the machine: Slack's stamps are compared with it. */
  readonly now?: () => number;
}

/** Bytes; Slack's largest requests have less. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Seconds by which Slack's clock may be ahead of ours: as many as it may be behind. Source: Slack, verifying requests. */
const MOST_AHEAD_S = 5 * 60;

/** The listener behind the gate: what reaches it was signed a moment ago, came once, and is a request of Slack. */
export function gate(next: RequestListener, options: GateOptions): RequestListener {
  const { path, logger } = options;
  return (request, response) => {
    if (!isPostTo(path, request)) return next(request, response);
    admit(request, response, options).then(
      (admitted) => admitted && next(request, response),
      (error: unknown) => {
        logger.warn('a request of Slack could not be read:', error);
        if (!response.headersSent) end(response, 400);
      },
    );
  };
}

/** Whether it brings something of Slack, whatever its query says. */
export function isPostTo(path: string, { method, url }: IncomingMessage): boolean {
  return method === 'POST' && url?.split('?')[0] === path;
}

/** Whether the request may go on; when not, it is answered. */
async function admit(
  request: IncomingMessage,
  response: ServerResponse,
  { signingSecret, ledger, logger, now = Date.now }: GateOptions,
): Promise<boolean> {
  const body = await readBody(request, MOST_BYTES);
  const refuse = (status: number, why: string) => {
    logger.warn(`a request of Slack was refused: ${why}`);
    end(response, status);
    return false;
  };
  if (body === undefined) return refuse(413, 'it is too large');
  // Bolt reads it from here, and finds the same.
  Object.assign(request, { rawBody: body });
  const { 'x-slack-signature': signature, 'x-slack-request-timestamp': stamp } = request.headers;
  const sentAt = Number(stamp);
  const text = body.toString();
  const isSigned =
    typeof signature === 'string' &&
    isValidSlackRequest({
      signingSecret: signingSecret?.reveal() ?? '',
      body: text,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': sentAt },
      nowMilliseconds: now(),
    });
  // What is not signed is Bolt's to refuse: it knows Slack's own check, which is not signed either.
  if (!isSigned) return true;
  if (sentAt * 1000 - now() > MOST_AHEAD_S * 1000) {
    return refuse(401, 'its time is ahead; check the clock of this machine');
  }
  if (!isSlackRequest(parsed(text, request.headers['content-type']))) {
    return refuse(400, 'its body is none that Slack sends');
  }
  // Slack may deliver an event again within the second: the event and the press are claimed by their own ids further on.
  if (request.headers['x-slack-retry-num'] !== undefined) return true;
  return (await ledger.claim(`request:${signature}`)) || refuse(409, 'the same one came before');
}

/** The payload of a form, or JSON; undefined when it is neither. */
function parsed(body: string, contentType: string | undefined): unknown {
  try {
    if (!/^application\/x-www-form-urlencoded\b/i.test(contentType ?? '')) return JSON.parse(body);
    const form = parseForm(body);
    return typeof form.payload === 'string' ? JSON.parse(form.payload) : form;
  } catch {
    return undefined;
  }
}

function end(response: ServerResponse, status: number): void {
  // The rest of a body that is too large is not read.
  if (status === 413) response.setHeader('connection', 'close');
  response.writeHead(status).end();
}

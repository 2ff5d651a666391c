/** From what went wrong on the wire to a SourceError that is safe to show. */

import { isAxiosError } from 'axios';
import { z } from 'zod';
import { SourceError } from '../diagnosis/model/evidence';
import { parseJson } from '../diagnosis/model/json';
import type { MissingReason } from '../diagnosis/model/missing-reason';
import type { Masker } from '../diagnosis/model/secrets';
import { beginning } from '../diagnosis/model/text';

/** What a request is about, in words for people. */
export interface Topic {
  /** Who is asked, as it stands in a sentence: `Code Engine`. */
  readonly who: string;
  /** What is asked for, as it stands in a sentence: `the build run “shop-run-1”`. */
  readonly what: string;
  /** What the reader can do, by reason, where it is more than the general advice. */
  readonly cures?: Partial<Record<MissingReason, string>>;
  /** Answers with a status that mean something special here. */
  readonly meaning?: (status: number, message: string) => SourceError | undefined;
}

/** Longest stretch of a server's own words that is quoted, and that is looked at for it. */
const MOST_QUOTED = 300;
const MOST_MASKED = 10_000;

const generalCures: Partial<Record<MissingReason, string>> = {
  unauthorized: 'Check that the API key of ce-image is valid and belongs to the account of the project.',
  forbidden:
    'Give the service ID of ce-image the platform role Viewer and the service role Reader on the Code Engine project; if it has them, look for a context-based restriction on Code Engine.',
  'rate-limited': 'Wait a minute and try again.',
  'server-error': 'Try again; if it stays, look at https://cloud.ibm.com/status.',
  unreachable: 'Check the URL that ce-image is set up with, and the way from ce-image to it.',
  malformed: 'Check the URL that ce-image is set up with; if it is right, report this as a bug of ce-image.',
  'not-active':
    'See the project’s state with `ibmcloud ce project list`, and wait until it is active, or restore it.',
};

/** The error of a question whose time ran out before `who` answered. */
export function tooLate(who: string): SourceError {
  return new SourceError(
    'timeout',
    `${who} did not answer in time`,
    'Try again; if it stays, look at https://cloud.ibm.com/status.',
  );
}

/** A SourceError on `topic`, with the cure that fits. */
export function sourceError(topic: Topic, reason: MissingReason, message: string): SourceError {
  return new SourceError(reason, message, topic.cures?.[reason] ?? generalCures[reason]);
}

/** An answer that came but cannot be read. `detail` names a place in it, never its content. */
export function malformed(topic: Topic, detail: string): SourceError {
  return sourceError(topic, 'malformed', `the answer of ${topic.who} on ${topic.what} ${detail}`);
}

/** The first field of a body that zod refused. */
export function unexpectedField(topic: Topic, error: z.ZodError): SourceError {
  const place = error.issues[0]?.path.map(String).join('.');
  return malformed(
    topic,
    place ? `has an unexpected value in the field “${place}”` : 'has an unexpected form',
  );
}

/**
 * A SourceError for a failed request. It carries no cause: the errors of the HTTP client hold headers and
 * bodies, and with them tokens.
 * @param body The body of the answer, if there was one.
 */
export function requestError(error: unknown, body: string, topic: Topic, masker: Masker): SourceError {
  if (error instanceof SourceError) return error;
  if (!isAxiosError(error))
    return sourceError(topic, 'failed', `${topic.who} could not be asked for ${topic.what}`);
  const status = error.response?.status;
  if (status !== undefined && status >= 300) return statusError(status, messageOf(body), topic, masker);
  return connectionError(error.code, error.message, topic);
}

function statusError(status: number, message: string, topic: Topic, masker: Masker): SourceError {
  const special = topic.meaning?.(status, message);
  if (special) return special;
  const { who, what } = topic;
  const quoted = message && `: ${quote(message, masker)}`;
  if (status !== 401 && status !== 403 && isNotThereYet(message)) {
    return sourceError(topic, 'not-active', 'the project is not active');
  }
  switch (status) {
    case 401:
      return sourceError(topic, 'unauthorized', `${who} does not accept the login of ce-image`);
    case 403:
      return sourceError(topic, 'forbidden', `${who} does not let ce-image read ${what}`);
    case 404:
      return sourceError(topic, 'not-found', `${what} cannot be found`);
    case 408:
      return tooLate(who);
    case 429:
      return sourceError(topic, 'rate-limited', `${who} says that it is asked too often`);
    default:
  }
  if (status >= 500)
    return sourceError(topic, 'server-error', `${who} has a fault of its own (${status}${quoted})`);
  if (status < 400) {
    return sourceError(
      topic,
      'unreachable',
      `${who} redirects (${status}), which ce-image does not follow with a login`,
    );
  }
  return sourceError(topic, 'failed', `${who} refused the request for ${what} (${status}${quoted})`);
}

/** Whether a refusal says that the project is not made yet, or is on its way out. With which status is not documented. */
function isNotThereYet(message: string): boolean {
  return (
    /\bnot (?:yet )?active\b/i.test(message) ||
    (/\bproject\b/i.test(message) &&
      /\bnot (?:yet )?ready\b|\b(?:is|being|still) (?:being )?(?:created|prepared)\b/i.test(message))
  );
}

/** Masked before it is cut: half a secret would not be recognised. */
function quote(message: string, masker: Masker): string {
  return beginning(masker.mask(beginning(message, MOST_MASKED)), MOST_QUOTED);
}

/** Codes of Node and of axios for a connection that did not work out. */
export function connectionError(code: string | undefined, message: string, topic: Topic): SourceError {
  const { who } = topic;
  if (isTooLarge(code, message)) return malformed(topic, 'is larger than ce-image reads');
  switch (code) {
    case 'ERR_CANCELED':
    case 'ECONNABORTED':
    case 'ETIMEDOUT':
      return tooLate(who);
    case 'ECONNREFUSED':
      return sourceError(topic, 'unreachable', `${who} refuses connections`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return sourceError(topic, 'unreachable', `the host name of ${who} cannot be resolved`);
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ERR_BAD_RESPONSE':
      return sourceError(topic, 'unreachable', `${who} broke the connection off`);
    default:
      return sourceError(topic, 'unreachable', `${who} cannot be reached${code ? ` (${code})` : ''}`);
  }
}

/** Whether axios gave up on a body because of its size; it has no code of its own for that. */
export function isTooLarge(code: string | undefined, message: string): boolean {
  return code === 'ERR_BAD_RESPONSE' && message.startsWith('maxContentLength');
}

const text = z.string().min(1);
const errorBodies = [
  z
    .object({ errors: z.array(z.object({ message: text })).min(1) })
    .transform(({ errors }) => errors[0]?.message ?? ''),
  z.object({ error: text }).transform(({ error }) => error),
  z.object({ message: text }).transform(({ message }) => message),
  z.object({ errorMessage: text }).transform(({ errorMessage }) => errorMessage),
];

/** The message of an error body, looked for in the order of IBM's SDK core; empty for pages of HTML and the like. */
function messageOf(body: string): string {
  const parsed = parseJson(body);
  for (const schema of errorBodies) {
    const found = schema.safeParse(parsed);
    if (found.success) return found.data;
  }
  return '';
}

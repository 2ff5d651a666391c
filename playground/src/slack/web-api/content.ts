/** What calls carry: messages, views, pages of lists. Refused as Slack refuses it. */
import { blockViolations, MOST_MESSAGE_BYTES, messageSize, viewViolations } from '../block-kit';
import { isObject, type Violation } from '../schema';
import type { Block, Message, Workspace } from '../workspace';
import { type Arguments, Refusal, type RefusalWord } from './refusal';

/**
 * Characters of a message's text; what is longer is cut.
 * Source: docs.slack.dev/reference/methods/chat.postMessage, "Truncating content".
 */
const MOST_TEXT = 40_000;
/** Source: docs.slack.dev/reference/methods/conversations.history, argument `limit`. */
const MOST_ITEMS = 999;
/** Attachments of a message. Source: docs.slack.dev/reference/methods/chat.postMessage, `too_many_attachments`. */
const MOST_ATTACHMENTS = 100;

export interface Content {
  readonly text: string;
  /** Undefined: none were given, so that an edit keeps those that are there. */
  readonly blocks: readonly Block[] | undefined;
  readonly attachments?: NonNullable<Message['attachments']>;
}

/** Text and blocks of a message. */
export function messageContent(given: Arguments, { noContainers }: Workspace['rules'] = {}): Content {
  const blocks = parsed(given.blocks);
  const text = given.text;
  if (text !== undefined && typeof text !== 'string') throw new Refusal('invalid_arguments');
  if (blocks !== undefined) {
    if (!Array.isArray(blocks)) throw new Refusal('invalid_blocks_format');
    refuse(blockViolations(blocks, 'message'));
    if (noContainers && blocks.some((block) => (block as Block).type === 'container'))
      throw new Refusal('invalid_blocks');
    if (messageSize(blocks) > MOST_MESSAGE_BYTES) throw new Refusal('msg_blocks_too_long');
  }
  const attachments = attachmentsOf(given);
  const shown = [blocks, attachments].some((each) => Array.isArray(each) && each.length > 0);
  if (!text && !shown) throw new Refusal('no_text');
  return {
    text: (text ?? '').slice(0, MOST_TEXT),
    blocks: blocks as Block[] | undefined,
    ...(attachments ? { attachments } : {}),
  };
}

/** What hangs below a message; its blocks follow the rules of all. Source: docs.slack.dev/messaging/formatting-message-text. */
function attachmentsOf(given: Arguments): Content['attachments'] {
  const attachments = parsed(given.attachments);
  if (attachments === undefined) return undefined;
  if (!Array.isArray(attachments) || !attachments.every(isObject)) throw new Refusal('invalid_arguments');
  if (attachments.length > MOST_ATTACHMENTS) throw new Refusal('too_many_attachments');
  for (const { blocks } of attachments) if (blocks !== undefined) refuse(blockViolations(blocks, 'message'));
  return attachments;
}

/** Text and blocks of a new message. */
export function newMessage(
  given: Arguments,
  rules: Workspace['rules'] = {},
): Content & { readonly blocks: readonly Block[] } {
  const { blocks = [], ...content } = messageContent(given, rules);
  return { ...content, blocks };
}

export function threadOf(given: Arguments): { threadTs?: string } {
  if (typeof given.thread_ts !== 'string' || !given.thread_ts) return {};
  if (!/^\d+\.\d{6}$/.test(given.thread_ts)) throw new Refusal('invalid_thread_ts');
  return { threadTs: given.thread_ts };
}

export function metadataOf(
  given: Arguments,
  { noMetadata }: Workspace['rules'] = {},
): Pick<Message, 'metadata'> {
  const metadata = parsed(given.metadata);
  if (metadata === undefined) return {};
  if (noMetadata) throw new Refusal('invalid_metadata_format');
  const fits =
    isObject(metadata) && typeof metadata.event_type === 'string' && isObject(metadata.event_payload);
  if (!fits) throw new Refusal('invalid_metadata_format');
  return { metadata };
}

export function viewOf(given: Arguments, kind?: 'modal' | 'home'): Record<string, unknown> {
  const view = parsed(given.view);
  if (!isObject(view)) throw new Refusal('invalid_arguments');
  refuse(viewViolations(view), 'invalid_arguments');
  if (kind && view.type !== kind) throw new Refusal('invalid_arguments');
  return { ...view };
}

/** JSON arguments come as text when the request is form-encoded. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** @param most of a page, whatever is asked for */
export function paged<T>(
  items: readonly T[],
  given: Arguments,
  most = MOST_ITEMS,
): { items: readonly T[]; next: string } {
  const limit = given.limit === undefined ? 100 : Number(given.limit);
  if (!Number.isInteger(limit) || limit < 0 || limit > MOST_ITEMS) throw new Refusal('invalid_limit');
  const from = Number(Buffer.from(String(given.cursor ?? ''), 'base64').toString());
  if (!Number.isInteger(from)) throw new Refusal('invalid_cursor');
  const until = from + Math.min(limit || 100, most);
  const next = until < items.length ? Buffer.from(String(until)).toString('base64') : '';
  return { items: items.slice(from, until), next };
}

/** Messages between `oldest` and `latest`. */
export function between(messages: Message[], given: Arguments): Message[] {
  const oldest = given.oldest === undefined ? 0 : Number(given.oldest);
  const latest = given.latest === undefined ? Number.POSITIVE_INFINITY : Number(given.latest);
  const inclusive = String(given.inclusive) === 'true';
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
}

function refuse(violations: readonly Violation[], word: RefusalWord = 'invalid_blocks'): void {
  if (violations.length === 0) return;
  const messages = violations.map(({ message, pointer }) => `[ERROR] ${message} [json-pointer:${pointer}]`);
  throw new Refusal(word, { errors: messages, response_metadata: { messages } });
}

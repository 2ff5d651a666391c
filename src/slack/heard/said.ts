/** The words of a message, wherever its author put them: text, blocks, attachments. Pure. */
import { fromSlack } from '../question/slack-text';

/** The fields of a message that matter here. Everything in it was written by others. */
export interface HeardMessage {
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly text?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly subtype?: string;
  readonly blocks?: readonly unknown[];
  readonly attachments?: readonly unknown[];
  readonly files?: readonly unknown[];
}

type Fields = Readonly<Record<string, unknown>>;

/** What is read of one message, characters; Slack's own limit of a text is 40,000. */
const MOST = 60_000;
/** Blocks may hold blocks. */
const DEEPEST = 6;

/** What a message says. A person's text is whole; an app's is often a summary of its blocks and attachments. */
export function wordsOf(message: HeardMessage): string {
  const text = fromSlack(message.text ?? '').trim();
  const blocks = textsOf(message.blocks ?? []);
  const isApp = message.bot_id !== undefined || message.subtype === 'bot_message';
  const attachments = (message.attachments ?? [])
    .filter((each) => isApp || isForwarded(each))
    .flatMap(attachmentTexts);
  const told = [...(isApp ? blocks : []), ...attachments].map((each) => each.trim()).filter(Boolean);
  const whole = told.join('\n');
  const own = isApp && squeezed(whole).includes(squeezed(text)) ? [] : [text];
  return [...own, ...told].filter(Boolean).join('\n').slice(0, MOST);
}

function squeezed(text: string): string {
  return text.replace(/[\s*_`]+/g, ' ').trim();
}

/** What a person's message holds besides is the preview of a page that they linked. */
function isForwarded(attachment: unknown): boolean {
  const { is_share: shared, is_msg_unfurl: linked, from_url: page } = fieldsOf(attachment);
  return shared === true || linked === true || page === undefined;
}

/** Alerts of other apps stand in attachments; so do forwarded messages. */
function attachmentTexts(attachment: unknown): readonly string[] {
  const {
    pretext,
    title,
    text,
    fallback,
    fields,
    blocks,
    message_blocks: shared,
    from_url: url,
  } = fieldsOf(attachment);
  const rows = listOf(fields).map((each) => {
    const { title: name, value } = fieldsOf(each);
    return [name, value].filter((part) => typeof part === 'string' && part).join(': ');
  });
  const inner = [
    ...textsOf(listOf(blocks)),
    ...listOf(shared).flatMap((each) => textsOf(listOf(fieldsOf(fieldsOf(each).message).blocks))),
  ];
  const plain = [pretext, title, text].flatMap((each) => (typeof each === 'string' ? [fromSlack(each)] : []));
  const all = [...plain, ...rows.map(fromSlack), ...(plain.length > 1 || text ? [] : inner)].filter(Boolean);
  if (all.length > 0) return all;
  // A preview of a page that a person linked is not what they say.
  return typeof fallback === 'string' && url === undefined ? [fromSlack(fallback)] : [];
}

/** The texts of blocks, a block a text. */
function textsOf(blocks: readonly unknown[], depth = 0): readonly string[] {
  if (depth > DEEPEST) return [];
  return blocks.flatMap((block) => {
    const { type, text, fields, elements, child_blocks: children, rows } = fieldsOf(block);
    switch (type) {
      case 'rich_text':
        return [richText(listOf(elements), depth)];
      case 'table':
        return listOf(rows).map((row) =>
          listOf(row)
            .map((cell) => textsOf([cell], depth + 1).join(' ') || objectText(cell))
            .join(' '),
        );
      case 'container':
        return textsOf(listOf(children), depth + 1);
      case 'actions':
        return [];
      default:
        return [
          ...(typeof text === 'string' ? [fromSlack(text)] : [objectText(text)]),
          ...listOf(fields).map(objectText),
          ...listOf(elements).map(objectText),
        ].filter(Boolean);
    }
  });
}

/** `{type: 'mrkdwn' | 'plain_text', text}`. */
function objectText(value: unknown): string {
  const { type, text } = fieldsOf(value);
  if (typeof text !== 'string') return '';
  return type === 'mrkdwn' ? unformatted(fromSlack(text)) : fromSlack(text);
}

/** Without the signs of bold text and of code, which are no part of a log. */
function unformatted(mrkdwn: string): string {
  return mrkdwn
    .replace(/```\n?/g, '')
    .replace(/(^|[\s(])\*([^*\n]{1,300})\*(?=$|[\s).,:;!?])/gm, '$1$2')
    .trim();
}

function richText(elements: readonly unknown[], depth: number): string {
  if (depth > DEEPEST) return '';
  return elements
    .map((element) => {
      const { type, elements: inner, text, url } = fieldsOf(element);
      if (Array.isArray(inner)) {
        const isBlock = typeof type === 'string' && type.startsWith('rich_text_');
        const words = richText(inner, depth + 1);
        return isBlock && type !== 'rich_text_list' ? `${words}\n` : words;
      }
      if (typeof text === 'string') return text;
      return typeof url === 'string' ? url : '';
    })
    .join('')
    .replace(/\n+$/, '');
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

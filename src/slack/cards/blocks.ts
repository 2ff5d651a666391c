/** Block Kit pieces. What is not ours goes in as plain text or rich text, which Slack never interprets. */
import type {
  ActionsBlock,
  Button,
  ContainerBlock,
  ContextBlock,
  HeaderBlock,
  InputBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  PlainTextInput,
  RichTextBlock,
  RichTextPreformatted,
  RichTextSection,
  RichTextText,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import { harmless } from '../../diagnosis/model/text';
import { clip, line } from './text';

/** What is sent: blocks, and the text that notifications and screen readers use. */
export interface Card {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** The largest text of a section, a header, a button and so on: Slack's documented limits. */
export const limits = {
  header: 150,
  section: 3000,
  buttonText: 75,
  buttonValue: 2000,
  optionText: 75,
  optionValue: 150,
  options: 100,
  actions: 25,
  containerTitle: 150,
  containerBlocks: 10,
  viewTitle: 24,
} as const;

/** A header; cut to what Slack takes. */
export function header(text: string): HeaderBlock {
  return {
    type: 'header',
    text: { type: 'plain_text', text: line(text, limits.header) || ' ', emoji: false },
  };
}

/** mrkdwn of our own making; foreign text in it has gone through `code` or `escapeMrkdwn`. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: harmless(text) || ' ', verbatim: true };
}

/** Text in which Slack interprets nothing. */
export function plainText(text: string): PlainTextElement {
  return { type: 'plain_text', text: harmless(text) || ' ', emoji: false };
}

/** Blocks that one click unfolds. Messages only; at most `limits.containerBlocks`. */
export function folded(title: string, blocks: readonly KnownBlock[]): ContainerBlock {
  return {
    type: 'container',
    title: plainText(line(title, limits.containerTitle)),
    // The caller's parts are all of kinds that a container takes.
    child_blocks: blocks.slice(0, limits.containerBlocks) as ContainerBlock['child_blocks'],
    width: 'full',
    is_collapsible: true,
    default_collapsed: true,
  };
}

/** A section of mrkdwn; foreign text in it has gone through `code` or `escapeMrkdwn`. */
export function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text) };
}

/** A context of up to ten texts in mrkdwn. */
export function context(...texts: string[]): ContextBlock {
  return { type: 'context', elements: texts.slice(0, 10).map(mrkdwn) };
}

/** A row of buttons and menus; those that are too many for Slack are left out. */
export function actions(elements: ActionsBlock['elements']): ActionsBlock {
  return { type: 'actions', elements: elements.slice(0, limits.actions) };
}

/** A button; undefined when its value is longer than Slack carries. */
export function button(
  label: string,
  actionId: string,
  options: { readonly value?: string; readonly url?: string; readonly style?: 'primary' } = {},
): Button | undefined {
  const value = options.value && harmless(options.value);
  if (value && value.length > limits.buttonValue) return undefined;
  return {
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', text: line(label, limits.buttonText) || ' ', emoji: false },
    ...(value ? { value } : {}),
    ...(options.url ? { url: options.url } : {}),
    ...(options.style ? { style: options.style } : {}),
  };
}

/** A menu of at most a hundred choices; undefined when none fits. */
export function menu(
  actionId: string,
  placeholder: string,
  choices: readonly { readonly label: string; readonly value: string; readonly note?: string }[],
): StaticSelect | undefined {
  const options = choices
    .map((choice) => ({ ...choice, value: harmless(choice.value) }))
    .filter((choice) => choice.value.length > 0 && choice.value.length <= limits.optionValue)
    .slice(0, limits.options)
    .map((choice) => {
      const note = choice.note && line(choice.note, limits.optionText);
      return {
        text: {
          type: 'plain_text' as const,
          text: line(choice.label, limits.optionText) || ' ',
          emoji: false,
        },
        value: choice.value,
        ...(note ? { description: { type: 'plain_text' as const, text: note, emoji: false } } : {}),
      };
    });
  if (options.length === 0) return undefined;
  return {
    type: 'static_select',
    action_id: actionId,
    placeholder: { type: 'plain_text', text: line(placeholder, 150) },
    options,
  };
}

export type RichPart = RichTextBlock['elements'][number];

/** Rich text; sections that follow one another become one, a line each. */
export function rich(...parts: RichPart[]): RichTextBlock {
  const elements: RichPart[] = [];
  for (const part of parts) {
    const last = elements[elements.length - 1];
    if (part.type === 'rich_text_section' && last?.type === 'rich_text_section') {
      elements[elements.length - 1] = run(...last.elements, plain('\n'), ...part.elements);
    } else {
      elements.push(part);
    }
  }
  return { type: 'rich_text', elements };
}

/** One paragraph of rich text. */
export function run(...elements: RichTextSection['elements']): RichTextSection {
  return { type: 'rich_text_section', elements };
}

/** Text of a rich text element; Slack refuses empty ones. */
export function plain(text: string): RichTextText {
  return { type: 'text', text: harmless(text) || ' ' };
}

/** Bold text of a rich text element. */
export function bold(text: string): RichTextText {
  return { type: 'text', text: harmless(text) || ' ', style: { bold: true } };
}

/** An instant in the reader's own time zone; undefined: `iso` is none that Slack can show. */
export function instant(iso: string | undefined): RichTextSection['elements'][number] | undefined {
  const ms = Date.parse(iso ?? '');
  if (!Number.isFinite(ms) || ms < 0 || ms > LAST_INSTANT) return undefined;
  const fallback = `${new Date(ms).toISOString().replace('T', ' ').slice(0, 19)} UTC`;
  return {
    type: 'date',
    timestamp: Math.floor(ms / 1000),
    format: '{date_short_pretty} {time_secs}',
    fallback,
  };
}

/** The year 3000: what lies behind it is a mistake. Milliseconds since 1970. */
const LAST_INSTANT = 32_503_680_000_000;

/** Italic text of a rich text element. */
export function italic(text: string): RichTextText {
  return { type: 'text', text: harmless(text) || ' ', style: { italic: true } };
}

/** Text of a rich text element as code. */
export function coded(text: string): RichTextText {
  return { type: 'text', text: harmless(text) || ' ', style: { code: true } };
}

/** A sentence of ours: what stands between backticks in it is code. */
export function prose(text: string): RichTextText[] {
  const pieces = text.split(/`([^`]+)(?:`|…$)/);
  const spans = pieces.flatMap((piece, at) => {
    if (!piece) return [];
    return [at % 2 === 1 ? coded(piece) : plain(piece)];
  });
  return spans.length > 0 ? spans : [plain('')];
}

/** Preformatted text: backticks in it end nothing. */
export function preformatted(text: string, max = 2900): RichTextPreformatted {
  return { type: 'rich_text_preformatted', elements: [plain(clip(text, max))] };
}

/** A list with bullets. */
export function bullets(items: readonly RichTextSection[]): RichPart {
  return { type: 'rich_text_list', style: 'bullet', elements: [...items] };
}

/** Drops the undefined ones. */
export function present<T>(...items: readonly (T | undefined)[]): T[] {
  return items.filter((item): item is T => item !== undefined);
}

/** `… 3 more`, in a line of its own; nothing where nothing is left. */
export function moreLine(left: number, words = `${left} more`): RichTextSection[] {
  return left > 0 ? [run(italic(`… ${words}`))] : [];
}

/** The button, which asks once more before it does anything. */
export function confirmed(
  pressed: Button | undefined,
  { title, text, confirm }: { readonly title: string; readonly text: string; readonly confirm: string },
): Button | undefined {
  const words = (each: string) => ({ type: 'plain_text' as const, text: each });
  return (
    pressed && {
      ...pressed,
      confirm: { title: words(title), text: words(text), confirm: words(confirm), deny: words('Cancel') },
    }
  );
}

/** What there is to read. */
export function withoutButtons(blocks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.filter(({ type }) => type !== 'actions');
}

/** An input of a form. The action id of its element is `value`. */
export function input(
  blockId: string,
  label: string,
  element: InputBlock['element'],
  optional = false,
): InputBlock {
  return { type: 'input', block_id: blockId, label: plainText(label), element, optional };
}

/** Where a line is typed, of at most `longest` characters. */
export function textInput(example: string, longest: number, value?: string): PlainTextInput {
  return {
    type: 'plain_text_input',
    action_id: 'value',
    max_length: longest,
    placeholder: plainText(example),
    ...(value ? { initial_value: value } : {}),
  };
}

/** Draws a Slack message for a terminal, as a person would see it in Slack. */

import {
  clean,
  columns,
  dim,
  hanging,
  hardWrap,
  indent,
  joined,
  type Line,
  lineColumns,
  paint,
  plain,
  type Span,
  styled,
  wrap,
} from './terminal-lines';

export interface TerminalOptions {
  /** Columns, borders included. 92 when absent. */
  readonly width?: number;
  /** ANSI bold, dim and colours. False when absent. */
  readonly color?: boolean;
  /** What stands in the upper border, for example `ce-image · #shop`. */
  readonly title?: string;
  /**
   * For a person who copies commands: no border, no buttons, which nobody can press there, and preformatted text as it
   * is, however long its lines. Links can be opened where colours are shown.
   */
  readonly bare?: boolean;
}

/** What of a message is drawn. `blocks` win over `text`, as in Slack. */
export interface DrawableMessage {
  readonly text?: string;
  readonly blocks?: readonly unknown[];
}

type Dictionary = Readonly<Record<string, unknown>>;

/** The message in a frame, ending with a line break. */
export function renderMessage(message: DrawableMessage, options: TerminalOptions = {}): string {
  const width = Math.max(40, options.width ?? 92);
  const color = options.color ?? false;
  const inner = width - 2;
  const blocks = (message.blocks ?? [])
    .filter(isDictionary)
    .filter(({ type }) => !options.bare || type !== 'actions');
  const lines =
    blocks.length > 0 ? drawBlocks(blocks, inner, options.bare) : wrap(mrkdwn(message.text ?? ''), inner);
  if (options.bare) return `${lines.map((line) => paint(line, color, color).trimEnd()).join('\n')}\n`;
  const title = options.title ? `─ ${clean(options.title).slice(0, width - 6)} ` : '';
  const frame = (text: string) => paint([{ text, styles: ['dim'] }], color);
  return [
    frame(`╭${title}${'─'.repeat(Math.max(0, width - 1 - columns(title)))}`),
    ...lines.map((line) => `${frame('│')} ${paint(line, color)}`.trimEnd()),
    frame(`╰${'─'.repeat(width - 1)}`),
    '',
  ].join('\n');
}

function drawBlocks(blocks: readonly Dictionary[], width: number, whole = false): Line[] {
  const lines: Line[] = [];
  blocks.forEach((block, at) => {
    const drawn = drawBlock(block, width, whole);
    // Slack leaves air between blocks; a footer stays close to what it belongs to.
    if (at > 0 && drawn.length > 0 && block.type !== 'divider') lines.push([]);
    lines.push(...drawn);
  });
  return lines;
}

/** @param whole leaves preformatted lines unbroken */
function drawBlock(block: Dictionary, width: number, whole = false): Line[] {
  switch (block.type) {
    case 'header':
      return wrap(styled(textOf(block.text), 'bold'), width);
    case 'section':
      return section(block, width, whole);
    case 'context':
      return wrap(dim(joined(list(block.elements).map(element), '  ')), width, whole);
    case 'actions':
    case 'context_actions':
      return wrap(joined(list(block.elements).map(control), '  '), width);
    case 'divider':
      return [[{ text: '─'.repeat(width), styles: ['dim'] }]];
    case 'rich_text':
      return richText(block, width, whole);
    case 'markdown':
      return wrap(plain(String(block.text ?? '')), width);
    case 'table':
    case 'data_table':
      return table(block, width);
    case 'image':
      return wrap(plain(`🖼  ${String(block.alt_text ?? '')}`), width);
    case 'input':
      return [...wrap(styled(textOf(block.label), 'bold'), width), ...wrap(control(block.element), width)];
    case 'alert':
      return wrap([...plain(`[${String(block.level ?? 'info')}] `), ...textOf(block.text)], width);
    case 'container':
      return indent([
        ...wrap(styled(textOf(block.title), 'bold'), width - 2),
        ...drawBlocks(list(block.child_blocks), width - 2, whole),
      ]);
    case 'card':
      return indent(
        [block.title, block.subtitle, block.body, block.subtext]
          .filter(Boolean)
          .flatMap((text, at) => wrap(at === 0 ? styled(textOf(text), 'bold') : textOf(text), width - 2))
          .concat(wrap(joined(list(block.actions).map(control), '  '), width - 2)),
      );
    case 'plan':
      return [
        ...wrap(plain(String(block.title ?? ''), 'bold'), width),
        ...list(block.tasks).flatMap((task) => indent(drawBlock(task, width - 2))),
      ];
    case 'task_card':
      return wrap(plain(`${taskMarks[String(block.status)] ?? '•'} ${String(block.title ?? '')}`), width);
    default:
      return wrap(plain(`(${String(block.type)})`, 'dim'), width);
  }
}

const taskMarks: Readonly<Record<string, string>> = {
  pending: '○',
  in_progress: '▸',
  complete: '✓',
  error: '✗',
};

function section(block: Dictionary, width: number, whole: boolean): Line[] {
  const text = block.text ? wrap(textOf(block.text), width, whole) : [];
  const fields = list(block.fields);
  // Names that are broken cannot be copied: then one below the other.
  if (whole && fields.some((field) => wrap(textOf(field), (width - 2) / 2).length > 2)) {
    return [...text, ...fields.flatMap((field) => wrap(textOf(field), width, whole))];
  }
  const half = Math.floor((width - 2) / 2);
  const rows: Line[] = [];
  for (let at = 0; at < fields.length; at += 2) {
    const left = wrap(textOf(fields[at]), half);
    const right = wrap(textOf(fields[at + 1]), half);
    for (let n = 0; n < Math.max(left.length, right.length); n += 1) {
      const first = left[n] ?? [];
      const gap = ' '.repeat(Math.max(0, half - lineColumns(first)) + 2);
      rows.push([...first, { text: gap, styles: [] }, ...(right[n] ?? [])]);
    }
  }
  const accessory = isDictionary(block.accessory) && !whole ? wrap(control(block.accessory), width) : [];
  return [...text, ...rows, ...accessory];
}

function richText(block: Dictionary, width: number, whole: boolean): Line[] {
  return list(block.elements).flatMap((part): Line[] => {
    switch (part.type) {
      case 'rich_text_preformatted': {
        const text = list(part.elements).map(leafText).join('');
        return text
          .split('\n')
          .flatMap((each) =>
            indent(
              hardWrap(clean(each).replaceAll('\t', '    '), whole ? Number.POSITIVE_INFINITY : width - 4, [
                'code',
              ]),
              '    ',
            ),
          );
      }
      case 'rich_text_list': {
        const offset = Number(part.offset ?? 0);
        return list(part.elements).flatMap((item, at) => {
          const mark = part.style === 'ordered' ? `${at + 1 + offset}. ` : '• ';
          return hanging(wrap(list(item.elements).map(leaf), width - mark.length, whole), mark);
        });
      }
      case 'rich_text_quote':
        return indent(wrap(list(part.elements).map(leaf), width - 2), '▏ ');
      default:
        return wrap(list(part.elements).map(leaf), width, whole);
    }
  });
}

function leaf(element: Dictionary): Span {
  const style = isDictionary(element.style) ? element.style : {};
  const styles = (['bold', 'italic', 'strike', 'code', 'underline'] as const).filter((name) => style[name]);
  if (element.type !== 'link') return { text: leafText(element), styles };
  return { text: leafText(element), styles: [...styles, 'link'], url: String(element.url ?? '') };
}

function leafText(element: Dictionary): string {
  switch (element.type) {
    case 'text':
      return String(element.text ?? '');
    case 'link':
      return String(element.text || element.url || '');
    case 'emoji':
      return `:${String(element.name ?? '')}:`;
    case 'user':
      return `@${String(element.user_id ?? '')}`;
    case 'channel':
      return `#${String(element.channel_id ?? '')}`;
    case 'broadcast':
      return `@${String(element.range ?? '')}`;
    case 'date':
      return String(element.fallback ?? '');
    default:
      return '';
  }
}

function table(block: Dictionary, width: number): Line[] {
  const rows = (Array.isArray(block.rows) ? block.rows : []).map((row) => list(row).map(cell));
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(1, ...rows.map((row) => columns(row[at] ?? ''))),
  );
  const room = Math.max(count, width - (count - 1) * 3);
  const total = widths.reduce((sum, each) => sum + each, 0);
  const fitted =
    total <= room ? widths : widths.map((each) => Math.max(1, Math.floor((each / total) * room)));
  return rows.flatMap((row, at) => {
    const cells = fitted.map((each, column) => pad(row[column] ?? '', each));
    const line: Line = [{ text: cells.join(' │ '), styles: at === 0 ? ['bold'] : [] }];
    return at === 0
      ? [line, [{ text: fitted.map((each) => '─'.repeat(each)).join('─┼─'), styles: ['dim'] as const }]]
      : [line];
  });
}

function cell(value: Dictionary): string {
  if (value.type === 'rich_text') {
    return clean(
      list(value.elements)
        .flatMap((part) => list(part.elements).map(leafText))
        .join(''),
    );
  }
  return clean(String(value.text ?? value.value ?? '')).replaceAll('\n', ' ');
}

function pad(text: string, width: number): string {
  const characters = [...text];
  let cut = text;
  while (columns(cut) > width) {
    characters.pop();
    cut = `${characters.join('')}…`;
  }
  return cut + ' '.repeat(Math.max(0, width - columns(cut)));
}

/** A text object, a context element or an image. */
function element(value: Dictionary): Span[] {
  return value.type === 'image' ? plain(String(value.alt_text ?? '')) : textOf(value);
}

/** A button as `[ Check again ]`, a menu as `[ Choose ▾ ]` with its first choices. */
function control(value: unknown): Span[] {
  if (!isDictionary(value)) return [];
  if (value.type === 'image') return plain(`🖼  ${String(value.alt_text ?? '')}`);
  if (value.type === 'button' || value.type === 'workflow_button') {
    const mark = value.url ? ' ↗' : '';
    return [{ text: `[ ${inert(textOf(value.text))}${mark} ]`.replaceAll(' ', '\u00a0'), styles: ['bold'] }];
  }
  const options = [
    ...list(value.options),
    ...list(value.option_groups).flatMap((group) => list(group.options)),
  ].map((option) => inert(textOf(option.text)));
  const label = inert(textOf(value.placeholder)) || 'Choose';
  const shown = options.slice(0, 5).join(' | ');
  const more = options.length > 5 ? ` | … ${options.length - 5} more` : '';
  return [
    { text: `[ ${label} ▾ ]`.replaceAll(' ', '\u00a0'), styles: ['bold'] },
    ...(shown ? plain(` ${shown}${more}`) : []),
  ];
}

/** The spans of a text object. */
function textOf(value: unknown): Span[] {
  if (!isDictionary(value)) return [];
  const text = String(value.text ?? '');
  return value.type === 'mrkdwn' ? mrkdwn(text) : plain(text);
}

/** Slack's own markup: bold, italic, strike, code, links, dates, mentions and the three entities. */
function mrkdwn(text: string): Span[] {
  const spans: Span[] = [];
  const pattern =
    /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<![\w_])_([^_\n]+)_(?![\w_])|(?<![\w~])~([^~\n]+)~(?![\w~])/g;
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) spans.push({ text: entities(text.slice(from, match.index)), styles: [] });
    from = match.index + match[0].length;
    const [, block, code, link, bold, italic, strike] = match;
    if (block !== undefined) spans.push({ text: `\n${entities(block)}\n`, styles: ['code'] });
    else if (code !== undefined) spans.push({ text: entities(code), styles: ['code'] });
    else if (link !== undefined) spans.push(linked(link));
    else if (bold !== undefined)
      spans.push(...mrkdwn(bold).map((span) => ({ ...span, styles: [...span.styles, 'bold' as const] })));
    else if (italic !== undefined) spans.push({ text: entities(italic), styles: ['italic'] });
    else if (strike !== undefined) spans.push({ text: entities(strike), styles: ['strike'] });
  }
  if (from < text.length) spans.push({ text: entities(text.slice(from)), styles: [] });
  return spans;
}

function linked(inside: string): Span {
  const [target = '', label] = inside.split('|');
  if (target.startsWith('!date^')) return { text: entities(label ?? ''), styles: [] };
  if (/^[@#!]/.test(target)) return { text: entities(label ?? target.replace('!', '@')), styles: ['link'] };
  const url = entities(target);
  return { text: label ? `${entities(label)} (${url})` : url, styles: ['link'], url };
}

function entities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function inert(spans: readonly Span[]): string {
  return clean(spans.map((span) => span.text).join(''));
}

function list(value: unknown): Dictionary[] {
  return Array.isArray(value) ? value.filter(isDictionary) : [];
}

function isDictionary(value: unknown): value is Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

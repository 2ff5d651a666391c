/** Draws a Slack message for a terminal, as a person would see it in Slack. */

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

type Style = 'bold' | 'italic' | 'strike' | 'code' | 'dim' | 'link' | 'underline';

/** Text in one style. */
interface Span {
  readonly text: string;
  readonly styles: readonly Style[];
  /** Where a link leads. */
  readonly url?: string;
}

/** A line ready to print. */
type Line = readonly Span[];

type Dictionary = Readonly<Record<string, unknown>>;

const ansi: Readonly<Record<Style, readonly [string, string]>> = {
  bold: ['\u001b[1m', '\u001b[22m'],
  dim: ['\u001b[2m', '\u001b[22m'],
  italic: ['\u001b[3m', '\u001b[23m'],
  underline: ['\u001b[4m', '\u001b[24m'],
  strike: ['\u001b[9m', '\u001b[29m'],
  code: ['\u001b[36m', '\u001b[39m'],
  link: ['\u001b[34m', '\u001b[39m'],
};

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
      return section(block, width);
    case 'context':
      return wrap(dim(joined(list(block.elements).map(element), '  ')), width);
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

function section(block: Dictionary, width: number): Line[] {
  const text = block.text ? wrap(textOf(block.text), width) : [];
  const fields = list(block.fields);
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
  const accessory = isDictionary(block.accessory) ? wrap(control(block.accessory), width) : [];
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
          return hanging(wrap(list(item.elements).map(leaf), width - mark.length), mark);
        });
      }
      case 'rich_text_quote':
        return indent(wrap(list(part.elements).map(leaf), width - 2), '▏ ');
      default:
        return wrap(list(part.elements).map(leaf), width);
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

/** Breaks spans into lines between words; a word that is too long is broken within. */
function wrap(spans: readonly Span[], width: number): Line[] {
  const lines: Span[][] = [[]];
  let used = 0;
  let space: Span | undefined;
  const put = (text: string, styles: readonly Style[]) => {
    (lines[lines.length - 1] as Span[]).push({ text, styles });
    used += columns(text);
  };
  const fresh = () => {
    lines.push([]);
    used = 0;
    space = undefined;
  };
  for (const { text, styles } of spans) {
    for (const piece of clean(text).match(/\n|[^\S\n\u00a0]+|(?:[^\s]|\u00a0)+/g) ?? []) {
      if (piece === '\n') fresh();
      else if (/^[^\S\u00a0]+$/.test(piece)) {
        if (used > 0) space = { text: `${space?.text ?? ''}${piece}`, styles };
      } else if (used + columns(space?.text ?? '') + columns(piece) <= width) {
        if (space) put(space.text, space.styles);
        space = undefined;
        put(piece, styles);
      } else {
        if (used > 0) fresh();
        const broken = hardWrap(piece, width, styles);
        broken.forEach((line, at) => {
          if (at > 0) fresh();
          for (const span of line) put(span.text, span.styles);
        });
      }
    }
  }
  while (lines.length > 0 && (lines[lines.length - 1] as Span[]).length === 0) lines.pop();
  return lines;
}

/** Breaks a text that keeps its spaces: after a space where one is near the end of the line, else anywhere. */
function hardWrap(text: string, width: number, styles: readonly Style[]): Line[] {
  const lines: Line[] = [];
  let line = '';
  let used = 0;
  for (const character of text) {
    const wide = columns(character);
    if (used + wide > width) {
      const space = line.lastIndexOf(' ') + 1;
      const end = space > line.length / 2 ? space : line.length;
      lines.push([{ text: line.slice(0, end), styles }]);
      line = line.slice(end);
      used = columns(line);
    }
    line += character;
    used += wide;
  }
  lines.push([{ text: line, styles }]);
  return lines;
}

function indent(lines: readonly Line[], by = '  '): Line[] {
  return lines.map((line) => [{ text: by, styles: [] }, ...line]);
}

function hanging(lines: readonly Line[], mark: string): Line[] {
  return lines.map((line, at) => [{ text: at === 0 ? mark : ' '.repeat(mark.length), styles: [] }, ...line]);
}

function joined(parts: readonly Span[][], between: string): Span[] {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, at) => (at === 0 ? part : [...plain(between), ...part]));
}

function plain(text: string, ...styles: Style[]): Span[] {
  return text ? [{ text, styles }] : [];
}

function styled(spans: readonly Span[], style: Style): Span[] {
  return spans.map((span) => ({ ...span, styles: [...span.styles, style] }));
}

function dim(spans: readonly Span[]): Span[] {
  return styled(spans, 'dim');
}

function inert(spans: readonly Span[]): string {
  return clean(spans.map((span) => span.text).join(''));
}

/** @param links links that a terminal opens (OSC 8), where they lead to the web */
function paint(line: Line, color: boolean, links = false): string {
  return line
    .map(({ text, styles, url }) => {
      const shown = text.replaceAll('\u00a0', ' ');
      if (!color) return shown;
      const painted = styles.reduce((inside, style) => ansi[style][0] + inside + ansi[style][1], shown);
      const target = links && url && /^https?:/.test(url) ? clean(url) : '';
      return target ? `\u001b]8;;${target}\u001b\\${painted}\u001b]8;;\u001b\\` : painted;
    })
    .join('');
}

/** Without control characters, so that no text can drive the terminal. Line breaks and tabs stay. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

const wideCharacter =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const noColumn = /\p{Mark}|[\u200b-\u200f]|\ufe0f/u;

/** Columns that a text takes in a terminal. */
function columns(text: string): number {
  let total = 0;
  for (const character of text) total += noColumn.test(character) ? 0 : wideCharacter.test(character) ? 2 : 1;
  return total;
}

function lineColumns(line: Line): number {
  return line.reduce((sum, span) => sum + columns(span.text), 0);
}

function list(value: unknown): Dictionary[] {
  return Array.isArray(value) ? value.filter(isDictionary) : [];
}

function isDictionary(value: unknown): value is Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

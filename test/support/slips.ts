/** Slips of the pen on a card, as a person sees it: mark-up that shows, wrong plurals, what stands twice, what is cut amiss. */

/** A piece of text as it is drawn; of mrkdwn without what Slack makes of its marks. */
interface Piece {
  readonly text: string;
  /** Below a fold, where things may stand once more in full. */
  readonly folded: boolean;
}

const slips: readonly (readonly [what: string, RegExp])[] = [
  ['mark-up shows', /(?<![\w*])\*[\w ]{2,}\*(?![\w*])|`|<(?:https?:|[@#!])|&(?:amp|lt|gt);/],
  ['a value is missing', /\bundefined\b|\bNaN\b|\[object|\bnull\b/],
  [
    'a wrong plural',
    /(?<![\d.,:/-])\b1 (?!(?:more|deleted) \w+[^s]\b)(?:\w+ )?(?:\w{3,}(?<!s|ha|wa|i)s)\b(?! (?:of|ago))/,
  ],
  ['a wrong range', /\b(\d+) of \1\b, with their|\bSteps (\d+) to \2\b/],
  ['blanks or marks stand twice', /\w {2,}\w|,,|;;|(?<!\.)\.\.(?!\.)|\. \./],
  ['a letter before the cut', /\p{L}…(?!”)/u],
];

/** What the platform said is shown in its own words. */
const event = /^Events? |^\w.{0,60} [A-Z]\w+\/[\w-]+: /;

/** What is wrong with the words of a card, each with the text it stands in. */
export function slipsOf(blocks: unknown): readonly string[] {
  const pieces = piecesOf(blocks, false).filter(({ text }) => !event.test(text));
  const found = pieces.flatMap(({ text }) =>
    slips.filter(([, sign]) => sign.test(text)).map(([what]) => `${what}: ${text.slice(0, 160)}`),
  );
  const seen = new Set<string>();
  for (const { text, folded } of pieces) {
    if (folded) continue;
    for (const sentence of text.split(/(?<=[.!?:]) +/)) {
      // A step may be asked for again after another way.
      if (sentence.length < 45) continue;
      if (seen.has(sentence)) found.push(`stands twice: ${sentence}`);
      seen.add(sentence);
    }
  }
  return found;
}

/** The prose: neither code nor logs, which are shown as they are. */
function piecesOf(value: unknown, folded: boolean): readonly Piece[] {
  if (Array.isArray(value)) return value.flatMap((each) => piecesOf(each, folded));
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, style, ...rest } = value as Record<string, unknown>;
  if (type === 'rich_text_preformatted' || (style as { code?: boolean } | undefined)?.code) return [];
  if (type === 'rich_text_section') {
    const parts = (rest.elements as { text?: string; style?: { code?: boolean } }[]) ?? [];
    return [{ text: parts.map((each) => (each.style?.code ? 'x' : (each.text ?? ''))).join(''), folded }];
  }
  if (typeof text === 'string') {
    return [{ text: type === 'mrkdwn' ? withoutMarks(text) : text, folded }];
  }
  const within = folded || type === 'container';
  // On a button, or among what a menu offers, three dots say that more is asked for: nothing was cut.
  const label = typeof rest.action_id === 'string' || typeof rest.value === 'string' ? text : undefined;
  const said = (label as { text?: unknown } | undefined)?.text;
  if (typeof said === 'string') {
    const others = Object.values(rest).flatMap((each) => piecesOf(each, within));
    return [{ text: said.replace(/…$/, ''), folded }, ...others];
  }
  return [...piecesOf(text, folded), ...Object.values(rest).flatMap((each) => piecesOf(each, within))];
}

/** mrkdwn as Slack draws it: links, dates, mentions, code and bold are no marks any more. */
function withoutMarks(text: string): string {
  return text
    .replace(/<!date\^[^|>]*\|[^>]*>/g, 'today')
    .replace(/<[^|>\s]+\|([^>]*)>|<[@#][A-Z0-9]+>/g, '$1')
    .replace(/`[^`\n]*`/g, 'x')
    .replace(/(?<!\w)[*_]([^*_\n]+)[*_](?!\w)/g, '$1')
    .replace(/&(?:amp|lt|gt);/g, 'x')
    .replace(/[ \u00a0]+·[ \u00a0]+/g, ' · ');
}

/** Text for cards: cut to size, and made harmless. */
import { beginning, ending, harmless } from '../../diagnosis/model/text';

/**
 * At most `max` UTF-16 units, whole characters, the cut marked with `…`. What is not seen goes: Slack refuses some of
 * it, and the rest could make a text look like another.
 */
export function clip(text: string, max: number): string {
  const clean = harmless(text.slice(0, max + 2000));
  if (clean.length <= max) return clean;
  return `${beginning(clean, Math.max(0, max - 1))}…`;
}

/** {@link clip} for a single line: line breaks become spaces. */
export function line(text: string, max: number): string {
  return clip(
    text
      .slice(0, max * 4 + 2000)
      .replace(/\s+/g, ' ')
      .trim(),
    max,
  );
}

/** {@link line} for a sentence: cut between words. */
export function sentence(text: string, max: number): string {
  const cut = line(text, max);
  if (!cut.endsWith('…') || cut.length < max) return cut;
  return `${wholeWords(cut.slice(0, -1), /\s+\S{0,80}$/).trimEnd()} …`;
}

/**
 * What a machine said, in one line of at most `max` units. An error's reason stands at its end and its subject
 * at its beginning, so what is too long loses the rest of its digests first, then the names that it repeats, then
 * its middle.
 */
export function excerpt(text: string, max: number): string {
  const ends = EXCERPT_SOURCE / 2;
  const source = text.length > EXCERPT_SOURCE ? `${text.slice(0, ends)} … ${text.slice(-ends)}` : text;
  const whole = line(source, EXCERPT_SOURCE + 3);
  if (whole.length <= max) return whole;
  const once = withoutRepeats(shortDigests(whole));
  if (once.length <= max) return once;
  const head = Math.ceil((max - 3) * 0.45);
  const tail = max - 3 - head;
  return [
    wholeWords(beginning(once, head), /\s+\S{0,80}$/),
    '…',
    wholeWords(ending(once, tail), /^\S{0,80}\s+/),
  ].join(' ');
}

/** Without the word that was cut, unless that is most of it. */
function wholeWords(part: string, cutWord: RegExp): string {
  const whole = part.replace(cutWord, '');
  return whole.length >= part.length / 4 ? whole : part;
}

/** `sha256:54e686bd83d4`, as tools shorten it, of every digest. */
export function shortDigests(text: string): string {
  return text.replace(/\b(sha256:[0-9a-f]{12})[0-9a-f]{52}\b/g, '$1');
}

/** A long name or address once only. */
function withoutRepeats(text: string): string {
  const seen = new Set<string>();
  return text.replace(/([^\s"]{19,}[^\s":,;])/g, (name) => {
    if (seen.has(name)) return '…';
    seen.add(name);
    return name;
  });
}

/** An excerpt looks at so much of a text. */
const EXCERPT_SOURCE = 20_000;

/** Text inside mrkdwn without any meaning to Slack's parser of links and mentions. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A code span of mrkdwn that nothing in `text` can end or make live. At most `max` characters of `text`. */
export function code(text: string, max = 300): string {
  const bare = line(text, max).replaceAll('`', 'ˋ');
  return `\`${escapeMrkdwn(bare) || ' '}\``;
}

/** Bold mrkdwn that nothing in `text` can end or make live. At most `max` characters of `text`. */
export function strong(text: string, max: number): string {
  return `*${escapeMrkdwn(line(text, max)).replace(/[*_~`]/g, ' ')}*`;
}

/** Items of small print in one line; where it breaks, the dot stays with what it follows. */
export function dotted(items: readonly string[]): string {
  return items.join('\u00a0\u00a0·  ');
}

/** `1 event`, `3 events`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** A length of time as people say it: `820 ms`, `4.2 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return 'unknown time';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return join(`${minutes} min`, seconds % 60, 's');
  if (minutes < 60) return `${minutes} min`;
  return join(`${Math.floor(minutes / 60)} h`, minutes % 60, 'min');
}

function join(head: string, rest: number, unit: string): string {
  return rest ? `${head} ${rest} ${unit}` : head;
}

/** mrkdwn for an instant in the reader's own time zone; the ISO text where it cannot be read. */
export function slackDate(iso: string): string {
  const ms = Date.parse(iso);
  if (!Number.isFinite(ms) || ms < 0 || ms > 32_503_680_000_000)
    return escapeMrkdwn(line(iso, 40)) || 'unknown time';
  const fallback = new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.floor(ms / 1000)}^{date_short_pretty} {time}|${fallback} UTC>`;
}

/** mrkdwn link to an https page that is ours or was checked; undefined for anything else. */
export function link(url: string | undefined, label: string): string | undefined {
  const safe = httpsUrl(url);
  return safe && `<${safe.replaceAll('&', '&amp;')}|${label}>`;
}

/** `url` in the form that Slack takes, or undefined when it is no https URL of at most 2,900 characters. */
export function httpsUrl(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:') return undefined;
  const href = parsed.href.replace(/[<>|`]/g, encodeURIComponent);
  return href.length <= 2900 ? href : undefined;
}

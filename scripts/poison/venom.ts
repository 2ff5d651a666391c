/** What no service should answer and some day one does: put into one place of its answers after the other. */
import type { Rewrite, System } from '../../playground/src/before';

/** What databases, readers of JSON, screens and Slack take amiss. The mentions would call people. */
const venom =
  '\u0000\ud800\u202e\u0007\u001b[31m <!channel> <@U0ADA> <https://evil.example|click> `*_~ &amp;';

/** What stands in place of a text, or is added to it. */
export const poisons = {
  'what nobody takes': (text: string) => text + venom,
  'nothing else': () => venom,
  'no text': () => '',
  'a long word': (text: string) => text + 'x'.repeat(100_000),
  'many lines': (text: string) => `${text}\n${'error: y\n'.repeat(20_000)}`,
  'a number': () => 7,
  null: () => null,
  'a list': () => [venom],
  'an object': () => ({ [venom]: venom }),
} as const satisfies Record<string, (text: string) => unknown>;

/** Where a text stands in the answers of a system: `code-engine .builds[].name`. */
export type Spot = string;

/** Reads along where texts stand, and changes one of them. */
export function spotsOf(
  system: System,
  spots: Set<Spot>,
  poison?: { readonly spot: Spot; readonly change: (text: string) => unknown },
): Rewrite {
  const changed = (spot: Spot, text: string): unknown => {
    spots.add(spot);
    return spot === poison?.spot ? poison.change(text) : text;
  };
  return (reply) => {
    const { type = '' } = reply;
    const body = reply.body.toString();
    if (/^text\//.test(type)) {
      const text = changed(`${system} text`, body);
      return { ...reply, body: typeof text === 'string' ? text : JSON.stringify(text) };
    }
    if (!/json/.test(type)) return reply;
    try {
      return { ...reply, body: JSON.stringify(inside(JSON.parse(body), `${system} `, changed)) };
    } catch {
      return reply;
    }
  };
}

function inside(value: unknown, at: string, changed: (spot: Spot, text: string) => unknown): unknown {
  if (typeof value === 'string') return changed(at, value);
  if (Array.isArray(value)) return value.map((each) => inside(each, `${at}[]`, changed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, inside(each, `${at}.${nameOf(key)}`, changed)]),
  );
}

/** Keys that are names of things are one place. */
function nameOf(key: string): string {
  return /^[a-zA-Z_]+$/.test(key) ? key : '*';
}

/** What of some messages would harm: characters that a screen or a database takes amiss, and mentions that call people. */
export function liveText(messages: readonly unknown[]): readonly string[] {
  const found: string[] = [];
  const walk = (value: unknown, isMarkup: boolean): void => {
    if (typeof value === 'string') {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      const bad = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(value);
      if (bad || !value.isWellFormed())
        found.push(`a character that harms: ${JSON.stringify(value.slice(0, 80))}`);
      if (isMarkup && /<!(?:channel|here|everyone)|<@U0ADA>|<https:\/\/evil/.test(value))
        found.push(`a live mention or link: ${value.slice(0, 80)}`);
    } else if (Array.isArray(value)) for (const each of value) walk(each, isMarkup);
    else if (typeof value === 'object' && value !== null) {
      const { type } = value as { type?: unknown };
      for (const [key, each] of Object.entries(value)) {
        walk(each, key === 'text' && typeof each === 'string' && (type === 'mrkdwn' || type === 'markdown'));
      }
    }
  };
  walk(messages, false);
  return found;
}

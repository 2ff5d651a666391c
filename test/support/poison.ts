/** What no service should answer and some day one does: put into one place of its answers after the other. */
import type { Rewrite, System } from '../../playground/src/before';

/** What databases, readers of JSON, screens and Slack take amiss. The mentions would call people. */
export const venom = '\u0000\ud800\u202e\u0007\u001b[31m <!channel> <@U0ADA> <https://evil.example|click> `*_~ &amp;';

/** What stands in place of a text, or is added to it. */
export const kinds = {
  'characters that nobody takes': (text: string) => text + venom,
  'only such characters': () => venom,
  'nothing': () => '',
  'a very long word': (text: string) => text + 'x'.repeat(100_000),
  'very many lines': (text: string) => `${text}\n${'error: y\n'.repeat(20_000)}`,
  'a number': () => 7,
  'null': () => null,
  'a list': () => [venom],
  'an object': () => ({ [venom]: venom, __proto__: { polluted: true } }),
} as const satisfies Record<string, (text: string) => unknown>;

/** Where a text stands in the answers of a system: `code-engine items[].name`. */
export type Spot = string;

/** Reads along where texts stand. */
export function noting(system: System, spots: Set<Spot>): Rewrite {
  return (reply) => {
    walked(reply, system, (spot, text) => {
      spots.add(spot);
      return text;
    });
    return reply;
  };
}

/** Puts `change` into one spot of the answers. */
export function poisoning(system: System, spot: Spot, change: (text: string) => unknown): Rewrite {
  return (reply) => walked(reply, system, (at, text) => (at === spot ? change(text) : text));
}

type Change = (spot: Spot, text: string) => unknown;

function walked(reply: Parameters<Rewrite>[0], system: System, change: Change): ReturnType<Rewrite> {
  const body = reply.body.toString();
  if (!/json/.test(reply.type ?? '')) {
    if (!/^text\//.test(reply.type ?? '')) return reply;
    const text = change(`${system} (text)`, body);
    return typeof text === 'string' ? { ...reply, body: text } : { ...reply, body: JSON.stringify(text) };
  }
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return reply;
  }
  return { ...reply, body: JSON.stringify(inside(value, `${system} `, change)) };
}

function inside(value: unknown, at: string, change: Change): unknown {
  if (typeof value === 'string') return change(at, value);
  if (Array.isArray(value)) return value.map((each) => inside(each, `${at}[]`, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, inside(each, `${at}.${keyed(key)}`, change)]),
  );
}

/** Keys that are names of things are one spot. */
function keyed(key: string): string {
  return /^[a-zA-Z_]+$/.test(key) ? key : '*';
}

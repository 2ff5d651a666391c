import fc from 'fast-check';
import { type StandIns, startStandIns } from '../../playground/src/index';
import { recorded, replayedCard } from '../../scripts/record-again';
import type { RecordedExchange, Recording } from '../../src/record/exchange';

/** Questions whose answers hold, together, every kind of object that is read. */
const questions = [
  'build shop-api',
  'app shop-checkout',
  'jobrun settlement-run-12 --project payments',
  'function currency-rates --project payments',
  'fleet report-renderer --project analytics',
];

let standIns: StandIns;
let recordings: readonly Recording[];
beforeAll(async () => {
  standIns = await startStandIns();
  recordings = await Promise.all(
    questions.map(async (question) => (await recorded(question, standIns.environment)).recording),
  );
});
afterAll(() => standIns.close());

/** A field of an answer: which recording and exchange, and the way to it. */
interface Place {
  readonly recording: number;
  readonly exchange: number;
  readonly way: readonly (string | number)[];
}

function* placesIn(
  value: unknown,
  way: readonly (string | number)[] = [],
): Generator<readonly (string | number)[]> {
  if (typeof value !== 'object' || value === null) return;
  const keys = Array.isArray(value) ? value.map((_, at) => at) : Object.keys(value);
  for (const key of keys) {
    const next = [...way, key];
    yield next;
    yield* placesIn((value as Record<string | number, unknown>)[key], next);
  }
}

/** Every kind of field once, whatever name or number it stands under. */
function fields(): readonly Place[] {
  const seen = new Set<string>();
  return recordings.flatMap(({ exchanges }, recording) =>
    exchanges.flatMap((each, exchange) => {
      if (!('json' in each) || !/\/v2\/projects|\/apis?\/|\/v1\/subnets/.test(each.ask)) return [];
      const asked = each.ask.replace(/^\S+ \w+:\/\/[^/]+|\?.*|[\w.-]*\d[\w.-]*/g, '');
      return [...placesIn(each.json)].flatMap((way): Place[] => {
        const shape = `${asked} ${way.map((part) => (typeof part === 'number' || /\d|\//.test(part) ? '*' : part)).join('.')}`;
        if (seen.has(shape)) return [];
        seen.add(shape);
        return [{ recording, exchange, way }];
      });
    }),
  );
}

/** The recording without some fields of one of its answers. */
function without(places: readonly Place[]): Recording {
  const [first] = places as readonly [Place];
  const recording = structuredClone(recordings[first.recording]) as Recording;
  for (const { exchange, way } of places) {
    const { json } = recording.exchanges[exchange] as RecordedExchange;
    let holder: unknown = json;
    for (const part of way.slice(0, -1))
      holder = (holder as Record<string | number, unknown> | undefined)?.[part];
    if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, way.at(-1) as string);
  }
  return recording;
}

/** What is wrong with the card: it says nothing, or what no person can read; undefined when it is well. */
async function faultOf(places: readonly Place[]): Promise<string | undefined> {
  const text = await replayedCard(without(places));
  const odd = /.{0,60}(?:failed inside|\bundefined\b|\bnull\b|\bNaN\b|\[object |Invalid Date).{0,60}/.exec(
    text,
  )?.[0];
  if (odd === undefined && text.length > 40) return undefined;
  return `${places.map(({ way }) => way.join('.')).join(' and ')}: ${odd ?? text}`;
}

test('whatever field is missing from an answer, there is a card', async () => {
  const all = fields();
  expect(all.length).toBeGreaterThan(150);
  // A different part of them each day would hide faults, so it is always the same: every seventh.
  const faults: string[] = [];
  for (const place of all.filter((_, at) => at % 7 === 0))
    faults.push(...[(await faultOf([place])) ?? []].flat());
  expect(faults).toEqual([]);
}, 120_000);

test('and whatever two fields are missing', async () => {
  const all = fields();
  await fc.assert(
    fc.asyncProperty(fc.nat(all.length - 1), fc.nat(all.length - 1), async (one, other) => {
      const first = all[one] as Place;
      const second = all[other] as Place;
      const places = first.recording === second.recording ? [first, second] : [first];
      expect(await faultOf(places)).toBeUndefined();
    }),
    { numRuns: 25, seed: 13 },
  );
}, 120_000);

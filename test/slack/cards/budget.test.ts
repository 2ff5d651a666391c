import type { KnownBlock } from '@slack/types';
import {
  fitParts,
  HALF_BUDGET,
  MOST_BLOCKS,
  MOST_BYTES,
  type Part,
  weigh,
} from '../../../src/slack/cards/budget';

const block = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const part = (importance: number, ...versions: readonly (readonly string[])[]): Part => ({
  importance,
  versions: versions.map((texts) => texts.map(block)),
});
const texts = (blocks: readonly KnownBlock[]) =>
  blocks.map((each) => (each.type === 'section' ? each.text?.text : undefined));

describe('how much a message takes', () => {
  test('is counted in bytes of what is sent', () => {
    expect(weigh([])).toBe(2);
    expect(weigh([block('ä')]) - weigh([block('a')])).toBe(1);
    expect(weigh([block('😀')]) - weigh([block('a')])).toBe(3);
  });

  test('is below what Slack refuses, with room for a hint', () => {
    expect([MOST_BLOCKS, MOST_BYTES, HALF_BUDGET]).toEqual([48, 11_700, 5850]);
  });
});

describe('trust 15: what gives way', () => {
  test('nothing where all fits: each part stands in its fullest version, in its order', () => {
    const parts = [part(1, ['a', 'b'], ['c']), part(9, ['d'])];
    expect(texts(fitParts(parts))).toEqual(['a', 'b', 'd']);
  });

  test('exactly what fits is taken, and one byte more is not', () => {
    const parts = [part(1, ['long', 'er'], ['short'])];
    const whole = weigh([block('long'), block('er')]);
    expect(texts(fitParts(parts, whole))).toEqual(['long', 'er']);
    expect(texts(fitParts(parts, whole - 1))).toEqual(['short']);
  });

  test('exactly as many blocks as are allowed are taken, and not one more', () => {
    const parts = [part(1, ['a', 'b', 'c'], ['d'])];
    expect(texts(fitParts(parts, MOST_BYTES, 3))).toEqual(['a', 'b', 'c']);
    expect(texts(fitParts(parts, MOST_BYTES, 2))).toEqual(['d']);
  });

  test('the least important first, wherever it stands, version by version', () => {
    const parts = [part(5, ['a1'], ['a2']), part(1, ['b1'], ['b2'], []), part(3, ['c1'], ['c2'])];
    expect(texts(fitParts(parts, MOST_BYTES, 2))).toEqual(['a1', 'c1']);
    const tight = weigh([block('a1'), block('b2'), block('c1')]);
    const wide = [part(5, ['a1'], ['a2']), part(1, ['b1-long'], ['b2'], []), part(3, ['c1'], ['c2'])];
    expect(texts(fitParts(wide, tight))).toEqual(['a1', 'b2', 'c1']);
  });

  test('the next one only when the least important has nothing left to give', () => {
    const parts = [part(5, ['a1'], []), part(1, ['b1']), part(3, ['c1'], [])];
    expect(texts(fitParts(parts, MOST_BYTES, 2))).toEqual(['a1', 'b1']);
    expect(texts(fitParts(parts, MOST_BYTES, 1))).toEqual(['b1']);
  });

  test('of two that are as important, the first', () => {
    const parts = [part(1, ['a'], []), part(1, ['b'], [])];
    expect(texts(fitParts(parts, MOST_BYTES, 1))).toEqual(['b']);
  });

  test('what cannot give way any more is left as it is', () => {
    expect(texts(fitParts([part(1, ['a'], ['b']), part(2, ['c'])], 10))).toEqual(['b', 'c']);
    expect(fitParts([])).toEqual([]);
    expect(fitParts([{ importance: 1, versions: [] }])).toEqual([]);
  });
});

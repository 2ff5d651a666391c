import fc from 'fast-check';
import { fits } from '../../../src/alerts/watch/glob';

describe('globs over names', () => {
  test.each([
    ['shop-api', 'shop-*', true],
    ['shop-api', '*-api', true],
    ['shop-api', 's?op-*i', true],
    ['shop-api', 'shop', false],
    ['shop-api', '*', true],
    ['', '*', true],
    ['shop.api', 'shop-api', false],
    ['aab', '*ab', true],
  ])('%s fits %s: %s', (name, glob, expected) => {
    expect(fits(name, glob)).toBe(expected);
  });

  test('every name fits itself, and itself between stars', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9-]{0,20}$/),
        (name) => fits(name, name) && fits(`x${name}y`, `*${name}*`),
      ),
    );
  });

  test('many stars take no long time', () => {
    expect(fits('a'.repeat(5000), `${'*a'.repeat(500)}b`)).toBe(false);
  });
});

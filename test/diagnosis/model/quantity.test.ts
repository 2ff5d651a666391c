import { quantity } from '../../../src/diagnosis/model/quantity';

describe('Kubernetes quantities', () => {
  test.each([
    ['100', 100],
    ['500m', 0.5],
    ['4G', 4e9],
    ['2Gi', 2 * 1024 ** 3],
    ['1.5Mi', 1.5 * 1024 ** 2],
    ['much', undefined],
    ['', undefined],
  ])('%s is %s', (text, number) => {
    expect(quantity(text)).toBe(number);
  });
});

import {
  longer,
  MOST_BUILD_SECONDS,
  nextBuildSize,
  nextSize,
  nextStorage,
  smallerSize,
} from '../../../src/diagnosis/remedy/sizes';

describe('the next combination of CPU and memory', () => {
  test.each([
    ['0.125', '250M', { cpu: '0.125', memory: '500M' }],
    ['0.25', '1G', { cpu: '0.25', memory: '2G' }],
    ['0.25', '2G', { cpu: '0.5', memory: '4G' }],
    ['1', '4G', { cpu: '1', memory: '8G' }],
    ['1', '8G', { cpu: '2', memory: '16G' }],
    ['500m', '1G', { cpu: '0.5', memory: '2G' }],
    ['12', '48G', undefined],
  ])('after %s vCPU and %s', (cpu, memory, next) => {
    expect(nextSize({ cpu, memory })).toEqual(next);
  });

  test('of a function is one of its own few', () => {
    expect(nextSize({ kind: 'function', cpu: '0.25', memory: '1G' })).toEqual({ cpu: '0.5', memory: '2G' });
    expect(nextSize({ kind: 'function', cpu: '1', memory: '4G' })).toBeUndefined();
  });

  test('is not guessed where the present one is unknown', () => {
    expect(nextSize({})).toBeUndefined();
    expect(nextSize({ memory: 'lots' })).toBeUndefined();
  });
});

test.each([
  ['1', '4G', { cpu: '1', memory: '2G' }],
  ['0.125', '250M', undefined],
])('less than %s vCPU and %s', (cpu, memory, less) => {
  expect(smallerSize({ cpu, memory })).toEqual(less);
});

describe('more ephemeral storage', () => {
  test.each([
    ['within the memory', { cpu: '1', memory: '4G', storage: '400M' }, { storage: '1G' }],
    ['twice as much', { cpu: '1', memory: '4G', storage: '2G' }, { storage: '4G' }],
    ['the default, where none is set', { cpu: '1', memory: '4G' }, { storage: '1G' }],
    [
      'with more memory, which bounds it',
      { cpu: '1', memory: '4G', storage: '4G' },
      { storage: '8G', cpu: '1', memory: '8G' },
    ],
    ['no more than there is', { cpu: '12', memory: '48G', storage: '48G' }, undefined],
  ])('%s', (_what, present, next) => {
    expect(nextStorage(present)).toEqual(next);
  });
});

test.each([
  [600, 1200],
  [2400, 3600],
  [3600, undefined],
])('a limit of %s seconds is raised to %s', (now, next) => {
  expect(longer(now, MOST_BUILD_SECONDS)).toBe(next);
});

describe('the next build size', () => {
  test.each([
    [undefined, 'large'],
    ['small', 'medium'],
    ['xlarge', 'xxlarge'],
    ['xxlarge', undefined],
    ['gigantic', 'xlarge'],
  ])('after %s comes %s', (size, next) => {
    expect(nextBuildSize(size)).toBe(next);
  });
});

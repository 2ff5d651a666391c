import { changesBetween, imageHost } from '../../../src/alerts/incident/fingerprint';

describe('what changed between a failure and the success after it', () => {
  test.each([
    ['a new commit', { commit: 'aaaaaaaaaa' }, { commit: 'bbbbbbbbbb' }, ['new commit bbbbbbb']],
    ['a setting', { size: 'small' }, { size: 'large' }, ['size large instead of small']],
    ['a setting that is new', {}, { 'context directory': 'web' }, ['context directory web']],
    ['a setting that is gone', { command: 'node' }, {}, ['no command any more (was node)']],
    [
      'the most telling first',
      { size: 'small', commit: 'a', revision: 'x-1' },
      { size: 'large', commit: 'b', revision: 'x-2' },
      ['new commit b', 'new revision x-2', 'size large instead of small'],
    ],
    ['another image', { digest: 'sha256:1' }, { digest: 'sha256:2' }, ['new image sha256:2']],
    ['nothing but that there is an image now', {}, { digest: 'sha256:2' }, ['new image sha256:2']],
    [
      'an image that the change led to is left out',
      { commit: 'a' },
      { commit: 'b', digest: 'sha256:2' },
      ['new commit b'],
    ],
    ['nothing', { size: 'small', digest: 'sha256:1' }, { size: 'small', digest: 'sha256:1' }, []],
  ] as const)('%s', (_, failure, success, changes) => {
    expect(changesBetween(failure as Record<string, string>, success as Record<string, string>)).toEqual(
      changes,
    );
  });
});

test('the host is read from the image', () => {
  expect(imageHost({ image: 'private.de.icr.io/shop/web:1' })).toBe('private.de.icr.io');
  expect(imageHost({})).toBeUndefined();
});

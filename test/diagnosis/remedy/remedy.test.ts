import { ce, cr, nextBuildSize, shellQuote } from '../../../src/diagnosis/remedy/remedy';

describe('commands', () => {
  test('leave out what is not known, and keep bare flags', () => {
    expect(ce('build update', { name: 'shop-api', size: undefined, timeout: 900, wait: true })).toBe(
      'ibmcloud ce build update --name shop-api --timeout 900 --wait',
    );
  });

  test('quote what a shell would take apart', () => {
    expect(ce('secret create', { name: "it's; rm -rf /" })).toBe(
      `ibmcloud ce secret create --name 'it'\\''s; rm -rf /'`,
    );
    expect(shellQuote('us.icr.io/shop/api:1@sha256:ab')).toBe('us.icr.io/shop/api:1@sha256:ab');
    expect(shellQuote('$(reboot)')).toBe(`'$(reboot)'`);
    expect(shellQuote('')).toBe(`''`);
  });

  test('of the registry take their image by position', () => {
    expect(cr('image-restore', ['us.icr.io/shop/api:1'])).toBe(
      'ibmcloud cr image-restore us.icr.io/shop/api:1',
    );
  });
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

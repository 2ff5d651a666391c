import { hostOf, isIbmRegistry } from '../../src/diagnosis/image-host';

describe('the host of an image reference', () => {
  test.each([
    ['node', 'docker.io'],
    ['library/node:20', 'docker.io'],
    ['index.docker.io/acme/web', 'docker.io'],
    ['us.icr.io/shop/api:1', 'us.icr.io'],
    ['private.de.icr.io/ns/app@sha256:ab', 'private.de.icr.io'],
    ['localhost/x', 'localhost'],
    ['127.0.0.1:5000/x', '127.0.0.1:5000'],
    ['https://US.icr.io/shop/api', 'us.icr.io'],
  ])('%s is %s', (reference, host) => {
    expect(hostOf(reference)).toBe(host);
  });

  test('tells IBM Cloud Container Registry', () => {
    expect(['icr.io', 'us.icr.io', 'private.jp2.icr.io'].every(isIbmRegistry)).toBe(true);
    expect(['evilicr.io', 'icr.io.evil.example'].some(isIbmRegistry)).toBe(false);
  });
});

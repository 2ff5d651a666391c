import { hostOf, isIbmRegistry, isSameImage } from '../../../src/diagnosis/model/image-host';

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

describe('two references', () => {
  test.each([
    ['private.de.icr.io/shop/api:1', 'de.icr.io/shop/api:1'],
    ['acme/web', 'docker.io/acme/web:latest'],
    ['node:20', 'index.docker.io/library/node:20'],
  ])('%s and %s name the same image', (one, other) => {
    expect(isSameImage(one, other)).toBe(true);
    expect(isSameImage(other, one)).toBe(true);
  });

  test.each([
    ['de.icr.io/shop/api:1', 'us.icr.io/shop/api:1'],
    ['de.icr.io/shop/api:1', 'de.icr.io/shop/api'],
    ['de.icr.io/shop/api:1', 'de.icr.io/shop/api2:1'],
  ])('%s and %s do not', (one, other) => {
    expect(isSameImage(one, other)).toBe(false);
  });
});

import {
  hostOf,
  isIbmRegistry,
  isSameImage,
  publicHost,
  registryHostIn,
  registryRegion,
} from '../../../src/diagnosis/model/image-host';

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

describe('the regions of IBM Cloud Container Registry', () => {
  test.each([
    ['ca2.icr.io', 'ca-mon'],
    ['private.in2.icr.io', 'in-mum'],
    ['registry.eu-de.bluemix.net', 'eu-de'],
    ['registry.ng.bluemix.net', 'us-south'],
    ['icr.io', 'global'],
    ['ghcr.io', undefined],
  ])('%s is %s', (host, region) => {
    expect(registryRegion(host)).toBe(region);
  });

  test.each([
    ['registry.eu-gb.bluemix.net', 'uk.icr.io'],
    ['private.de.icr.io', 'de.icr.io'],
    ['private.registry.example', 'private.registry.example'],
  ])('%s is reached at %s', (host, open) => {
    expect(publicHost(host)).toBe(open);
  });

  test('old names are IBM’s as well, and name the same images', () => {
    expect(isIbmRegistry('registry.bluemix.net')).toBe(true);
    expect(isIbmRegistry('registry.bluemix.net.evil.example')).toBe(false);
    expect(isSameImage('registry.eu-de.bluemix.net/shop/api:1', 'private.de.icr.io/shop/api:1')).toBe(true);
  });

  test('no region, no host', () => {
    expect(registryHostIn(undefined)).toBeUndefined();
    expect(registryHostIn('ca-mon')).toBe('ca2.icr.io');
  });
});

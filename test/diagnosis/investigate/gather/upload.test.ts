import { uploadOf } from '../../../../src/diagnosis/investigate/gather/upload';

test.each([
  ['private.de.icr.io/shop/api:1.2', undefined, 'private.de.icr.io/shop/api-source:1.2'],
  ['private.de.icr.io/shop/api', undefined, 'private.de.icr.io/shop/api-source'],
  ['host:5000/shop/api', '', 'host:5000/shop/api-source'],
  [
    'de.icr.io/shop/api:1',
    'private.de.icr.io/shop/api-source@sha256:ab',
    'private.de.icr.io/shop/api-source@sha256:ab',
  ],
  ['de.icr.io/shop/api:1', 'https://github.com/shop/api', 'de.icr.io/shop/api-source:1'],
  [undefined, undefined, undefined],
])('the upload of %s, source %s, is kept in %s', (outputImage, sourceUrl, reference) => {
  expect(
    uploadOf({ ...(outputImage && { outputImage }), ...(sourceUrl !== undefined && { sourceUrl }) }),
  ).toBe(reference);
});

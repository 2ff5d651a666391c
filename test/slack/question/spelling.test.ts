import { nameMeant, ownersOf } from '../../../src/slack/question/spelling';

describe('a name with a typing error', () => {
  test.each([
    ['storefornt', 'storefront'],
    ['storfront', 'storefront'],
    ['nightly-exprot', 'nightly-export'],
    ['stylguide', 'style-guide'],
    ['fitting-rom', 'fitting-room'],
    ['fitting-romm', 'fitting-room'],
    ['style_guide', 'style-guide'],
  ])('%s is %s', (typed, name) => expect(nameMeant(typed, [name, 'something-else'])).toBe(name));

  test.each([
    // Another number is another thing.
    ['web-server-1', 'web-server-2'],
    ['storefront', 'storefront-2'],
    // So is another short part.
    ['orders-eu', 'orders-us'],
    ['shop-dev', 'shop-qa'],
    ['shop-apo', 'shop-api'],
    ['pay', 'play'],
    // Words of the language that another letter makes.
    ['card', 'cart'],
    ['wishlist-x', 'wishlist'],
    ['checkout', 'storefront'],
  ])('%s is not %s', (typed, name) => expect(nameMeant(typed, [name])).toBeUndefined());

  test('that is near to several is none of them', () => {
    expect(nameMeant('storefrnt', ['storefront', 'storefrent'])).toBeUndefined();
  });
});

test.each([
  ['shop-api-00003', 'shop-api', 'app'],
  ['shop-api-00003-deployment-6d5f9c7b8-x2kqp', 'shop-api', 'app'],
  ['sitemap-jobrun-8k2x-0-0', 'sitemap-jobrun-8k2x', 'jobrun'],
  ['shop-api-run-260110-120455-pod', 'shop-api-run-260110-120455', 'buildrun'],
])('the pod or revision %s belongs to %s', (part, name, kind) => {
  expect(ownersOf(part)).toContainEqual({ name, kind });
});

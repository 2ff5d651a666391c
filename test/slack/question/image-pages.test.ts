/** Pages of IBM Cloud’s console that show an image. */
import { imageAt } from '../../../src/slack/question/image-pages';

test.each<[string, string, string | undefined]>([
  ['right below', 'registry/', 'us.icr.io/shop/api'],
  ['deeper', 'registry/images/private/detail/', 'us.icr.io/shop/api'],
  ['at no end', `registry/${'a/'.repeat(300)}`, undefined],
])('an image %s of the pages of the registry', (_where, path, image) => {
  expect(imageAt(new URL(`https://cloud.ibm.com/${path}us.icr.io/shop/api`))).toBe(image);
});

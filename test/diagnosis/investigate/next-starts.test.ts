import { MOST_IMAGES, nextStarts } from '../../../src/diagnosis/investigate/next-starts';
import type { ImageSubject } from '../../../src/diagnosis/model/subject';
import { failedApp, healthy } from '../../support/reports';
import { ref } from '../support/world';

const app = (name: string, imageReference = `de.icr.io/shop/${name}:1`, imageSecret?: string) => ({
  name,
  status: 'ready',
  imageReference,
  ...(imageSecret === undefined ? {} : { imageSecret }),
});
const gone = failedApp();
const there = healthy();
const signal = () => new AbortController().signal;

describe('apps that are well', () => {
  test('are named when their image is not to be had', async () => {
    const check = async ({ reference }: ImageSubject) => (reference.includes('web') ? gone : there);
    const found = await nextStarts([app('web'), app('api')], ref, check, signal());
    expect(found.suspects.map(({ name }) => name)).toEqual(['web']);
    expect(found.unseen).toBe(0);
  });

  test('of one image and one secret are one question, with that secret; without a secret it is asked without', async () => {
    const asked: ImageSubject[] = [];
    const check = async (image: ImageSubject) => {
      asked.push(image);
      return gone;
    };
    const image = 'de.icr.io/shop/web:1';
    const apps = [app('a', image, 'icr'), app('b', image, 'icr'), app('c', image)];
    const { suspects } = await nextStarts(apps, ref, check, signal());
    expect(asked).toEqual([
      { kind: 'image', reference: image, project: ref, secret: 'icr' },
      { kind: 'image', reference: image, project: ref, anonymous: true },
    ]);
    expect(suspects).toHaveLength(3);
  });

  test('are asked about within the budget, and the others are counted', async () => {
    let asked = 0;
    const check = async () => {
      asked += 1;
      return there;
    };
    const apps = Array.from({ length: 100 }, (_, at) => app(`app-${at}`));
    expect(await nextStarts(apps, ref, check, signal())).toEqual({
      suspects: [],
      unseen: 100 - MOST_IMAGES,
    });
    expect(asked).toBe(MOST_IMAGES);
  });

  test('of which the registry tells nothing, or the time is up, were not looked at', async () => {
    const silent = async () => Promise.reject(new Error('broken'));
    expect((await nextStarts([app('web')], ref, silent, signal())).unseen).toBe(1);
    const over = AbortSignal.abort();
    expect((await nextStarts([app('web')], ref, async () => gone, over)).unseen).toBe(1);
    const unknown = async () => ({ ...failedApp(), cause: 'unknown' as const });
    expect((await nextStarts([app('web')], ref, unknown, signal())).unseen).toBe(1);
  });
});

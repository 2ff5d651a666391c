import { NextStarts } from '../../src/alerts/watch/next-starts';
import type { Report } from '../../src/diagnosis/model/report';
import { onBothDatabases } from '../support/stores';
import { benchOn, FakeCloud, HOUR, MINUTE, MONDAY, shop } from './support/bench';

const app = (name: string, image: string, status = 'ready') => ({ name, status, imageReference: image });
const apps = [
  app('web', 'a:1'),
  app('api', 'a:1'),
  app('cart', 'b:1'),
  app('down', 'c:1', 'failed'),
  app('pay', 'd:1'),
];
const names = (found: readonly { readonly subject: { readonly name: string } }[]) =>
  found.map(({ subject }) => subject.name);
const none: ReadonlySet<string> = new Set();
const doomed = { state: 'warning', standing: 'next-start', confidence: 'proven' } as Report;

describe('which apps are looked at', () => {
  const starts = () => new NextStarts({ imageInterval: 24 * HOUR, imageChecks: 2 });

  test('a few at a time, one of each image, and only those that are well', () => {
    const due = starts();
    expect(names(due.due(shop, apps, none, MONDAY))).toEqual(['web', 'cart']);
    expect(names(due.due(shop, apps, none, MONDAY + MINUTE))).toEqual(['pay']);
    expect(names(due.due(shop, apps, none, MONDAY + 2 * MINUTE))).toEqual([]);
  });

  test('each image once a day', () => {
    const due = starts();
    due.due(shop, apps, none, MONDAY);
    due.due(shop, apps, none, MONDAY + MINUTE);
    expect(names(due.due(shop, apps, none, MONDAY + 23 * HOUR))).toEqual([]);
    expect(names(due.due(shop, apps, none, MONDAY + 25 * HOUR))).toEqual(['web', 'cart']);
  });

  test('every app with an image that is gone', () => {
    const due = starts();
    const [web] = due.due(shop, apps, none, MONDAY);
    if (!web) throw new Error('nothing is due');
    due.heard(web, doomed);
    expect(names(due.due(shop, apps, none, MONDAY + MINUTE))).toContain('api');
  });

  test('none of which this look tells anyway', () => {
    expect(
      names(starts().due(shop, apps, new Set(['p-1/app/web', `${shop.id}/app/web`]), MONDAY)),
    ).not.toContain('web');
  });
});

onBothDatabases((databases) => {
  describe('an app that runs while its image is gone', () => {
    test('is told once, and ends when the image is there again', async () => {
      const cloud = new FakeCloud();
      let gone = true;
      const ordinary = cloud.investigate.bind(cloud);
      cloud.investigate = async (subject) => {
        const report = await ordinary(subject);
        return gone
          ? { ...report, ...doomed, cause: 'image-digest-not-found' }
          : {
              ...report,
              state: 'healthy',
              standing: 'well',
              cause: 'healthy-no-problem',
              registry: { outcome: 'accessible' } as never,
            };
      };
      const bench = benchOn(await databases.fresh(), { cloud, rules: { imageChecks: 2 } });
      cloud.shop.app('web', 'ready');
      await bench.watchShop();
      await bench.pass(5 * MINUTE);
      const cards = () => bench.slack.shown('incident').map(({ view }) => view.incident);
      expect(cards()).toMatchObject([{ state: 'open', cause: 'image-digest-not-found', failures: 1 }]);
      await bench.pass(2 * HOUR, 10 * MINUTE);
      expect(cards()).toMatchObject([{ state: 'open', failures: 1 }]);
      gone = false;
      await bench.pass(25 * HOUR, 30 * MINUTE);
      expect(cards()).toMatchObject([{ state: 'resolved' }]);
      expect(bench.problems).toEqual([]);
    });

    test('is left alone when it cannot be found out', async () => {
      const cloud = new FakeCloud();
      cloud.investigate = async () => {
        throw new Error('the registry hangs');
      };
      const bench = benchOn(await databases.fresh(), { cloud, rules: { imageChecks: 2 } });
      cloud.shop.app('web', 'ready');
      await bench.watchShop();
      await bench.pass(5 * MINUTE);
      expect(bench.slack.shown('incident')).toEqual([]);
      expect(bench.problems).toEqual([]);
    });

    test('that only needs attention for another reason is no news', async () => {
      const cloud = new FakeCloud();
      const ordinary = cloud.investigate.bind(cloud);
      cloud.investigate = async (subject) => ({
        ...(await ordinary(subject)),
        state: 'healthy',
        standing: 'attention',
      });
      const bench = benchOn(await databases.fresh(), { cloud, rules: { imageChecks: 2 } });
      cloud.shop.app('web', 'ready');
      await bench.watchShop();
      await bench.pass(5 * MINUTE);
      expect(bench.slack.shown('incident')).toEqual([]);
    });
  });
});

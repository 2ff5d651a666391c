import { workIdOf } from '../../../src/alerts';
import { correlationId, followed } from '../../../src/correlation';
import { alertCard } from '../../../src/slack/cards/alerts';
import { openStore } from '../../../src/store';
import { benchOn, FakeCloud, MINUTE } from '../support/bench';

test('the card of an alert names the id under which the log tells of its investigation', async () => {
  const store = await openStore({ folder: undefined });
  const cloud = new FakeCloud();
  const ids: (string | undefined)[] = [];
  const investigate = cloud.investigate.bind(cloud);
  cloud.investigate = (subject) => {
    ids.push(correlationId());
    return investigate(subject);
  };
  const bench = benchOn(store, { cloud, follow: followed(undefined) });
  await bench.watchShop();
  cloud.shop.build('api', 'failed', bench.time.at + 1000);
  cloud.shop.build('web', 'failed', bench.time.at + 2000);
  await bench.pass(2 * MINUTE);
  const shown = bench.slack.shown('incident').map(({ view }) => view);
  expect(shown.map(({ incident }) => workIdOf(incident.evidenceId))).toEqual(ids);
  expect(new Set(ids).size).toBe(2);
  for (const [at, view] of shown.entries())
    expect(JSON.stringify(alertCard(view))).toContain(`id ${ids[at]}`);
  // Looked at again, it names that.
  const [first] = shown;
  const pressed = await bench.alerts.checkAgain(first?.incident.id ?? '');
  expect(pressed === 'gone' ? pressed : workIdOf(pressed.incident.evidenceId)).toBe(ids[2]);
  await store.close();
}, 60_000);

test('where nobody follows, no id is named', () => {
  expect(workIdOf(undefined)).toBeUndefined();
  expect(workIdOf('0f7d2a0e-6f0d-4a53-9b57-1d7c8f1b1f9a')).toBeUndefined();
});

import type { OverviewItem } from '../../../src/diagnosis/model/diagnosis';
import { overviewCard } from '../../../src/slack/cards/overview';
import { shop, workload } from '../../support/reports';

function row(item: Partial<OverviewItem>): string {
  const card = overviewCard({
    project: shop,
    failing: [{ subject: workload('app', 'shop-api'), state: 'failed', platformState: 'failed', ...item }],
    counts: { build: 0, buildrun: 0, app: 1, job: 0, jobrun: 0, function: 0, fleet: 0 },
    at: '2026-03-02T10:11:12Z',
    tookMs: 5,
  });
  return (card.blocks[1] as { text: { text: string } }).text.text;
}

test('lists that could not be read are named, and nothing is called fine', () => {
  const card = overviewCard({
    project: shop,
    failing: [],
    missing: [{ source: 'Apps', reason: 'timeout', detail: 'no answer before the deadline' }],
    counts: { build: 1, buildrun: 0, app: 0, job: 0, jobrun: 0, function: 0, fleet: 0 },
    at: '2026-03-02T10:11:12Z',
    tookMs: 5,
  });
  expect(card.text).toMatch(/^❓ Nothing is wrong in project shop, as far as is known/);
  expect(JSON.stringify(card.blocks)).toContain('Apps: no answer before the deadline');
});

describe('a row of the overview', () => {
  test('says what, how it stands, and the cause in words', () => {
    const item = {
      platformState: 'failed (fetch_image_failed_unknown_manifest)',
      hint: 'The tag is not in the registry',
    };
    expect(row(item)).toBe('❌ *App* `shop-api` failed\nThe tag is not in the registry');
  });

  test.each([
    ['warning (initial_scale_never_achieved)', 'Initial scale never achieved'],
    ['failed (ContainerFailedExitCode)', 'Container failed exit code'],
  ])('puts the reason of %s in words where no cause is known', (platformState, said) => {
    expect(row({ platformState }).split('\n')[1]).toBe(said);
  });

  test.each(['failed', 'failed (failed)', 'failed (failed_to_execute_build_run)'])(
    'does not say twice that it failed: %s',
    (platformState) => expect(row({ platformState })).toBe('❌ *App* `shop-api` failed'),
  );
});

import type { Overview, OverviewItem, ShortVerdict } from '../../../src/diagnosis/model/diagnosis';
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

describe('the overview', () => {
  const verdict = (headline: string, more: Partial<ShortVerdict> = {}): ShortVerdict => ({
    standing: 'failed',
    cause: 'auth-invalid',
    confidence: 'proven',
    title: 'The registry refuses the login',
    headline,
    ...more,
  });
  const app = (name: string, more: Partial<OverviewItem> = {}): OverviewItem => ({
    subject: workload('app', name),
    state: 'failed',
    platformState: 'failed',
    ...more,
  });
  const card = (more: Partial<Overview>, all?: true) =>
    overviewCard(
      {
        project: shop,
        failing: [],
        counts: { build: 0, buildrun: 0, app: 6, job: 0, jobrun: 0, function: 0, fleet: 0 },
        at: '2026-03-02T10:11:12Z',
        tookMs: 5,
        ...more,
      },
      { all },
    );
  const said = (blocks: unknown) => JSON.stringify(blocks);

  test('tells what has one thing behind it as one row, and names who is hit', () => {
    const shared = {
      verdict: verdict('icr.io refuses secret icr-content', { shares: 'secret icr-content' }),
    };
    const { text, blocks } = card({
      failing: [app('a', shared), app('lone', { verdict: verdict('Tag 9 is gone') }), app('b', shared)],
    });
    expect(text).toMatch(/^❌ 3 resources need attention/);
    expect(blocks.filter(({ type }) => type === 'section')).toHaveLength(2);
    expect(said(blocks[1])).toContain('*2 apps*: icr.io refuses secret icr-content');
    expect(said(blocks[1])).toContain('`a`, `b`');
    expect(said(blocks[2])).toContain('`lone`');
  });

  test('of one cause that shows in several ways names the thing and the category', () => {
    const shared = (headline: string) => ({ verdict: verdict(headline, { shares: 'secret icr-content' }) });
    const { text } = card({ failing: [app('a', shared('one')), app('b', shared('another'))] });
    expect(text).toContain('2 apps (shop): secret icr-content: The registry refuses the login');
  });

  test('keeps apart what has the same cause and nothing in common', () => {
    const { blocks } = card({
      failing: [app('a', { verdict: verdict('same') }), app('b', { verdict: verdict('same') })],
    });
    expect(blocks.filter(({ type }) => type === 'section')).toHaveLength(2);
  });

  test('says what was not looked into, and how the rest is seen', () => {
    const failing = Array.from({ length: 30 }, (_, at) => app(`app-${at}`));
    const { blocks } = card({ failing, unseenApps: 7, unseenImages: 48 });
    expect(said(blocks)).toContain('30 failing ones were not looked into');
    expect(said(blocks)).toContain('restarts of 7 ready apps were not looked at');
    expect(said(blocks)).toContain('images of 48 apps that are well were not looked at');
    expect(said(blocks)).toContain('… 22 more');
  });

  test('names what is well with --all only, and its button asks the same', () => {
    const well = [workload('app', 'fine'), workload('job', 'nightly')];
    expect(said(card({ well }).blocks)).toContain('2 well; `--all` names them');
    expect(said(card({ well }).blocks)).not.toContain('nightly');
    const all = said(card({ well }, true).blocks);
    expect(all).toContain('nightly');
    expect(all).toContain('--all');
  });
});

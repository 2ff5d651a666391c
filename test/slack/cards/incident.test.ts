import type { ContainerBlock } from '@slack/types';
import { blockViolations } from '../../../playground/src/slack/block-kit';
import type { Affected, Incident } from '../../../src/alerts';
import { incidentCard, incidentTitle } from '../../../src/slack/cards/incident';
import { failedBuild, workload } from '../../support/reports';

const noon = Date.parse('2026-05-04T12:00:00Z');
const minute = 60_000;

const open: Incident = {
  id: '7b0f4ad0-6c7c-4a5e-9a53-0d8c1b1a7c11',
  channel: 'C1',
  key: 'k',
  cause: 'dockerfile-not-found',
  title: 'There is no Dockerfile at this path',
  confidence: 'proven',
  thing: { kind: 'workload', key: 'build:shop-api', subject: workload('build', 'shop-api') },
  subject: workload('build', 'shop-api'),
  state: 'open',
  openedAt: noon,
  lastFailureAt: noon + 20 * minute,
  failures: 3,
  episodes: 1,
  turns: [],
  flapping: false,
};
const acknowledged = { by: 'U0ADA', at: noon + 21 * minute };
const fixed: Incident = {
  ...open,
  state: 'resolved',
  acknowledged,
  resolvedAt: noon + 32 * minute,
  resolution: {
    how: 'fixed',
    at: noon + 32 * minute + 8_000,
    by: 'shop-api-run-3',
    changes: ['new commit 4f608d7'],
  },
};

const report = failedBuild();
const cardOf = (incident: Incident) => incidentCard({ incident, affected: [], report });
const said = (value: unknown) => JSON.stringify(value);
const labels = (incident: Incident) =>
  cardOf(incident)
    .blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .map((element) =>
      'text' in element
        ? element.text.text
        : 'placeholder' in element
          ? element.placeholder?.text
          : undefined,
    );

describe('the card of an incident', () => {
  test('an open one tells the cause and the fix, and folds what was seen', () => {
    const { text, blocks } = cardOf(open);
    expect(text).toBe('❌ Build shop-api (shop) failed: There is no Dockerfile at this path');
    const folded = blocks.filter((block): block is ContainerBlock => block.type === 'container');
    expect(folded).toHaveLength(1);
    expect(folded[0]).toMatchObject({ is_collapsible: true, default_collapsed: true });
    expect(folded[0]?.title?.text).toMatch(/^Log, build run, registry access, what was ruled out/);
    const plainly = said(blocks.filter((block) => block.type !== 'container'));
    expect(plainly).toContain('How to fix it');
    expect(plainly).not.toContain('Registry access');
    expect(said(folded)).toContain('Registry access');
    expect(blockViolations(blocks, 'message')).toEqual([]);
  });

  test.each([
    ['down', '❌', 'is down'],
    ['old-revision', '⚠️', 'still serves its old revision'],
    ['waiting', '⏳', 'is waiting'],
  ] as const)(
    'how it stands has one sign and one word, as on the card that was asked for: %s',
    (standing, mark, word) => {
      const subject = workload('app', 'shop-api');
      const { text } = cardOf({ ...open, subject, standing, thing: { kind: 'workload', key: 'k', subject } });
      expect(text).toBe(`${mark} App shop-api (shop) ${word}: There is no Dockerfile at this path`);
    },
  );

  test('a shared thing that breaks one workload leads with that one, and with what was found of it', () => {
    const { project } = open.subject;
    const incident: Incident = {
      ...open,
      title: 'The registry refuses the login',
      thing: { kind: 'secret', name: 'icr-shop', project },
    };
    const one = (name: string): Affected => ({
      key: `build:${name}`,
      subject: workload('build', name),
      failures: 1,
      firstAt: noon,
      lastAt: noon,
      fingerprint: {},
      inferred: false,
    });
    const [finding] = report.findings;
    const findings = finding
      ? [{ ...finding, headline: 'de.icr.io refuses the login of secret icr-shop' }]
      : [];
    const seen = { ...report, findings };
    const alone = incidentCard({ incident, affected: [one('shop-api')], report: seen });
    expect(alone.text).toBe(
      '❌ Build shop-api (shop) failed: de.icr.io refuses the login of secret icr-shop',
    );
    expect(said(alone.blocks)).not.toContain('Breaks 1');
    const both = incidentCard({ incident, affected: [one('shop-api'), one('shop-web')], report: seen });
    expect(both.text).toBe('❌ Secret icr-shop breaks 2 workloads: The registry refuses the login');
    expect(said(both.blocks)).toContain('Breaks 2 workloads');
  });

  test('everything that can be done with it is named', () => {
    expect(labels(open)).toEqual([
      'Acknowledge',
      'Assign',
      'Resolve',
      'Check again',
      'Check source',
      'Re-run build',
      'Show log',
      'Snooze',
      'Mute…',
    ]);
    expect(labels({ ...open, acknowledged, muted: acknowledged })).toEqual([
      'Un-acknowledge',
      'Assign',
      'Resolve',
      'Check again',
      'Check source',
      'Re-run build',
      'Show log',
      'Snooze',
    ]);
    expect(labels(fixed)).toEqual(['Show log']);
  });

  test('a build whose source has an address offers to check it, by the very question that is asked', () => {
    const build = { name: 'shop-api', sourceType: 'git', sourceUrl: 'https://github.com/shop/api' };
    const seen = { ...report, build: { timeline: [], build } };
    const blocks = said(incidentCard({ incident: open, affected: [], report: seen }).blocks);
    expect(blocks).toMatch(/"text":"Check source"/);
    expect(blocks).toMatch(/"value":"build shop-api --check --project /);
    expect(said(incidentCard({ incident: fixed, affected: [], report: seen }).blocks)).not.toContain(
      'Check source',
    );
  });

  test('what was uploaded is not run again by a button: the source goes with the run', () => {
    const uploaded = { ...report, build: { timeline: [], build: { name: 'shop-api', sourceType: 'local' } } };
    expect(JSON.stringify(incidentCard({ incident: open, affected: [], report: uploaded }))).not.toContain(
      'Re-run build',
    );
  });

  test('a resolved one says that it is fixed, after how long, by what, and what it had been', () => {
    const { text, blocks } = cardOf(fixed);
    expect(text).toBe('✅ Build shop-api (shop) is fixed');
    const words = said(blocks);
    expect(words).toContain('*Fixed* after 32 min by `shop-api-run-3`: new commit 4f608d7');
    expect(words).toContain('_There is no Dockerfile at this path_');
    expect(words).toContain('<@U0ADA> looked at it');
    expect(words).not.toContain('How to fix it');
  });

  test('what many share is named with what it breaks: the one, or how many', () => {
    const shared: Incident = {
      ...open,
      title: 'The registry refuses to store the image',
      thing: { kind: 'secret', name: 'icr-pull-only', project: open.subject.project },
    };
    expect(incidentTitle(shared, 1)).toBe(
      'Secret icr-pull-only breaks build shop-api: The registry refuses to store the image',
    );
    expect(incidentTitle(shared, 3)).toBe(
      'Secret icr-pull-only breaks 3 workloads: The registry refuses to store the image',
    );
  });

  test('in a list, both are one line', () => {
    expect(incidentTitle(open, 1)).toBe('Build shop-api (shop) failed: There is no Dockerfile at this path');
    expect(incidentTitle(fixed, 1)).toBe(
      'Build shop-api (shop) is fixed (There is no Dockerfile at this path)',
    );
  });
});

import { reportCard } from '../../../src/slack/cards/report';
import { failedApp, failedBuild, healthy } from '../../support/reports';

/** The words of a card, in the order in which they are read. */
function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  const { text, ...rest } = value as Record<string, unknown>;
  return [typeof text === 'string' ? text : words(text), ...Object.values(rest).map(words)]
    .filter(Boolean)
    .join(' ');
}

describe('the card of a report', () => {
  test('says state and cause first, then the fix, then the evidence', () => {
    const read = words(reportCard(failedApp()).blocks);
    const order = [
      '❌ App shop-api failed: The registry refuses the credentials',
      'Secret shop-registry holds an API key',
      'Proven by a check run just now (secret shop-registry)',
      '1. Create a new API key.',
      'ibmcloud ce registry update --name shop-registry --password API_KEY',
      '3. Deploy again.',
      'Registry access',
      'asked with secret shop-registry as iamapikey',
      '✓ DNS   ✓ connect   ✓ TLS   ✓ registry API   ✗ sign-in   – image found   – platform',
      'Sign-in failed: 401 Unauthorized',
      'Events',
      '… 2 more events',
      'Sources disagree',
      'Also found',
      'The tag does not exist (possible)',
      'Ruled out',
      'Not known',
      'Logs: no instance has started → nothing to do',
      'Checked <!date^1772446272^',
      'in 1.2 s',
      '|documentation>',
      'Check again',
      'Show log',
      'All events',
      'Open in console',
    ];
    let from = 0;
    for (const piece of order) {
      const at = read.indexOf(piece, from);
      expect({ piece, found: at >= 0 }).toEqual({ piece, found: true });
      from = at;
    }
  });

  test('of a build shows source, strategy, steps, commit, duration and the deciding log lines', () => {
    const read = words(reportCard(failedBuild()).blocks);
    for (const piece of [
      'Build run shop-api-run-7 (1 min 1 s)',
      '✓ fetch source 11 s  →  ✗ build and push 48 s (failed)  →  – record result (not reached)',
      '`https://github.com/example/shop-api @ main`',
      '`dockerfile, medium`',
      '`0a1b2c3d4e5f by Ada Alvarez`',
      'error building image: manifest unknown',
      'Likely, from a log line (step-build-and-push)',
    ]) {
      expect(read).toContain(piece);
    }
  });

  test.each([
    ['failed', 'passed', 'not-asked', 'cannot be read'],
    ['failed', 'passed', 'failed', 'cannot be pushed to'],
    ['accessible', 'passed', 'not-asked', 'can be read,'],
    ['accessible', 'passed', 'passed', 'can be read and pushed to'],
    ['accessible', 'not-asked', 'passed', 'can be pushed to'],
    ['not-checked', 'not-reached', 'not-asked', 'was not checked'],
  ] as const)('says what a registry allows: %s, manifest %s, push %s', (outcome, manifest, push, says) => {
    const report = failedApp();
    const check = report.registry as NonNullable<typeof report.registry>;
    const steps = check.steps.map((each) => {
      if (each.step === 'manifest') return { ...each, status: manifest };
      return each.step === 'push' ? { ...each, status: push } : each;
    });
    expect(words(reportCard({ ...report, registry: { ...check, outcome, steps } }).blocks)).toContain(says);
  });

  test('does not repeat a fact that the build part shows', () => {
    const build = failedBuild();
    const image = build.build?.run?.outputImage as string;
    const read = words(reportCard({ ...build, facts: [{ label: 'Output image', value: image }] }).blocks);
    expect(read.split(`\`${image}\``)).toHaveLength(2);
  });

  test('of a healthy app is short and says what was checked', () => {
    const card = reportCard(healthy());
    expect(card.text).toBe('✅ App shop-web is healthy');
    expect(words(card.blocks)).toContain('✓\u00a0the image can be pulled');
    expect(words(card.blocks)).not.toContain('How to fix it');
  });

  test('points at the root when the subject is only where it shows', () => {
    const read = words(
      reportCard({ ...failedApp(), root: { kind: 'buildrun', name: 'shop-api-run-7' } }).blocks,
    );
    expect(read).toContain('the build run shop-api-run-7, not the app shop-api itself');
  });

  test('of a text or an image offers what makes sense for it', () => {
    const ofText = words(reportCard({ ...failedApp(), subject: { kind: 'text', text: 'x' } }).blocks);
    expect(ofText).toContain('The pasted text: The registry refuses the credentials');
    expect(ofText).not.toContain('Check again');
    const ofImage = words(
      reportCard({ ...failedApp(), subject: { kind: 'image', reference: 'icr.io/a/b:1' } }).blocks,
    );
    expect(ofImage).toContain('Check again');
    expect(ofImage).not.toContain('Show log');
  });

  test('keeps state, explanation and fix when the evidence is too long', () => {
    const long = failedApp();
    const card = reportCard({
      ...long,
      events: Array.from({ length: 500 }, () => ({
        message: 'm'.repeat(5000),
        reason: 'Failed',
        object: 'Pod/x',
      })),
      log: { where: 'w', lines: Array.from({ length: 500 }, () => '"'.repeat(2000)) },
      ruledOut: Array.from({ length: 100 }, () => 'r'.repeat(400)),
      disagreements: Array.from({ length: 100 }, () => 'd'.repeat(4000)),
    });
    const read = words(card.blocks);
    expect(read).toContain('ibmcloud ce registry update --name shop-registry --password API_KEY');
    expect(read).toContain('Secret shop-registry holds an API key');
    expect(read).toContain('more event');
  });
});

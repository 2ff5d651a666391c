import type { Report } from '../../../src/diagnosis/model/report';
import { overviewWithoutLogs, withoutLogs } from '../../../src/diagnosis/model/without-logs';
import { failedApp } from '../../support/reports';

const LINE = 'TypeError: customer Jane Doe has no address';
const TITLE = 'The application starts and then fails by itself';
const [first] = failedApp().findings;
type Finding = NonNullable<typeof first>;

function report(finding: Partial<Finding>, more: Partial<Report> = {}): Report {
  const headline = finding.headline ?? LINE;
  return {
    ...failedApp(),
    headline: `App shop-api (shop) is down: ${headline}`,
    findings: [
      {
        ...(first as Finding),
        title: TITLE,
        headline,
        explanation: 'The image was pulled and started.',
        proof: [
          { source: 'platform', text: 'container_failed_exit_code_1' },
          { source: 'log', text: LINE },
        ],
        fix: [{ text: 'Deploy again.' }],
        ...finding,
      },
    ],
    disagreements: [],
    ruledOut: [],
    facts: [],
    missing: [],
    events: [],
    log: { where: 'pod', lines: ['starting', LINE, 'at handler (/app/orders/private.js:12)'] },
    ...more,
  };
}

describe('trust 3: where logs are for the asker alone', () => {
  test('no line of a log is left, wherever the report repeats it', () => {
    const told = withoutLogs(
      report(
        {
          explanation: `It stopped at ${LINE}. The image was pulled.`,
          fix: [
            { text: `Look for “customer Jane Doe” in your data. Correct it.` },
            { text: `Correct what says ${LINE}.`, commands: [] },
          ],
        },
        {
          disagreements: [`The log says ${LINE}.`, 'The platform says ready.'],
          ruledOut: ['customer Jane Doe: asked', 'memory: no container was killed for it'],
          facts: [
            { label: 'Error', value: LINE },
            { label: 'Port', value: '8080' },
          ],
          missing: [
            { source: 'Logs', reason: 'failed', detail: `It ended with customer Jane Doe. Try again.` },
          ],
          history: { line: LINE, from: 'x', to: 'y', cut: false },
        },
      ),
    );
    expect(JSON.stringify(told)).not.toMatch(/Jane|TypeError|handler/);
    expect(told.headline).toBe(`App shop-api (shop) is down: ${TITLE}`);
    expect(told.findings[0]).toMatchObject({
      headline: TITLE,
      explanation: 'The image was pulled.',
      proof: [{ source: 'platform', text: 'container_failed_exit_code_1' }],
      fix: [{ text: 'Correct it.' }, { text: 'Read the log of this failure.', commands: [] }],
    });
    expect(told.disagreements).toEqual(['The platform says ready.']);
    expect(told.ruledOut).toEqual(['memory: no container was killed for it']);
    expect(told.facts).toEqual([{ label: 'Port', value: '8080' }]);
    expect(told.missing[0]?.detail).toBe('Try again.');
  });

  test('what the platform or a check says itself stays, also when a log says it too', () => {
    const words = 'the image needs 4 GiB of memory';
    const whole = report(
      {
        headline: `it was killed: ${words}`,
        proof: [
          { source: 'event', text: words },
          { source: 'log', text: words },
        ],
      },
      { log: { where: 'pod', lines: [words] } },
    );
    const told = withoutLogs(whole);
    expect(told.headline).toBe(whole.headline);
    expect(told.findings[0]?.proof).toEqual([{ source: 'event', text: words }]);
  });

  test('names that a log mentions as well are names', () => {
    const headline = 'the registry private.de.icr.io has no tag 5.0.3';
    const whole = report(
      { headline },
      { log: { where: 'pod', lines: ['pull private.de.icr.io/shop:5.0.3'] } },
    );
    expect(withoutLogs(whole).headline).toBe(whole.headline);
  });

  test('the end of a log that the platform puts behind its own words is one', () => {
    const text = `ExitCode1: Container failed with: ${LINE}\n at handler`;
    const told = withoutLogs(
      report(
        { proof: [{ source: 'event', text }] },
        { log: { where: 'pod', lines: [] }, events: [{ message: text }] },
      ),
    );
    expect(JSON.stringify(told)).not.toContain('Jane');
    expect(told.findings[0]?.proof[0]?.text).toBe('ExitCode1: Container failed with: the end of its log');
  });

  test('a report without a log is the same', () => {
    const { log: _, ...whole } = report({ headline: 'x', proof: [] });
    expect(withoutLogs(whole as Report)).toEqual(whole);
    expect(withoutLogs({ ...(whole as Report), findings: [] })).toEqual({ ...whole, findings: [] });
  });

  test('a list of failures says of each its category', () => {
    const verdict = {
      standing: 'down',
      cause: 'unknown',
      confidence: 'likely',
      title: TITLE,
      headline: LINE,
    } as const;
    const item = (bare?: string) => ({ verdict: { ...verdict, ...(bare === undefined ? {} : { bare }) } });
    const overview = { failing: [item(TITLE), item(), {}] } as never;
    expect(overviewWithoutLogs(overview).failing.map((each) => each.verdict?.headline)).toEqual([
      TITLE,
      LINE,
      undefined,
    ]);
  });
});

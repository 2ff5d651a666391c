import { printCommand } from '../../../src/diagnosis/remedy/print';
import { diagnose, failedBuild, failedRun } from '../support/failed-build';
import { check, sources } from '../support/world';

const slow: Parameters<typeof failedBuild>[1] = {
  buildRunsOf: async () => [{ ...failedRun, reason: 'timeout' }],
};
const full = check(
  { icr: { plan: 'Free', storage: { used: 512, limit: 512 }, missing: [] } },
  { step: 'push', cause: 'registry-quota-storage', proof: 'us.icr.io answered 403 DENIED: storage quota' },
);

const linesOf = async (world: Parameters<typeof diagnose>[2]) => {
  const report = await diagnose('build', 'shop-api', world);
  return {
    report,
    lines: report.findings[0]?.fix.flatMap(({ commands = [] }) => commands.map(printCommand)) ?? [],
  };
};

describe('what stands in the way next', () => {
  test('is part of the fix, before the build is run again', async () => {
    const { report, lines } = await linesOf(sources(failedBuild('', slow), full));
    expect(report.findings.map(({ cause }) => cause)).toEqual(['build-timeout', 'registry-quota-storage']);
    const at = (part: string) => lines.findIndex((line) => line.includes(part));
    expect(at('--timeout 1200')).toBeGreaterThanOrEqual(0);
    expect(at('plan-upgrade standard')).toBeGreaterThan(at('--timeout 1200'));
    expect(at('buildrun submit')).toBeGreaterThan(at('plan-upgrade standard'));
    expect(at('cr region-set us-south')).toBe(at('plan-upgrade standard') - 1);
    expect(report.findings[0]?.fix.some(({ text }) => text.startsWith('Also, '))).toBe(true);
  });

  test('nothing is added where nothing else is proven', async () => {
    const { lines } = await linesOf(sources(failedBuild('', slow)));
    expect(lines.join('\n')).not.toContain('plan-upgrade');
  });
});

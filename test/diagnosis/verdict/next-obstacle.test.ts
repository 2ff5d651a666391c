import type { Finding } from '../../../src/diagnosis/model/report';
import { ce } from '../../../src/diagnosis/remedy/command';
import { printCommand } from '../../../src/diagnosis/remedy/print';
import { step } from '../../../src/diagnosis/remedy/steps';
import { withNextObstacle } from '../../../src/diagnosis/verdict/next-obstacle';
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

describe('a full registry', () => {
  const findings = (flags: Record<string, true>): Finding[] => [
    {
      cause: 'buildpack-no-start-command',
      fix: [step('Build it again.', ce('app update', { name: 'web', ...flags }))],
    } as never,
  ];
  const facts = (used: number) =>
    ({
      icr: { plan: 'Free', storage: { used, limit: 512 }, missing: [] },
      image: 'us.icr.io/a/web:1',
      registryHost: 'us.icr.io',
    }) as never;
  const linesWith = (flags: Record<string, true>, used: number) =>
    withNextObstacle(findings(flags), {} as never, facts(used))[0]?.fix.flatMap(({ commands = [] }) =>
      commands.map(printCommand),
    );

  test('is made room in before an image is built anew', () => {
    const lines = linesWith({ rebuild: true }, 512) ?? [];
    expect(lines.findIndex((line) => line.includes('plan-upgrade'))).toBe(0);
    expect(lines.at(-1)).toContain('--rebuild');
  });

  test('hinders nothing that only deploys, and one with room hinders no build', () => {
    expect(linesWith({}, 512)).toHaveLength(1);
    expect(linesWith({ rebuild: true }, 511)).toHaveLength(1);
  });
});

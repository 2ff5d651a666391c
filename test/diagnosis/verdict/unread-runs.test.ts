import { SourceError } from '../../../src/diagnosis/model/evidence';
import { diagnose } from '../support/failed-build';
import { check, sources } from '../support/world';

const refused = async () => {
  throw new SourceError('malformed', 'the runs cannot be read');
};

test.each([
  ['job', { job: async () => ({ name: 'tally' }), jobRunsOf: refused }],
  ['build', { build: async () => ({ name: 'tally', status: 'ready' }), buildRunsOf: refused }],
] as const)(
  'a %s whose runs cannot be read is not called healthy: the newest may have failed',
  async (kind, parts) => {
    const report = await diagnose(kind, 'tally', sources(parts, check()));
    expect(report.state).toBe('unknown');
    expect(report.missing).toContainEqual(expect.objectContaining({ detail: 'the runs cannot be read' }));
  },
);

test.each([
  ['job', { job: async () => ({ name: 'tally' }) }],
  ['build', { build: async () => ({ name: 'tally', status: 'ready' }) }],
] as const)('a %s that has not run yet is what the platform says', async (kind, parts) => {
  expect((await diagnose(kind, 'tally', sources(parts, check()))).state).toBe('healthy');
});

import type { CodeEngineSource } from '../../../../src/diagnosis/model/sources';
import { printCommand } from '../../../../src/diagnosis/remedy/print';
import { diagnose } from '../../support/failed-build';
import { check, sources } from '../../support/world';

const nothing = { builds: [], buildRuns: [], apps: [], jobs: [], jobRuns: [], functions: [], fleets: [] };
const run = (name: string, status: string, jobName = 'report') => ({ name, status, jobName, indices: [] });

async function commandsOf(
  kind: 'app' | 'jobrun',
  name: string,
  parts: Partial<CodeEngineSource>,
  registry = check(),
) {
  const report = await diagnose(kind, name, sources(parts, registry));
  return report.findings[0]?.fix.flatMap(({ commands = [] }) => commands.map(printCommand)) ?? [];
}

describe('a quota that is used up', () => {
  const waiting = { ...run('report-9', 'pending'), indices: [] };
  const full: Partial<CodeEngineSource> = {
    jobRun: async () => waiting,
    job: async () => ({ name: 'report' }),
    quotas: async () => [{ resource: 'count/jobruns.codeengine.cloud.ibm.com', used: '5', hard: '5' }],
    inventory: async () => ({
      ...nothing,
      // The newest first, as the API lists them.
      jobRuns: [
        waiting,
        run('report-8', 'completed'),
        run('report-7', 'failed'),
        run('other-3', 'failed', 'other'),
        run('other-2', 'failed', 'other'),
        run('report-6', 'running'),
        run('report-5', 'completed'),
      ],
    }),
  };

  test('is relieved of runs by name, the oldest first: none that tells why something fails now, and none that runs', async () => {
    const deleted = (await commandsOf('jobrun', 'report-9', full)).filter((line) => line.includes('delete'));
    expect(deleted.map((line) => /--name (\S+)/.exec(line)?.[1])).toEqual([
      'report-5',
      'report-7',
      'report-8',
    ]);
  });

  test('of revisions: of those that neither are the newest nor serve', async () => {
    const app = {
      name: 'web',
      status: 'warning',
      reason: 'waiting_for_resources',
      latestCreatedRevision: 'web-00003',
      latestReadyRevision: 'web-00002',
    };
    const commands = await commandsOf('app', 'web', {
      app: async () => app,
      quotas: async () => [{ resource: 'count/revisions.serving.knative.dev', used: '3', hard: '3' }],
      inventory: async () => ({ ...nothing, apps: [app] }),
      pinsOf: async () =>
        ['web-00001', 'web-00002', 'web-00003'].map((revision) => ({ revision, app: 'web', images: [] })),
    });
    expect(commands.filter((line) => line.includes('delete'))).toEqual([
      'ibmcloud ce revision delete --name web-00001 --force',
    ]);
  });

  test.each([
    ['which revision is the newest', { latestReadyRevision: 'web-00002' }],
    ['which revision serves', { latestCreatedRevision: 'web-00003' }],
  ])('of no revision of an app that does not tell %s', async (_what, known) => {
    const app = { name: 'web', status: 'warning', reason: 'waiting_for_resources', ...known };
    const commands = await commandsOf('app', 'web', {
      app: async () => app,
      quotas: async () => [{ resource: 'count/revisions.serving.knative.dev', used: '3', hard: '3' }],
      inventory: async () => ({ ...nothing, apps: [app] }),
      pinsOf: async () =>
        ['web-00001', 'web-00002', 'web-00003'].map((revision) => ({ revision, app: 'web', images: [] })),
    });
    expect(commands.filter((line) => line.includes('delete'))).toEqual([]);
    expect(commands).toContain('ibmcloud ce revision list --sort-by age');
  });
});

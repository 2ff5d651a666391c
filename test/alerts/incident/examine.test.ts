import { Examiner } from '../../../src/alerts/incident/examine';
import type { Observation } from '../../../src/alerts/incident/observation';
import { defaultRules } from '../../../src/alerts/rules';
import { createDiagnosis } from '../../../src/diagnosis/investigate';
import { Masker } from '../../../src/diagnosis/model/secrets';
import { failedBuild, noDockerfile } from '../../diagnosis/support/failed-build';
import { ref, registry, sources } from '../../diagnosis/support/world';

const subject = { kind: 'build', name: 'shop-api', project: ref } as const;
const failed: Observation = {
  what: 'failed',
  kind: 'builds',
  key: 'build/shop-api',
  subject,
  evidenceOf: { ...subject, kind: 'buildrun', name: 'shop-api-run-1' },
  at: 0,
  firstAt: 0,
  times: 1,
  fingerprint: {},
  entries: [],
};

describe('examining a failure', () => {
  test('asks for its pods and logs once, and the registry once', async () => {
    const asked: string[] = [];
    const parts = failedBuild(noDockerfile);
    const world = sources({
      ...parts,
      buildRun: async (project, _name, signal) =>
        (await parts.buildRunsOf?.(project, 'shop-api', signal))?.[0] as never,
      pods: (project, selector, signal) => {
        asked.push('pods');
        return parts.pods?.(project, selector, signal) as never;
      },
      podLog: (project, pod, container, options, signal) => {
        asked.push(container);
        return parts.podLog?.(project, pod, container, options, signal) as never;
      },
    });
    const checks = registry();
    const diagnosis = createDiagnosis({ ...world, registry: checks }, { masker: new Masker() });
    const examiner = new Examiner({ diagnosis, rules: defaultRules }).begin([failed]);
    const [examined] = await examiner.examine([failed], new AbortController().signal);
    expect(examined?.finding).toMatchObject({
      report: { cause: 'dockerfile-not-found' },
      logs: [{ container: 'step-source-default' }, { container: 'step-build-and-push', text: noDockerfile }],
    });
    expect(asked).toEqual(['pods', 'step-source-default', 'step-build-and-push']);
    expect(checks.asked).toHaveLength(1);
  });
});

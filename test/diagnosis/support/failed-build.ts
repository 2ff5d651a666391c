/** A failed build, and what is asked about it. */
import { createDiagnosis } from '../../../src/diagnosis/investigate';
import type { BuildRun, Pod } from '../../../src/diagnosis/model/platform';
import type { Report } from '../../../src/diagnosis/model/report';
import { Masker } from '../../../src/diagnosis/model/secrets';
import type { CodeEngineSource, Sources } from '../../../src/diagnosis/model/sources';
import type { WorkloadKind } from '../../../src/diagnosis/model/subject';
import { ref } from './world';

export function diagnose(
  kind: WorkloadKind,
  name: string,
  world: Sources,
  masker = new Masker(),
): Promise<Report> {
  return createDiagnosis(world, { masker, defaultProject: 'shop' }).investigate({ kind, name, project: ref });
}

export const failedRun: BuildRun = {
  name: 'shop-api-run-1',
  buildName: 'shop-api',
  status: 'failed',
  reason: 'failed_to_execute_build_run',
  outputImage: 'us.icr.io/shop/api:1',
  outputSecret: 'icr-key',
  strategySize: 'medium',
  startTime: '2026-11-23T17:50:00Z',
  completionTime: '2026-11-23T17:52:00Z',
  timeout: 600,
};

export const buildPod: Pod = {
  name: 'shop-api-run-1-pod',
  phase: 'Failed',
  conditions: [],
  containers: [
    {
      name: 'step-source-default',
      terminated: { exitCode: 0, startedAt: '2026-11-23T17:50:00Z', finishedAt: '2026-11-23T17:50:20Z' },
    },
    {
      name: 'step-build-and-push',
      terminated: { exitCode: 1, startedAt: '2026-11-23T17:50:20Z', finishedAt: '2026-11-23T17:52:00Z' },
    },
  ],
};

export function failedBuild(log: string, more: Partial<CodeEngineSource> = {}): Partial<CodeEngineSource> {
  return {
    build: async () => ({
      name: 'shop-api',
      status: 'ready',
      reason: 'registered',
      strategySpecFile: 'Dockerfile',
    }),
    buildRunsOf: async () => [failedRun],
    buildRunDetail: async () => ({ reason: 'Failed', message: 'buildrun step step-build-and-push failed' }),
    pods: async () => [buildPod],
    podLog: async (_ref, _pod, container) => ({
      text: container === 'step-build-and-push' ? log : 'Successfully loaded the source',
      truncated: false,
    }),
    secrets: async () => [
      { name: 'icr-key', format: 'registry', server: 'us.icr.io', username: 'iamapikey' },
    ],
    ...more,
  };
}

export const noDockerfile =
  '#1 [internal] load build definition from Dockerfile\n#1 DONE 0.1s\nerror: failed to solve: failed to read dockerfile: open /tmp/buildkit-mount1/Dockerfile: no such file or directory\n';

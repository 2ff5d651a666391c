import type { PodContainer } from '../../../diagnosis/model/platform';
import type { Activity, PodSelector } from '../../../diagnosis/model/sources';
import type { Check } from '../check';
import { passed, skipped } from '../outcome';
import { inProject } from './cloud';

/** Workloads that are asked for a pod. */
const MOST_TRIED = 6;

/** The log of a pod can be read. */
export const ibmLogs: Check = {
  part: 'ibm',
  name: 'Logs',
  run: ({ ibm }) =>
    inProject(ibm, async (ref, cloud) => {
      const { codeEngine } = cloud.core;
      const selectors = podsOf(await cloud.activity(ref)).slice(0, MOST_TRIED);
      const found = await Promise.all(
        selectors.map((selector) => codeEngine.pods(ref, selector, cloud.signal())),
      );
      const pod = found.flat().find(({ containers }) => containers.some(hasLog));
      const container = pod?.containers.find(hasLog);
      if (!pod || !container) {
        return skipped(
          `no pod of ${ref.name} has one now`,
          'Start an app or a build run and try again, or name another project with --project.',
        );
      }
      const options = { tailLines: 1, previous: false };
      await codeEngine.podLog(ref, pod.name, container.name, options, cloud.signal());
      return passed(`of pod ${pod.name}`);
    }),
};

const hasLog = ({ running, terminated }: PodContainer) => running !== undefined || terminated !== undefined;

/** The newest of each kind first. */
function podsOf({ buildRuns = [], apps = [], jobRuns = [] }: Activity): readonly PodSelector[] {
  const kinds = [
    apps.map(({ name }) => ({ app: name })),
    buildRuns.map(({ name }) => ({ buildRun: name })),
    jobRuns.map(({ name }) => ({ jobRun: name })),
  ];
  const longest = Math.max(...kinds.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) =>
    kinds.flatMap((kind): PodSelector[] => kind.slice(at, at + 1)),
  ).flat();
}

import type { Check } from '../check';
import { passed, skipped } from '../outcome';
import { failure, loggedIn, NOBODY } from './cloud';

const HOUR_MS = 3_600_000;

/** Every IBM Cloud Logs instance that is set up takes a query. */
export const ibmCloudLogs: Check = {
  part: 'ibm',
  name: 'IBM Cloud Logs',
  run: ({ ibm }) =>
    loggedIn(ibm, async ({ core: { archive }, settings, signal }) => {
      const regions = [...settings.CLOUD_LOGS.keys()];
      if (!archive || regions.length === 0) {
        return skipped(
          'no instance is set up: logs of pods that are gone are not found',
          'Route platform logs to an instance, and name its endpoint in CLOUD_LOGS: region=https://GUID.api.REGION.logs.cloud.ibm.com.',
        );
      }
      const to = Date.now();
      return Promise.all(
        regions.map(async (region) => {
          // No project has this id: the question alone tells whether it may be asked.
          const project = { id: NOBODY, name: NOBODY, region };
          const of = { kind: 'app_revision', name: NOBODY } as const;
          try {
            await archive.lines({ project, of, from: to - HOUR_MS, to }, signal());
            return passed(`the instance of ${region} answers`);
          } catch (error) {
            return failure(error, region);
          }
        }),
      );
    }),
};

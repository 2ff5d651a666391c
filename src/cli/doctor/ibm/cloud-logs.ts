import type { ProjectRef } from '../../../diagnosis/model/subject';
import type { Check } from '../check';
import { type Outcome, passed, skipped } from '../outcome';
import { failure, type IbmCloud, loggedIn, NOBODY } from './cloud';

const HOUR_MS = 3_600_000;

/** Every IBM Cloud Logs instance that is set up takes a query. */
export const ibmCloudLogs: Check = {
  part: 'ibm',
  name: 'IBM Cloud Logs',
  run: ({ ibm }) =>
    loggedIn(ibm, async (cloud) => {
      const { archive } = cloud.core;
      const places = await placesOf(cloud);
      if (!archive || places.length === 0) {
        return skipped(
          'no instance is set up: logs of pods that are gone are not found, nor since when something fails',
          'Route platform logs to an instance, and name its endpoint in CLOUD_LOGS: region=https://GUID.api.REGION.logs.cloud.ibm.com.',
        );
      }
      const to = Date.now();
      return Promise.all(
        places.map(async ({ where, project }): Promise<Outcome> => {
          if (!project) return skipped(`${where}: there is no project to ask about`);
          // Nothing is called so: the question alone tells whether it may be asked.
          const of = { kind: 'app_revision', name: NOBODY } as const;
          try {
            await archive.lines({ project, of, from: to - HOUR_MS, to }, cloud.signal());
            return passed(`the instance of ${where} answers`);
          } catch (error) {
            return failure(error, where);
          }
        }),
      );
    }),
};

interface Place {
  /** As it stands in a line. */
  readonly where: string;
  /** Whose logs are asked for; absent: there is none to tell the account by. */
  readonly project?: ProjectRef;
}

/** Where instances are set up. Of several accounts, a project tells whose instance is meant. */
async function placesOf(cloud: IbmCloud): Promise<readonly Place[]> {
  const { accounts, CLOUD_LOGS: endpoints } = cloud.settings;
  if (!accounts) {
    return [...endpoints.keys()].map((region) => ({
      where: region,
      project: { id: NOBODY, name: NOBODY, region },
    }));
  }
  const { projects } = await cloud.projects();
  return accounts.flatMap(({ name, cloudLogs = endpoints }) =>
    [...cloudLogs.keys()].map((region) => {
      const project = projects.find((one) => one.account === name && one.region === region);
      return { where: `${region} of account ${name}`, ...(project && { project }) };
    }),
  );
}

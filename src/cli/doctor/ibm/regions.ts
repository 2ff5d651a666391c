import type { Check } from '../check';
import { failed, passed } from '../outcome';
import { loggedIn } from './cloud';

/** Every configured region answers. */
export const ibmRegions: Check = {
  part: 'ibm',
  name: 'Regions',
  run: ({ ibm }) =>
    loggedIn(ibm, async (cloud) => {
      const { failures: all } = await cloud.projects();
      // An account that cannot log in has a line of its own.
      const failures = all.filter(({ region }) => !region.startsWith('account '));
      const { CODE_ENGINE_REGIONS: regions } = cloud.settings;
      const silent = new Set(failures.map(({ region }) => region.replace(/ \(.*\)$/, '')));
      const well = regions.filter((region) => !silent.has(region));
      if (failures.length === 0) return passed(well.join(', '));
      return [
        ...(well.length > 0 ? [passed(well.join(', '))] : []),
        ...failures.map(({ region, error }) =>
          failed(
            `${region}: ${error}`,
            `See https://cloud.ibm.com/status; if you do not use ${region}, leave it out of CODE_ENGINE_REGIONS.`,
          ),
        ),
      ];
    }),
};

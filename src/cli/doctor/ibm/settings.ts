import { readCloudSettings, SettingsError } from '../../../settings';
import type { Check } from '../check';
import { failed, passed } from '../outcome';

/** Every setting of IBM Cloud reads well. */
export const ibmSettings: Check = {
  part: 'ibm',
  name: 'IBM Cloud settings',
  async run({ env }) {
    try {
      const { CODE_ENGINE_REGIONS: regions, CODE_ENGINE_PROJECT: project } = readCloudSettings(env);
      const count = regions.length === 1 ? `region ${regions[0]}` : `${regions.length} regions`;
      return passed(`${count}, ${project ? `default project ${project}` : 'no default project'}`);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return failed(error.problems.join('; '), 'Each is explained in .env.example.');
    }
  },
};

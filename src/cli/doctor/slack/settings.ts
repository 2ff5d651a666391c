import { readSettings, SettingsError } from '../../../settings';
import type { Check } from '../check';
import { failed, passed } from '../outcome';

/** Every setting of the Slack app is there and reads well. */
export const slackSettings: Check = {
  part: 'slack',
  name: 'Settings',
  async run({ env }) {
    try {
      const { SLACK_APP_TOKEN: appToken } = readSettings(env);
      return passed(appToken ? 'complete, for Socket Mode' : 'complete, for HTTP');
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return failed(error.problems.join('; '), 'Each is explained in .env.example.');
    }
  },
};

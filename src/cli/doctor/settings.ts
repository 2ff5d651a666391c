import { readSettings, SettingsError } from '../../settings';
import { type Check, failed, passed } from './check';

/** Every setting is there and reads well. */
export const settings: Check = {
  name: 'Settings',
  async run({ env }) {
    try {
      const { SLACK_APP_TOKEN: appToken } = readSettings(env);
      return passed(appToken ? 'complete, for Socket Mode' : 'complete, for HTTP');
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      const [, ...lines] = error.message.split('\n');
      const wrong = lines.slice(0, -1).map((line) => line.trim());
      return failed(wrong.join('; '), 'Each is explained in .env.example.');
    }
  },
};

import { readPlaces, SettingsError } from '../../../settings';
import { type Ping, ping, StoreError } from '../../../store';
import type { Check } from '../check';
import { failed, type Outcome, passed, skipped } from '../outcome';

/** The database of watches, alerts and audit answers. Nothing in it is made or changed. */
export const database: Check = {
  part: 'slack',
  name: 'Database',
  async run({ env }) {
    try {
      const { folder, url } = readPlaces(env);
      if (url) {
        await ping({ url });
        return passed('the server of DATABASE_URL answers');
      }
      if (folder === ':memory:') return skipped('DATA_DIR is :memory:; everything ends with the bot');
      return ofFolder(folder, await ping({ folder }));
    } catch (error) {
      if (error instanceof SettingsError)
        return failed(error.problems.join('; '), 'Each is explained in .env.example.');
      if (!(error instanceof StoreError)) throw error;
      // Its first sentence says what is wrong, the others what to do.
      const [what = '', cure = 'Look into the log of the bot.'] = error.message.split(/(?<=\.) (.+)/s);
      return failed(what, cure);
    }
  },
};

function ofFolder(folder: string, found: Ping): Outcome {
  if (found === 'answers') return passed(`the data folder ${folder} opens`);
  if (found === 'held')
    return skipped(`a running ce-image has the data folder ${folder}; its /ready tells more`);
  return skipped(
    `DATABASE_URL is not set, and ${folder} holds no database yet; the bot makes it at its first start`,
  );
}

import { accessFile } from '../../../slack/access';
import type { Check } from '../check';
import { failed, passed, skipped } from '../outcome';

const quiet = { info: () => undefined, error: () => undefined };

/** The file of access rules can be read, and every rule in it. */
export const accessRules: Check = {
  part: 'slack',
  name: 'Access rules',
  async run({ env }) {
    const path = env.ACCESS_FILE?.trim();
    if (!path) return skipped('ACCESS_FILE is not set');
    const found = await accessFile(path, quiet).rules();
    if (!found || found.mistakes.length > 0) {
      return failed(
        `${path}: ${found?.mistakes.join('; ')}`,
        'Correct it as docs/access.md says; until then only administrators of the workspace get in.',
      );
    }
    const count = found.rules.rules.length;
    if (count === 0)
      return failed(
        `${path} has no rule: only administrators of the workspace get in`,
        'Add one: docs/access.md.',
      );
    return passed(`${path} has ${count === 1 ? '1 rule' : `${count} rules`}`);
  },
};

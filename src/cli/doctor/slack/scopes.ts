import { WebClient } from '@slack/web-api';
import { missingScopes } from '../../../slack/scopes';
import type { Check } from '../check';
import { failed, passed, skipped } from '../outcome';
import { withoutToken } from './error';

/** The token has the permissions of manifest.yml. */
export const slackScopes: Check = {
  part: 'slack',
  name: 'Slack scopes',
  async run({ slack, clientOptions }) {
    if (!slack.botToken) return withoutToken(slack);
    const client = new WebClient(slack.botToken.reveal(), clientOptions());
    const granted = await client.auth.test().then(
      ({ response_metadata }) => response_metadata?.scopes,
      () => undefined,
    );
    if (!granted) return skipped('Slack did not say what the token is allowed to do');
    const missing = missingScopes(granted);
    const words = missing.map(({ scope, without }) => `${scope}: ${without}`).join('; ');
    if (missing.some(({ optional }) => !optional)) {
      return failed(
        `missing ${words}`,
        'Put the scopes of manifest.yml into the app (page “App Manifest”), and install it to the workspace again.',
      );
    }
    return passed(
      missing.length === 0 ? 'all of manifest.yml' : `all that are needed; without the optional ${words}`,
    );
  },
};

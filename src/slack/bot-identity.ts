/** Who the bot is, in the one workspace that its token belongs to. */
import type { Logger } from '@slack/bolt';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Secret } from '../diagnosis/model/secrets';
import { missingScopes } from './scopes';
import type { Home } from './workspaces/place';

/**
 * Who the bot is; asked once, and again after a failure, which Bolt's own way would keep for ever.
 * What it returns rejects with a readable message when Slack does not take the token.
 */
export function botIdentity(client: WebClient, settings: { readonly botToken?: Secret }, logger: Logger) {
  let known: Promise<{ botToken: string; botId?: string; botUserId?: string } & Home> | undefined;
  const ask = async () => {
    try {
      const { bot_id, user_id, team_id, enterprise_id, response_metadata } = await client.auth.test();
      const granted = response_metadata?.scopes;
      for (const { scope, without } of granted ? missingScopes(granted) : []) {
        logger.warn(`the Slack app lacks the scope ${scope}: ${without}`);
      }
      return {
        botToken: settings.botToken?.reveal() ?? '',
        ...(bot_id ? { botId: bot_id } : {}),
        ...(user_id ? { botUserId: user_id } : {}),
        ...(team_id ? { teamId: team_id } : {}),
        ...(enterprise_id ? { enterpriseId: enterprise_id } : {}),
      };
    } catch (error) {
      known = undefined;
      const word = error instanceof WebAPIPlatformError ? error.data.error : 'no answer';
      throw new Error(`Slack does not accept SLACK_BOT_TOKEN (${word}).`, { cause: error });
    }
  };
  return () => {
    known ??= ask();
    return known;
  };
}

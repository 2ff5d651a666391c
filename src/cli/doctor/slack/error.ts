/** What went wrong in a call of Slack's, in a few words that hold no token. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { Context } from '../check';
import { type Outcome, skipped } from '../outcome';

/** Slack’s own word for an error, and the scope that the token does not have. */
export function slackTrouble(error: unknown): { readonly word: string; readonly needed?: string } {
  if (error instanceof WebAPIPlatformError) {
    const { needed } = error.data as { readonly needed?: unknown };
    return { word: error.data.error, ...(typeof needed === 'string' ? { needed } : {}) };
  }
  if (error instanceof WebAPIRateLimitedError) return { word: 'ratelimited' };
  if (error instanceof WebAPIHTTPError) return { word: `HTTP ${error.statusCode}` };
  return { word: 'no answer' };
}

/** Nothing is asked without a token. */
export function withoutToken({ several }: Context['slack']): Outcome {
  if (!several) return skipped('SLACK_BOT_TOKEN cannot be read', 'Correct the settings first.');
  return skipped(
    'the app is installed to several workspaces, each with a token of its own',
    'To try one of them, run this with its SLACK_BOT_TOKEN and without SLACK_CLIENT_ID.',
  );
}

/** What to do when Slack is not reached at all. */
export const reachSlack =
  'Is https://slack.com reachable from here, and is SLACK_API_URL unset? Try again in a minute.';

/** Slack's words for what it does not do, by what they mean for a message. Source: Slack's pages of the chat methods. */
import { WebAPIPlatformError } from '@slack/web-api';

/** A conversation where the bot may not post. */
export const closedWords: ReadonlySet<string> = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'missing_scope',
  'no_permission',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
  'messages_tab_disabled',
  'access_denied',
  'ekm_access_denied',
  'team_access_not_granted',
  'user_is_bot',
  'user_not_found',
  'user_disabled',
  'cannot_dm_bot',
]);

/** A message that is not there to be edited any more. */
export const goneWords: ReadonlySet<string> = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'thread_not_found',
]);

/** Blocks that Slack does not take, for example of a kind that a workspace does not know yet. */
export const refusedBlocksWords: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
]);

/** The word of a refusal; undefined for any other error. */
export function slackWord(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

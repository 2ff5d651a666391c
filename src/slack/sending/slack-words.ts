/** Slack's words for what it does not do, by what they mean for a message. Source: Slack's pages of the chat methods. */
import { WebAPIPlatformError } from '@slack/web-api';

/** A conversation where the bot is not allowed to post. */
export const closedWords: ReadonlySet<string> = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'is_inactive',
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

/** A message that is not there any more. */
export const goneWords: ReadonlySet<string> = new Set(['message_not_found', 'thread_not_found']);

/** A token that Slack does not take. */
export const unauthorizedWords: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'org_login_required',
]);

/**
 * A message that stands there and cannot be edited: by the workspace's rule on edits, by a bot that is not in the
 * channel, or because it held rich text alone, which is not turned into other blocks.
 */
export const uneditableWords: ReadonlySet<string> = new Set([
  'edit_window_closed',
  'cant_update_message',
  'block_mismatch',
]);

/**
 * A message that Slack does not take for what it holds. Everything else may pass by itself.
 * Source: Slack's pages of chat.postMessage, chat.update and views.open; `msg_blocks_too_long` is not documented (bolt-js#2509).
 */
const refusedWords: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_arguments',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'view_too_large',
]);

/**
 * Slack refuses blocks of a message that has none: that is no fault of the message, and passes like other trouble of Slack's.
 */
export class TextRefused extends Error {
  override readonly name = 'TextRefused';
  constructor(readonly word: string) {
    super(`Slack refuses a bare text for its blocks: ${word}`);
  }
}

/** What Slack says of blocks alone. */
const blockWords: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
]);

/** Whether Slack's word is about the blocks of a message. */
export function isAboutBlocks(error: unknown): boolean {
  return blockWords.has(slackWord(error) ?? '');
}

/** Whether Slack refuses the content itself, so that a plainer one may pass. */
export function isRefusal(error: unknown): boolean {
  // Of a response_url only the status is known; 404 and 410 say that the address is used up.
  if (error instanceof Error && 'statusCode' in error && error.name !== 'WebAPIHTTPError') {
    return error.statusCode === 400;
  }
  return refusedWords.has(slackWord(error) ?? '');
}

/** Slack's own words on a refusal, for the log. They name places in the payload and quote none of it. */
export function refusalDetails(error: unknown): string {
  if (!(error instanceof WebAPIPlatformError)) return String(error);
  const { messages = [] } = (error.data.response_metadata ?? {}) as { messages?: readonly string[] };
  return [error.data.error, ...messages.slice(0, 5)].join('; ');
}

/** A response_url that answers `200` and says no all the same. */
export class ResponseRefused extends Error {
  override readonly name = 'ResponseRefused';
  constructor(readonly word: string) {
    super(`the response_url refused: ${word}`);
  }
}

/** The word of a refusal; undefined for any other error. */
export function slackWord(error: unknown): string | undefined {
  if (error instanceof ResponseRefused) return error.word;
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** What methods are given and answer, and how Slack says no. */
export type Arguments = Readonly<Record<string, unknown>>;
export type Answer = Record<string, unknown> & { readonly ok: boolean };
/** Answers, or throws a {@link Refusal}. */
export type Method = (given: Arguments) => Answer;
export type Methods = Readonly<Record<string, Method>>;

/**
 * Every word with which the stand-in says no, and where Slack says that it says so: the part "Errors" of a page below
 * docs.slack.dev/reference/methods, or what is named. A word that is not here cannot be thrown.
 */
export const sources = {
  already_reacted: 'reactions.add',
  bad_client_secret: 'oauth.v2.access',
  block_mismatch: 'chat.update',
  cant_delete_message: 'chat.delete',
  cant_update_message: 'chat.update',
  channel_not_found: 'chat.postMessage',
  code_expired: 'oauth.v2.access',
  edit_window_closed: 'chat.update',
  exchanged_trigger_id: 'views.open',
  expired_trigger_id: 'views.open',
  file_not_found: 'files.info',
  hash_conflict: 'views.update',
  invalid_arguments: 'views.open',
  invalid_auth: 'auth.test',
  invalid_blocks: 'chat.postMessage',
  invalid_blocks_format: 'chat.postMessage',
  invalid_client_id: 'oauth.v2.access',
  invalid_code: 'oauth.v2.access',
  invalid_cursor: 'conversations.list',
  invalid_limit: 'conversations.list',
  invalid_metadata_format: 'chat.postMessage',
  invalid_name: 'reactions.add',
  invalid_refresh_token: 'oauth.v2.access',
  invalid_thread_ts: 'assistant.threads.setStatus; for chat.postMessage it is on no page',
  invalid_trigger_id: 'views.open',
  is_archived: 'chat.postMessage',
  is_inactive: 'chat.update',
  message_not_found: 'chat.update',
  method_not_supported_for_channel_type: 'conversations.join',
  missing_scope: 'chat.postMessage',
  msg_blocks_too_long: 'slackapi/bolt-js#2509; on no page',
  no_reaction: 'reactions.remove',
  no_such_subteam: 'usergroups.users.list',
  no_text: 'chat.postMessage',
  not_authed: 'auth.test',
  not_found: 'views.update',
  not_in_channel: 'chat.postMessage',
  push_limit_reached: 'views.push',
  thread_not_found: 'conversations.replies',
  too_many_attachments: 'chat.postMessage',
  unknown_method: 'slack-rs/slack-rs-api#110; on no page',
  user_not_found: 'users.info',
  user_not_in_channel: 'chat.postEphemeral',
} as const satisfies Readonly<Record<string, string>>;

export type RefusalWord = keyof typeof sources;

/** A refusal in Slack's words. */
export class Refusal extends Error {
  constructor(
    readonly word: RefusalWord,
    readonly details: Record<string, unknown> = {},
  ) {
    super(word);
  }
}

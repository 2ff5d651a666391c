/** *Open in console* is a link; Slack still reports the click and shows a warning unless it is acknowledged. */
import type { SlackActionMiddlewareArgs } from '@slack/bolt';

/** A button that is a link: Slack opens it, and waits for an ack all the same. */
export async function openConsole({ ack }: Pick<SlackActionMiddlewareArgs, 'ack'>): Promise<void> {
  await ack();
}

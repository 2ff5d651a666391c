/** What was pressed on which message, and where the answer to it goes. */
import type { AllMiddlewareArgs, BlockAction, RespondFn, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { AlreadyRuns } from '../../alerts';
import { AccessDenied } from '../access';
import { type Asker, somebodyAt } from '../answer/asker';
import type { Card } from '../cards/blocks';
import { alreadyRunsCard } from '../cards/rerun';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import type { Opening } from '../sending/modal';
import { EphemeralReply, LiveMessage, MessageReply, type Reply } from '../sending/reply';
import { openWatchModal } from '../views/watch-modal';

/** What the listener of a button or a menu is given. */
export type Press = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** The value of a button or of a menu's chosen option; a command line. */
export function pressedValue(body: BlockAction): string {
  const [action] = body.actions;
  if (action?.type === 'button') return action.value ?? '';
  if (action?.type === 'overflow') return action.selected_option.value ?? '';
  if (action?.type === 'static_select') return action.selected_option.value ?? '';
  return '';
}

/** Who pressed, and where. */
export function askerOf(body: BlockAction, client: WebClient, deps: Dependencies): Asker {
  const { container } = body;
  const channel: string = container.channel_id ?? body.channel?.id ?? '';
  const somebody = somebodyAt({ user: body.user.id, channel, client }, body, deps);
  const { user, place, isDirect } = somebody;
  const threadTs = threadOf(body);
  const name = deps.people.nameOf(user);
  const thread = threadTs ?? (container.is_ephemeral ? undefined : container.message_ts);
  return {
    ...somebody,
    ...(thread || isDirect ? { thread: { place, ...(thread ? { ts: thread } : {}) } } : {}),
    ...(name === undefined || isDirect ? {} : { name }),
    openWatchForm: (reply) =>
      openWatchModal(
        { channel, place, user, ...(threadTs ? { threadTs } : {}) },
        { client, triggerId: body.trigger_id, reply },
        deps,
      ),
  };
}

/** The thread in which the message stands whose button was pressed. */
export function threadOf(body: BlockAction): string | undefined {
  return body.container.thread_ts ?? body.message?.thread_ts;
}

/** How a press opens a modal. What Slack does not open is told to whoever pressed, in the thread of the message. */
export function openingOf({ body, client, respond }: Press, { sender }: Dependencies): Opening {
  const reply = new EphemeralReply(respond, sender, { threadTs: threadOf(body) });
  return { client, triggerId: body.trigger_id, reply };
}

/** Names the message, for running one piece of work per message. */
export function messageKey(body: BlockAction): string {
  const { container } = body;
  return `${container.channel_id ?? body.channel?.id}:${container.message_ts ?? container.view_id}`;
}

/** Answers in place of the message whose button was pressed. */
export function replyInPlace(
  body: BlockAction,
  client: WebClient,
  respond: RespondFn,
  { sender }: Dependencies,
): Reply {
  const place = placeOf(body);
  if (!place) return new EphemeralReply(respond, sender, { replace: true, threadTs: threadOf(body) });
  const threadTs = place.threadTs;
  return new MessageReply(
    new LiveMessage(client, sender, { channel: place.channel, ...(threadTs ? { threadTs } : {}) }, place),
  );
}

/** Answers in the thread of the message whose button was pressed, which stays as it is. */
export function replyBelow(
  body: BlockAction,
  client: WebClient,
  respond: RespondFn,
  { sender }: Dependencies,
): Reply {
  const place = placeOf(body);
  if (!place) return new EphemeralReply(respond, sender, { threadTs: threadOf(body) });
  return new MessageReply(
    new LiveMessage(client, sender, { channel: place.channel, threadTs: place.threadTs ?? place.ts }),
  );
}

/** Shows the answer to a press. Never rejects. */
export function answerPress(reply: Reply, card: Card, { persistence, logger }: Dependencies): Promise<void> {
  return persistence
    .show(() => reply.answer(card))
    .catch((error: unknown) => logger.error('could not answer a press:', error));
}

/** Why a press had no effect, as the audit has it. */
export function failureWord(error: unknown): string {
  if (error instanceof AlreadyRuns) return 'runs already';
  return error instanceof AccessDenied ? 'refused' : 'failed';
}

/** Why a press had no effect, for whoever pressed. */
export function failedCard(error: unknown, deps: Dependencies): Card {
  return error instanceof AlreadyRuns ? alreadyRunsCard(error) : errorCard(error, deps);
}

/** Undefined for an ephemeral message: only its response_url reaches it. */
function placeOf(body: BlockAction): { channel: string; ts: string; threadTs?: string } | undefined {
  const { container } = body;
  const channel: string | undefined = container.channel_id ?? body.channel?.id;
  const ts: string | undefined = container.message_ts ?? body.message?.ts;
  if (container.is_ephemeral || !channel || !ts) return undefined;
  const threadTs = threadOf(body);
  return { channel, ts, ...(threadTs ? { threadTs } : {}) };
}

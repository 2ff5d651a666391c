/** *Diagnose this message*, in the menu of a message: the message is the question, and the answer stands in its thread. */
import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { answerText } from '../answer';
import { type Asker, somebodyAt } from '../answer/asker';
import { heard } from '../answer/understand-message';
import type { Dependencies } from '../dependencies';
import type { HeardMessage } from '../heard/said';
import { mistake } from '../question/command';
import { ShortcutReply } from '../sending/reply';

/** The message shortcut *Diagnose this message*. */
export function diagnoseMessage(deps: Dependencies) {
  return async ({
    ack,
    body,
    client,
    respond,
    shortcut,
  }: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs) => {
    await ack();
    const message = shortcut.message as HeardMessage;
    const channel = shortcut.channel.id;
    const user = shortcut.user.id;
    const somebody = somebodyAt({ user, channel, client }, body, deps);
    const threadTs = message.thread_ts ?? shortcut.message_ts;
    const name = deps.people.nameOf(user);
    const asker: Asker = {
      ...somebody,
      thread: { place: somebody.place, ts: threadTs },
      ...(name === undefined ? {} : { name }),
    };
    await answerText(
      async (who) =>
        (await heard(message, who, deps)) ??
        mistake(
          'This message has no text to read. Write what you mean behind a mention.',
          '@ce-image app NAME',
        ),
      () => new ShortcutReply(client, { channel, threadTs }, respond, deps.sender),
      asker,
      deps,
    );
  };
}

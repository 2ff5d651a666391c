/** The submitted form of *Check an image*: the same question as the command. */
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { answer } from '../answer';
import { type Asker, somebodyAt } from '../answer/asker';
import { imageInputs } from '../cards/image-view';
import type { Dependencies } from '../dependencies';
import type { ImageCommand } from '../question/command';
import { withoutScheme } from '../question/images';
import { LiveMessage, MessageReply, NoteReply } from '../sending/reply';
import { readImageMemory } from './image-memory';

/** The form *Check an image* was sent. */
export function submitImage(deps: Dependencies) {
  return async ({
    ack,
    body,
    client,
    view,
  }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs) => {
    const given = (block: string) => view.state.values[block]?.value;
    const typed = (block: string) => given(block)?.value?.trim() || undefined;
    const reference = withoutScheme(typed(imageInputs.reference) ?? '');
    const wrong = problemOf(reference);
    if (wrong) {
      await ack({ response_action: 'errors', errors: { [imageInputs.reference]: wrong } });
      return;
    }
    await ack();
    const { channel: asked, threadTs } = readImageMemory(view.private_metadata) ?? {};
    const user = body.user.id;
    // Slack takes a person's id for the direct message with them.
    const channel = asked ?? user;
    const somebody = somebodyAt({ user, channel, client }, body, deps);
    const isDirect = asked === undefined || somebody.isDirect;
    const project = given(imageInputs.project)?.selected_option?.value;
    const secret = typed(imageInputs.secret);
    const push = given(imageInputs.push)?.selected_options?.some(({ value }) => value === 'push');
    const command: ImageCommand = {
      do: 'image',
      reference,
      ...(project ? { project } : {}),
      ...(secret ? { secret } : {}),
      ...(push ? { push: true } : {}),
    };
    const asker: Asker = {
      ...somebody,
      isDirect,
      ...(isDirect ? {} : { name: deps.people.nameOf(user) ?? body.user.name }),
      ...(threadTs ? { thread: { place: somebody.place, ts: threadTs } } : {}),
    };
    const where = { channel, ...(threadTs ? { threadTs } : {}) };
    const reply = isDirect
      ? new MessageReply(new LiveMessage(client, deps.sender, where))
      : new NoteReply(client, where, user, deps.sender);
    await answer(command, reply, asker, deps);
  };
}

function problemOf(reference: string): string | undefined {
  if (!reference) return 'Which image?';
  if (/\s/.test(reference)) return 'An image reference has no spaces.';
  if (/^https?:\/\//i.test(reference)) return 'Without https://, for example us.icr.io/NAMESPACE/NAME:TAG.';
  return undefined;
}

/**
 * Modals: opened at once, because Slack's trigger lives for three seconds, and filled when the content is there. This is
 * the only place that opens one, so nobody can open one without a way out for when Slack does not.
 */
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Card } from '../cards/blocks';
import type { Dependencies } from '../dependencies';
import type { Reply } from './reply';
import { slackWord } from './slack-words';

/** What sending a modal needs. */
type Sending = Pick<Dependencies, 'logger' | 'sender' | 'persistence'>;

/** What is done without the modal: a card that tells how the same is typed, or what answers in words. */
export type Typed = Card | ((reply: Reply) => Promise<void>);

export interface Modal {
  /** Opened first. */
  readonly loading: ModalView;
  /** Takes its place. Never rejects. Absent: what is opened first is all. */
  readonly content?: () => Promise<ModalView>;
  /** Stands in a form's place when Slack does not take the form, and is a message when it opens or fills none. */
  readonly typed: Typed;
}

/** What asked for a modal. */
export interface Opening {
  readonly client: WebClient;
  readonly triggerId: string;
  /** Where the way out is told. */
  readonly reply: Reply;
}

/** Milliseconds in which a modal that stands at “Reading…” is tried again; nobody looks at one for longer. */
const FILL_MS = 30_000;

/**
 * Opens a modal and fills it, or says in words what it would have been for. Resolves with whether it was opened; never
 * rejects.
 */
export async function openModal(opening: Opening, modal: Modal, deps: Sending): Promise<boolean> {
  const { client, triggerId, reply } = opening;
  const { loading, content, typed } = modal;
  const opened = await deps.sender
    .view(loading, cardOf(typed), (view) => client.views.open({ trigger_id: triggerId, view }))
    .catch((error: unknown) => deps.logger.warn(`the modal could not be opened: ${String(error)}`));
  const viewId = opened?.view?.id;
  if (!viewId) await sayInWords(typed, reply, deps);
  else if (content) await fillModal(viewId, { content, typed }, { client, reply }, deps);
  return viewId !== undefined;
}

/**
 * Puts content into an open modal. Slack's own trouble is waited for; what it does not show after 30 s is said in words.
 * Never rejects.
 */
export async function fillModal(
  viewId: string,
  { content, typed }: Required<Pick<Modal, 'content' | 'typed'>>,
  { client, reply }: Pick<Opening, 'client' | 'reply'>,
  deps: Sending,
): Promise<void> {
  const update = async (filled: ModalView) => {
    try {
      await deps.sender.view(filled, cardOf(typed), (view) => client.views.update({ view_id: viewId, view }));
    } catch (error) {
      // The person has closed it. Source: docs.slack.dev/reference/methods/views.update
      if (slackWord(error) !== 'not_found') throw error;
    }
  };
  try {
    const filled = await content();
    await deps.persistence.show(() => update(filled), FILL_MS);
  } catch (error) {
    deps.logger.warn(`the modal could not be filled: ${String(error)}`);
    await sayInWords(typed, reply, deps);
  }
}

function cardOf(typed: Typed): Card | undefined {
  return typeof typed === 'function' ? undefined : typed;
}

async function sayInWords(typed: Typed, reply: Reply, { persistence, logger }: Sending): Promise<void> {
  const said = typeof typed === 'function' ? typed(reply) : persistence.show(() => reply.aside(typed));
  await said.catch((error: unknown) => logger.error('could not say what a modal was for:', error));
}

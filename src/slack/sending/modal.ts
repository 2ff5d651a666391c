/** Modals: opened at once, because Slack's trigger lives for three seconds, and filled when the content is there. */
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Card } from '../cards/blocks';
import type { Dependencies } from '../dependencies';

export interface Modal {
  /** Opened first. */
  readonly loading: ModalView;
  /** Takes its place. Never rejects. */
  readonly content: () => Promise<ModalView>;
  /** How the same is typed: stands in a form's place when Slack does not take the form. */
  readonly typed?: Card;
}

/** Opens a modal and fills it. Resolves with whether it could be opened; never rejects. */
export async function openModal(
  from: { readonly client: WebClient; readonly triggerId: string },
  modal: Modal,
  deps: Pick<Dependencies, 'logger' | 'sender'>,
): Promise<boolean> {
  const { client, triggerId } = from;
  const opened = await deps.sender
    .view(modal.loading, modal.typed, (view) => client.views.open({ trigger_id: triggerId, view }))
    .catch((error: unknown) => deps.logger.warn(`the modal could not be opened: ${String(error)}`));
  const viewId = opened?.view?.id;
  if (!viewId) return false;
  await fillModal(viewId, modal, client, deps);
  return true;
}

/** Puts content into an open modal. Never rejects. */
export async function fillModal(
  viewId: string,
  { content, typed }: Pick<Modal, 'content' | 'typed'>,
  client: WebClient,
  deps: Pick<Dependencies, 'logger' | 'sender'>,
): Promise<void> {
  try {
    const filled = await content();
    await deps.sender.view(filled, typed, (view) => client.views.update({ view_id: viewId, view }));
  } catch (error) {
    // The person may have closed it while it was being filled.
    deps.logger.info(`the modal could not be filled: ${String(error)}`);
  }
}

/** Modals: opened at once, because Slack's trigger lives for three seconds, and filled when the content is there. */
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Dependencies } from '../dependencies';

/** Opens a modal and fills it. Resolves with whether it could be opened; never rejects. */
export async function openModal(
  from: { readonly client: WebClient; readonly triggerId: string },
  loading: ModalView,
  content: () => Promise<ModalView>,
  deps: Pick<Dependencies, 'logger'>,
): Promise<boolean> {
  const opened = await from.client.views
    .open({ trigger_id: from.triggerId, view: loading })
    .catch((error: unknown) => deps.logger.warn(`the modal could not be opened: ${String(error)}`));
  const viewId = opened?.view?.id;
  if (!viewId) return false;
  await fillModal(viewId, content, from.client, deps);
  return true;
}

/** Puts content into an open modal. Never rejects. */
export async function fillModal(
  viewId: string,
  content: () => Promise<ModalView>,
  client: WebClient,
  deps: Pick<Dependencies, 'logger'>,
): Promise<void> {
  try {
    await client.views.update({ view_id: viewId, view: await content() });
  } catch (error) {
    // The person may have closed it while it was being filled.
    deps.logger.info(`the modal could not be filled: ${String(error)}`);
  }
}

/** The form of *Check an image*. */
import type { WebClient } from '@slack/web-api';
import { type ImageMemory, imageView } from '../cards/image-view';
import type { Dependencies } from '../dependencies';

/** Opens it. Resolves with whether it could be opened; never rejects. */
export function openImageModal(
  memory: ImageMemory,
  client: WebClient,
  triggerId: string,
  deps: Pick<Dependencies, 'logger' | 'sender' | 'work'>,
): Promise<boolean> {
  return deps.work.track(async () => {
    try {
      await deps.sender.view(imageView(memory), undefined, (view) =>
        client.views.open({ trigger_id: triggerId, view }),
      );
      return true;
    } catch (error) {
      deps.logger.warn(`the form could not be opened: ${String(error)}`);
      return false;
    }
  });
}

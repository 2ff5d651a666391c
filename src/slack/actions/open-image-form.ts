/** *Check an image* below a short answer. */
import type { Dependencies } from '../dependencies';
import { openImageModal } from '../views/image-modal';
import { askerOf, type Press, threadOf } from './pressed';

/** *Check an image* opens its form. */
export function openImageForm(deps: Dependencies) {
  return async ({ ack, body, client }: Press) => {
    await ack();
    const { channel } = askerOf(body, client, deps);
    const threadTs = threadOf(body);
    await openImageModal(
      { ...(channel ? { channel } : {}), ...(threadTs ? { threadTs } : {}) },
      client,
      body.trigger_id,
      deps,
    );
  };
}

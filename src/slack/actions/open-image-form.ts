/** *Check an image* below a short answer. */
import type { Dependencies } from '../dependencies';
import { openImageModal } from '../views/image-modal';
import { askerOf, openingOf, type Press, threadOf } from './pressed';

/** *Check an image* opens its form. */
export function openImageForm(deps: Dependencies) {
  return async (press: Press) => {
    await press.ack();
    const { body, client } = press;
    const { channel } = askerOf(body, client, deps);
    const threadTs = threadOf(body);
    const memory = { ...(channel ? { channel } : {}), ...(threadTs ? { threadTs } : {}) };
    await openImageModal(memory, openingOf(press, deps), deps);
  };
}

/** The form of *Check an image*. */
import { type ImageMemory, imageView, typedImageCard } from '../cards/image-view';
import type { Dependencies } from '../dependencies';
import { type Opening, openModal } from '../sending/modal';

/** Opens it. Resolves with whether it could be opened; never rejects. */
export function openImageModal(memory: ImageMemory, opening: Opening, deps: Dependencies): Promise<boolean> {
  const modal = { loading: imageView(memory), typed: typedImageCard() };
  return deps.work.track(() => openModal(opening, modal, deps));
}

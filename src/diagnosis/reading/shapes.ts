/** Lines that are the same but for their numbers: a long log has few shapes, and the twelfth line of one says nothing new. */
import type { Success } from './signs';

/** Lines of one shape that are read; what comes after them says nothing new. */
const WORN_OUT = 12;
const MOST_SHAPES = 4000;

/** What lines of one shape said. */
export interface Shape {
  count: number;
  success?: Success;
  worked?: true;
  failed?: true;
}

export class Shapes {
  readonly #all = new Map<string, Shape>();

  /** The shape of a line, counted; `worn` when such lines have been read often enough. */
  of(text: string): { readonly shape: Shape | undefined; readonly worn: boolean } {
    const kind = text.slice(0, 200).replace(/\d{1,20}/g, '0');
    const known = this.#all.get(kind);
    if (known) {
      if (known.count >= WORN_OUT) return { shape: known, worn: true };
      known.count += 1;
      return { shape: known, worn: false };
    }
    if (this.#all.size >= MOST_SHAPES) return { shape: undefined, worn: false };
    const shape: Shape = { count: 1 };
    this.#all.set(kind, shape);
    return { shape, worn: false };
  }
}

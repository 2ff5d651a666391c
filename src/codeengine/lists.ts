/** Lists that are read side by side. */
import { SourceError } from '../diagnosis/model/evidence';
import type { MissingList } from '../diagnosis/model/platform';
import { gapIn, type Listing } from '../http/pages';

/** One that fails leaves the others, and an element that cannot be read is counted. */
export class Lists {
  #asked = 0;
  readonly #failed: SourceError[] = [];
  readonly #missing: MissingList[] = [];

  /**
   * Empty when it cannot be read.
   * @param newer a kind that not every region's API knows: where it is not found, there is none
   */
  async read<T>(source: string, list: Promise<Listing<T>>, newer = false): Promise<readonly T[]> {
    this.#asked += 1;
    try {
      const { items, unread, broke } = await list;
      const gap = gapIn({ items, unread });
      if (gap) this.#missing.push({ source, ...gap });
      if (broke) this.#missing.push(restOf(source, items.length, broke));
      return items;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      if (newer && error.reason === 'not-found') {
        this.#asked -= 1;
        return [];
      }
      this.#failed.push(error);
      const { reason, message, cure } = error;
      this.#missing.push({ source, reason, detail: message, ...(cure !== undefined && { cure }) });
      return [];
    }
  }

  /** @throws SourceError when none could be read. */
  missing(): { readonly missing?: readonly MissingList[] } {
    const [first] = this.#failed;
    if (first && this.#failed.length === this.#asked) throw first;
    return this.#missing.length > 0 ? { missing: this.#missing } : {};
  }
}

/** What is said of pages that could not be had, when those before them could. */
export function restOf(source: string, read: number, { reason, message, cure }: SourceError): MissingList {
  return {
    source,
    reason,
    detail: `only the first ${read} could be read: ${message}`,
    ...(cure !== undefined && { cure }),
  };
}

/** Lists that are read side by side. */
import { SourceError } from '../diagnosis/model/evidence';
import type { MissingList } from '../diagnosis/model/platform';

/** One list that fails leaves the others. */
export class Lists {
  #asked = 0;
  readonly #failed: { readonly source: string; readonly error: SourceError }[] = [];

  /** Empty when it cannot be read. */
  async read<T>(source: string, list: Promise<readonly T[]>): Promise<readonly T[]> {
    this.#asked += 1;
    try {
      return await list;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.#failed.push({ source, error });
      return [];
    }
  }

  /** @throws SourceError when none could be read. */
  missing(): readonly MissingList[] {
    const [first] = this.#failed;
    if (first && this.#failed.length === this.#asked) throw first.error;
    return this.#failed.map(({ source, error: { reason, message, cure } }) => ({
      source,
      reason,
      detail: message,
      ...(cure !== undefined && { cure }),
    }));
  }
}

/** The list of projects, kept for a minute: a form asks for it at each key. */
import type { Diagnosis } from '../diagnosis/model/diagnosis';

type ProjectList = Awaited<ReturnType<Diagnosis['projects']>>;

const KEEP_MS = 60_000;

export class RecentProjects {
  #asked?: { readonly at: number; readonly list: Promise<ProjectList> };

  constructor(
    private readonly diagnosis: Pick<Diagnosis, 'projects'>,
    private readonly now: () => number,
  ) {}

  /** Rejects with SourceError; a list that could not be read is not kept. */
  get(): Promise<ProjectList> {
    const at = this.now();
    if (!this.#asked || at - this.#asked.at > KEEP_MS) {
      const list = this.diagnosis.projects();
      const asked = { at, list };
      this.#asked = asked;
      list.catch(() => {
        if (this.#asked === asked) this.#asked = undefined;
      });
    }
    return this.#asked.list;
  }
}

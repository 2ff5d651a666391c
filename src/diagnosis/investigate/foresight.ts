/** What was asked about a workload last time is most likely asked again, so it can be asked before it is known to be. */
import { LRUCache } from 'lru-cache';
import type { RegistryQuestion, SourceQuestion } from '../model/sources';
import type { WorkloadSubject } from '../model/subject';

/** Questions that wait for the platform's word on the workload, unless somebody remembers them. */
export interface Questions {
  readonly registry: readonly RegistryQuestion[];
  readonly source: readonly SourceQuestion[];
}

const MOST_WORKLOADS = 1000;

/** Remembers questions, never answers. */
export class Foresight {
  readonly #last = new LRUCache<string, Questions>({ max: MOST_WORKLOADS });

  /** Those of the last investigation. Undefined: there was none. */
  of(subject: WorkloadSubject): Questions | undefined {
    return this.#last.get(keyOf(subject));
  }

  remember(subject: WorkloadSubject, questions: Questions): void {
    this.#last.set(keyOf(subject), questions);
  }
}

function keyOf({ kind, name, project }: WorkloadSubject): string {
  return [project.region, project.id, kind, name].join(' ');
}

/** What the ladders of registry and source have in common: steps in a fixed order, each with its result. */
import type { CauseId } from './cause-id';

/** `Skipped`: the words of a ladder for a step that did not have to run. */
export interface LadderStep<Name extends string, Skipped extends string> {
  readonly step: Name;
  readonly status: 'passed' | 'failed' | 'not-reached' | Skipped;
  /** Milliseconds that the step took; 0 when it did not run. */
  readonly ms: number;
  /** One line: what was seen, or why the step did not run. Never holds a credential. */
  readonly proof?: string;
  /** Set when `status` is `failed`. */
  readonly cause?: CauseId;
}

/** Why a step failed. */
export interface Failure {
  readonly cause: CauseId;
  /** One line: what was seen. Never holds a credential. */
  readonly proof: string;
}

/** The result of a step that did not run, because an earlier one failed or time was up. */
export function notReached<Name extends string>(step: Name): LadderStep<Name, never> {
  return { step, status: 'not-reached', ms: 0 };
}

/** The results of a ladder's steps, gathered while it is climbed. */
export class StepResults<Name extends string, Skipped extends string> {
  readonly #results = new Map<Name, LadderStep<Name, Skipped>>();

  /** @param order all steps of the ladder, the lowest first */
  constructor(private readonly order: readonly Name[]) {}

  passed(step: Name, ms: number, proof: string): void {
    this.#results.set(step, { step, status: 'passed', ms, proof });
  }

  failed(step: Name, ms: number, { cause, proof }: Failure): void {
    this.#results.set(step, { step, status: 'failed', ms, cause, proof });
  }

  /** The step did not run. */
  skipped(step: Name, status: 'not-reached' | Skipped, proof?: string): void {
    this.#results.set(step, { step, status, ms: 0, ...(proof !== undefined && { proof }) });
  }

  has(step: Name): boolean {
    return this.#results.has(step);
  }

  get firstFailed(): LadderStep<Name, Skipped> | undefined {
    return this.list().find(({ status }) => status === 'failed');
  }

  /** Gives the first failure another cause, where it has the cause `from`. */
  changeCause(from: CauseId, to: CauseId): void {
    const failed = this.firstFailed;
    if (failed?.cause === from) this.#results.set(failed.step, { ...failed, cause: to });
  }

  /** All steps in order. What stands after a failure was not reached, even if it ran at the same time. */
  list(): readonly LadderStep<Name, Skipped>[] {
    let over = false;
    return this.order.map((step) => {
      const known = this.#results.get(step) ?? notReached(step);
      if (over && (known.status === 'passed' || known.status === 'failed')) return notReached(step);
      over ||= known.status === 'failed';
      return known;
    });
  }
}

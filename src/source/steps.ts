/** The eight rungs, as they are climbed. */
import type { CauseId } from '../diagnosis/model/cause-id';
import {
  type SourceStep,
  type SourceStepName,
  type SourceStepStatus,
  sourceSteps,
} from '../diagnosis/model/source-check';

/** Why a rung failed. */
export interface Failure {
  readonly cause: CauseId;
  readonly proof: string;
}

export class Steps {
  readonly #steps = new Map<SourceStepName, SourceStep>();

  passed(step: SourceStepName, ms: number, proof: string): void {
    this.#steps.set(step, { step, status: 'passed', ms, proof });
  }

  failed(step: SourceStepName, ms: number, { cause, proof }: Failure): void {
    this.#steps.set(step, { step, status: 'failed', ms, cause, proof });
  }

  /** The step did not run. */
  skipped(
    step: SourceStepName,
    status: Exclude<SourceStepStatus, 'passed' | 'failed'>,
    proof?: string,
  ): void {
    this.#steps.set(step, { step, status, ms: 0, ...(proof !== undefined && { proof }) });
  }

  has(step: SourceStepName): boolean {
    return this.#steps.has(step);
  }

  get firstFailed(): SourceStep | undefined {
    return this.list().find(({ status }) => status === 'failed');
  }

  /** All eight in order. */
  list(): readonly SourceStep[] {
    return sourceSteps.map((step) => this.#steps.get(step) ?? { step, status: 'not-reached', ms: 0 });
  }
}

/** The ten rungs, as they are climbed. */
import type { CauseId } from '../diagnosis/model/cause-id';
import {
  type RegistryStep,
  type RegistryStepName,
  type RegistryStepStatus,
  registrySteps,
} from '../diagnosis/model/registry-check';

export class Steps {
  readonly #steps = new Map<RegistryStepName, RegistryStep>();

  passed(step: RegistryStepName, ms: number, proof: string): void {
    this.#steps.set(step, { step, status: 'passed', ms, proof });
  }

  failed(step: RegistryStepName, ms: number, cause: CauseId, proof: string): void {
    this.#steps.set(step, { step, status: 'failed', ms, cause, proof });
  }

  /** The step did not run. */
  skipped(
    step: RegistryStepName,
    status: Exclude<RegistryStepStatus, 'passed' | 'failed'>,
    proof?: string,
  ): void {
    this.#steps.set(step, { step, status, ms: 0, ...(proof !== undefined && { proof }) });
  }

  has(step: RegistryStepName): boolean {
    return this.#steps.has(step);
  }

  get firstFailed(): RegistryStep | undefined {
    return this.list().find(({ status }) => status === 'failed');
  }

  /** The first failure, where `cause` names it: it may as well be that there is no such image. */
  leaveOpen(cause: CauseId): void {
    const failed = this.firstFailed;
    if (failed?.cause === cause) {
      this.#steps.set(failed.step, { ...failed, cause: 'access-denied-or-not-found' });
    }
  }

  /** All ten in order. What lies behind a failure was not reached, even if it ran at the same time. */
  list(): readonly RegistryStep[] {
    let over = false;
    return registrySteps.map((step): RegistryStep => {
      const known = this.#steps.get(step) ?? { step, status: 'not-reached', ms: 0 };
      if (over && (known.status === 'passed' || known.status === 'failed')) {
        return { step, status: 'not-reached', ms: 0 };
      }
      over ||= known.status === 'failed';
      return known;
    });
  }
}

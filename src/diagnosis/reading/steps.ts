/** Follows the steps of a build through its log: an error in a step that went on to succeed does not count. */
import type { Phase } from '../model/cause-id';
import type { CleanLine } from './clean';

export class Steps {
  readonly #succeeded = new Set<string>();
  readonly #failed = new Set<string>();
  readonly #phases = new Map<string, Phase>();
  #current: string | undefined;
  #builds = 0;

  /** Key of the step that printed the line, if it is known. */
  read(line: CleanLine): string | undefined {
    if (line.step !== undefined) {
      const key = `#${line.step}`;
      if (/^(?:DONE [\d.]{1,9}s|CACHED)$/.test(line.text)) this.#succeeded.add(key);
      // Tools that build several images in one log count from 1 again.
      else if (/^(?:ERROR|CANCELED)\b/.test(line.text)) this.#succeeded.delete(key);
      if (/^ERROR\b/.test(line.text)) this.#failed.add(key);
      if (this.#phases.size > 2000) this.#phases.clear();
      return key;
    }
    // buildah tells of a failing step on the other stream: that may come before the step's own line, or after.
    if (/^[Ee]rror: (?:error )?building at STEP\b/.test(line.text)) {
      this.#current = undefined;
      return undefined;
    }
    // Docker's first builder and buildah go on to the next step only after success.
    const start = /^(?:Step|STEP) (\d{1,3})(?:\/\d{1,3})? ?:/.exec(line.text);
    if (start) {
      if (start[1] === '1') this.#builds += 1;
      else if (this.#current !== undefined) this.#succeeded.add(this.#current);
      this.#current = `${this.#builds}.${start[1]}`;
    } else if (
      this.#current !== undefined &&
      /^(?:---> [0-9a-f]{8,64}$|--> [0-9a-f]{8,64}$|Removing intermediate container|Successfully built )/.test(
        line.text,
      )
    ) {
      this.#succeeded.add(this.#current);
      this.#current = `${this.#current}+`;
    }
    return this.#current;
  }

  setPhase(step: string, phase: Phase): void {
    this.#phases.set(step, phase);
  }

  phaseOf(step: string): Phase | undefined {
    return this.#phases.get(step);
  }

  /** Steps that are said to have failed. */
  get failed(): ReadonlySet<string> {
    return this.#failed;
  }

  get succeeded(): ReadonlySet<string> {
    return this.#succeeded;
  }
}

/**
 * Counts how many exchanges wait for each other: everything that has arrived is held back until nothing more arrives,
 * and is then answered at once. That is one round, as long as one exchange takes wherever each takes alike.
 */
import { stat } from 'node:fs/promises';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Arrival, Before } from '../../playground/src/before';

/** Whoever asks and whoever answers live in this process: a slow machine makes its steps longer, not more. */
const STEPS = 4;
const TURNS = 20;
/** Milliseconds of one step. */
const STEP_MS = 8;

export class Rounds {
  #held: { readonly arrival: Arrival; readonly release: () => void }[] = [];
  #arrivals = 0;

  /** Holds a request back until its round is over. */
  readonly before: Before = (arrival) => {
    this.#arrivals += 1;
    return new Promise((release) => this.#held.push({ arrival, release }));
  };

  /** The rounds until `work` is done, each with what was asked in it as `system METHOD path`. */
  async until(work: Promise<unknown>): Promise<readonly (readonly string[])[]> {
    const rounds: string[][] = [];
    let done = false;
    const end = work.finally(() => {
      done = true;
    });
    while (!done) {
      const before = this.#arrivals;
      await Promise.race([end, quiet()]);
      if (this.#arrivals !== before || this.#held.length === 0) continue;
      const held = this.#held.splice(0);
      rounds.push(held.map(({ arrival: { system, method, path } }) => `${system} ${method} ${path}`));
      for (const { release } of held) release();
    }
    await end;
    return rounds;
  }

  /** Answers whatever is still held back, at once and from now on. */
  open(): void {
    for (const { release } of this.#held.splice(0)) release();
  }
}

/** Resolves when whoever can ask without waiting for an answer has asked, in this thread and behind its thread pool. */
async function quiet(): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) {
    await pause(STEP_MS);
    await stat('/');
    for (let turns = 0; turns < TURNS; turns += 1) await turn();
  }
}

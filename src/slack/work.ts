/** Work that goes on after Slack has been acknowledged. */

/** Knows what is under way, so that stopping can wait for it. Bolt does not track it. */
export class WorkTracker {
  readonly #running = new Set<Promise<unknown>>();

  /** Starts `work` and resolves with it. */
  async track<T>(work: () => Promise<T>): Promise<T> {
    const promise = work();
    this.#running.add(promise);
    try {
      return await promise;
    } finally {
      this.#running.delete(promise);
    }
  }

  /** Resolves when nothing is under way any more, or after `ms` milliseconds with false. */
  async drain(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), ms);
    });
    const idle = async (): Promise<true> => {
      while (this.#running.size > 0) await Promise.allSettled(this.#running);
      return true;
    };
    try {
      return await Promise.race([idle(), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Runs one piece of work per key: whoever asks again while it runs gets the same one. */
export class SingleFlight {
  readonly #flights = new Map<string, Promise<void>>();

  run(key: string, work: () => Promise<void>): Promise<void> {
    const running = this.#flights.get(key);
    if (running) return running;
    const flight = work().finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }
}

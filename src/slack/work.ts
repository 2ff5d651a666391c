/** Work that goes on after Slack has been acknowledged, and waiting for it. */

/** What `work` resolves to, or what `late` says when that takes longer than `ms` milliseconds. Rejects as either does. */
export async function within<T, L>(ms: number, work: Promise<T>, late: () => L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    return await Promise.race([work, expired.then(late)]);
  } finally {
    clearTimeout(timer);
  }
}

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
    const idle = async (): Promise<true> => {
      while (this.#running.size > 0) await Promise.allSettled(this.#running);
      return true;
    };
    return within(ms, idle(), () => false);
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

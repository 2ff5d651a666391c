/** Equal questions that are under way at one time become one. */
import { setMaxListeners } from 'node:events';
import { tooLate } from './errors';

interface Flight {
  readonly answer: Promise<unknown>;
  readonly end: AbortController;
  waiting: number;
}

/** Whoever asks what is being asked already waits for the same answer. Nothing is remembered afterwards. */
export class InFlight {
  readonly #flights = new Map<string, Flight>();

  /**
   * @param key the question; everything that the answer depends on
   * @param ask ends when its signal aborts, which it does as soon as nobody waits any more
   * @param signal of this caller alone: the others go on waiting
   * @param who is asked, for the error of a caller whose time is up
   */
  async ask<T>(
    key: string,
    ask: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
    who: string,
  ): Promise<T> {
    if (signal.aborted) throw tooLate(who);
    const flight = this.#flights.get(key) ?? this.#begin(key, ask);
    flight.waiting += 1;
    // One investigation asks many questions under one signal.
    setMaxListeners(0, signal);
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        signal.removeEventListener('abort', onAbort);
        flight.waiting -= 1;
      };
      const onAbort = () => {
        leave();
        if (flight.waiting > 0) return reject(tooLate(who));
        // Who asks later asks anew. What the last one knows when it is ended says more than that it was late.
        this.#land(key, flight);
        flight.end.abort();
        flight.answer.then(resolve as (value: unknown) => void, reject);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      const settle = (end: () => void) => {
        if (signal.aborted) return;
        leave();
        end();
      };
      flight.answer.then(
        (value) => settle(() => resolve(value as T)),
        (error: unknown) => settle(() => reject(error)),
      );
    });
  }

  #begin(key: string, ask: (signal: AbortSignal) => Promise<unknown>): Flight {
    const end = new AbortController();
    setMaxListeners(0, end.signal);
    const flight: Flight = { answer: ask(end.signal), end, waiting: 0 };
    this.#flights.set(key, flight);
    const landed = () => this.#land(key, flight);
    flight.answer.then(landed, landed);
    return flight;
  }

  #land(key: string, flight: Flight): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}

/** Work that is done again and again, until it is stopped. */
import { systemTime, type Time } from './time';

/** The longest pause after failures, milliseconds. */
const LONGEST_PAUSE = 30_000;
/** Between two looks at the machine's clock, milliseconds. */
const CLOCK_MS = 5000;
/** The clock on the wall may be this far from the one that only goes forward. */
const JUMP_MS = 30_000;

export interface LoopsOptions {
  readonly time: Time;
  readonly log: { warn(text: string): void; error(text: string, error: unknown): void };
}

export class Loops {
  readonly #stop = new AbortController();
  #running: Promise<void>[] = [];
  #news = new AbortController();

  constructor(private readonly options: LoopsOptions) {}

  /** Aborts when the loops are stopped. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Runs `work` again and again, each time after as many milliseconds as it said, or at once when it is woken. */
  run(what: string, work: () => Promise<number>): void {
    this.#running.push(this.#loop(what, work));
  }

  /** Ends all pauses. */
  wake(): void {
    const woken = this.#news;
    this.#news = new AbortController();
    woken.abort();
  }

  /** Stops, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#running);
  }

  /** Says when the clock was set: looks and messages that were planned by it are planned anew by the store. */
  watchClock(): void {
    const { time, log } = this.options;
    let wall = time.now();
    let steady = performance.now();
    this.run('watching the clock', async () => {
      const jump = time.now() - wall - (performance.now() - steady);
      if (Math.abs(jump) > JUMP_MS && time === systemTime) {
        log.warn(
          `the clock was set ${jump > 0 ? 'forward' : 'back'} by ${Math.round(Math.abs(jump) / 1000)} s; looks are planned anew. Check this machine's time service`,
        );
      }
      wall = time.now();
      steady = performance.now();
      return CLOCK_MS;
    });
  }

  async #loop(what: string, work: () => Promise<number>): Promise<void> {
    const { time, log } = this.options;
    const { signal } = this.#stop;
    let failures = 0;
    while (!signal.aborted) {
      let pause: number;
      try {
        pause = await work();
        if (failures > 0) log.warn(`${what} goes on after ${failures} failures`);
        failures = 0;
      } catch (error) {
        failures += 1;
        pause = Math.min(1000 * 2 ** (failures - 1), LONGEST_PAUSE);
        if (failures === 1 || failures % 10 === 0) log.error(`${what} failed; it is tried again`, error);
      }
      await time.sleep(pause, AbortSignal.any([signal, this.#news.signal]));
    }
  }
}

import { systemTime, type Time } from '../../src/alerts';

/** Time in which only pauses pass, at once: an hour of pauses is over in a moment. */
export class PauseTime implements Time {
  #now = 1_000_000;
  now = () => this.#now;
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.pass(ms);
    await systemTime.sleep(1, signal);
  }
  /** Lets milliseconds pass in which somebody waited for something else. */
  pass(ms: number): void {
    this.#now += ms;
    for (const due of this.#alarms.filter(({ at }) => at <= this.#now)) due.ring();
  }
  #alarms: { at: number; ring: () => void }[] = [];
  /** Calls `ring` when `ms` of pauses have passed. */
  after(ms: number, ring: () => void): void {
    const alarm = {
      at: this.#now + ms,
      ring: () => {
        this.#alarms = this.#alarms.filter((each) => each !== alarm);
        ring();
      },
    };
    this.#alarms.push(alarm);
  }
}

/** Whether the bot is there, as its health check tells. */
import type { SlackStandIn } from '../slack';

const EVERY_MS = 1000;
/** A busy machine may miss one. */
const MOST_MISSES = 2;

export class BotWatch {
  #misses = 0;
  #looking = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly slack: SlackStandIn,
    private readonly changed: (up: boolean) => void,
  ) {}

  /** True until it is known to be gone: before it has started nobody misses it. */
  get up(): boolean {
    return this.#misses < MOST_MISSES;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#look(), EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const { delivery } = this.slack;
    if (this.#looking || (delivery.connections === 0 && delivery.requestUrl === undefined)) return;
    this.#looking = true;
    const before = this.up;
    this.#misses = (await this.#answers()) ? 0 : this.#misses + 1;
    this.#looking = false;
    if (this.up !== before) this.changed(this.up);
  }

  async #answers(): Promise<boolean> {
    const { delivery } = this.slack;
    if (delivery.connections > 0) return true;
    try {
      const response = await fetch(new URL('/health', delivery.requestUrl), {
        signal: AbortSignal.timeout(5 * EVERY_MS),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}

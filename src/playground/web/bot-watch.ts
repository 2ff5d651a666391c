/** Whether the bot is there, as its health check tells. */
import type { SlackStandIn } from '../slack';

const EVERY_MS = 1000;

export class BotWatch {
  #up = true;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly slack: SlackStandIn,
    private readonly changed: (up: boolean) => void,
  ) {}

  get up(): boolean {
    return this.#up;
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async look(): Promise<void> {
    const up = await this.#answers();
    if (up === this.#up) return;
    this.#up = up;
    this.changed(up);
  }

  async #answers(): Promise<boolean> {
    const { delivery } = this.slack;
    if (delivery.connections > 0) return true;
    if (delivery.requestUrl === undefined) return false;
    try {
      const response = await fetch(new URL('/health', delivery.requestUrl), {
        signal: AbortSignal.timeout(3 * EVERY_MS),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}

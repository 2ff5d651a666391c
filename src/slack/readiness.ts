/**
 * `GET /ready`: whether a question would be answered now, each thing that it takes named. Apart from `GET /health`, which
 * says that the process lives: whoever restarts it does not repair Slack, IAM or a database.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '@slack/bolt';
import { within } from './work';

/** What it takes, by its name. Each resolves when it works, and rejects with why it does not. */
export type Checks = Readonly<Record<string, () => Promise<unknown>>>;

/** Milliseconds for which an answer stands: whoever asks often asks nobody else often. */
const KEPT_MS = 5_000;
/** Milliseconds that a check may take; what is slower is not ready. */
const PATIENCE_MS = 3_000;

/** Whether one thing works now. */
export type State = 'ready' | 'not ready';

export class Readiness {
  readonly #known = new Map<string, State>();
  #asked?: { readonly at: number; readonly states: Promise<Readonly<Record<string, State>>> };

  constructor(
    private readonly checks: Checks,
    private readonly logger: Pick<Logger, 'warn' | 'info'>,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** The state of each. Never rejects. */
  states(): Promise<Readonly<Record<string, State>>> {
    if (!this.#asked || this.now() - this.#asked.at >= KEPT_MS) {
      this.#asked = { at: this.now(), states: this.#ask() };
    }
    return this.#asked.states;
  }

  /** Answers 200 when all is ready, 503 when something is not. Reasons are for the log: anybody may ask. */
  readonly route = (_request: IncomingMessage, response: ServerResponse): void => {
    void this.states().then((states) => {
      const ready = Object.values(states).every((state) => state === 'ready');
      response
        .writeHead(ready ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify({ status: ready ? 'ready' : 'not ready', ...states }));
    });
  };

  async #ask(): Promise<Readonly<Record<string, State>>> {
    const states = await Promise.all(
      Object.entries(this.checks).map(
        async ([name, check]) => [name, await this.#stateOf(name, check)] as const,
      ),
    );
    return Object.fromEntries(states);
  }

  async #stateOf(name: string, check: () => Promise<unknown>): Promise<State> {
    let state: State = 'ready';
    try {
      await within(PATIENCE_MS, check(), () => {
        throw new Error(`no answer within ${PATIENCE_MS / 1000} s`);
      });
    } catch (error) {
      state = 'not ready';
      if (this.#known.get(name) !== state) this.logger.warn(`${name} is not ready:`, error);
    }
    if (state === 'ready' && this.#known.get(name) === 'not ready')
      this.logger.info(`${name} is ready again`);
    this.#known.set(name, state);
    return state;
  }
}

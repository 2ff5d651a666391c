/** Faults that can be switched on, to see what the app makes of them. */

export interface Fault {
  /** Method that fails, `*` for all, `response_url` for the response URLs. */
  readonly method: string;
  /** How often it fails before it works again; absent: until cleared. */
  times?: number;
  /** Slack's word, answered with HTTP 200; or a status without a word. */
  readonly answer:
    | { readonly error: string }
    | { readonly status: number; readonly retryAfter?: number }
    | { readonly hang: true }
    /** The connection is cut before anything is done. */
    | { readonly cut: true }
    /** The call does what it should, and its answer is lost. */
    | { readonly lost: true };
}

export class Faults {
  #active: Fault[] = [];
  #waiting: (() => void)[] = [];

  add(fault: Fault): void {
    this.#active.push({ ...fault });
  }

  /** `times` calls of `method` are answered with 429 and Retry-After in seconds. */
  rateLimit(method = '*', retryAfter = 1, times = 1): void {
    this.add({ method, times, answer: { status: 429, retryAfter } });
  }

  clear(): void {
    this.#active = [];
  }

  /** Resolves when the next call fails because of a fault. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The fault that strikes this call, if any. */
  strike(method: string): Fault['answer'] | undefined {
    const fault = this.#active.find((each) => each.method === '*' || each.method === method);
    if (!fault) return undefined;
    for (const tell of this.#waiting.splice(0)) tell();
    if (fault.times !== undefined) {
      fault.times -= 1;
      if (fault.times <= 0) this.#active = this.#active.filter((each) => each !== fault);
    }
    return fault.answer;
  }
}

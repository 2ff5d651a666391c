/** What alerts need of webhooks. */

/** An event on its way. */
export interface Delivery {
  /** Of the event: the same however often it is tried. */
  readonly id: string;
  /** JSON. */
  readonly body: string;
}

/**
 * Why an event did not get through.
 * - `again`: the receiver may take it later; `retryAfterMs` says when
 * - `refused`: it does not take this one
 * - `gone`: it wants none any more
 * - `unknown`: the operator has set up no webhook of this name
 */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';

  constructor(
    readonly kind: 'again' | 'refused' | 'gone' | 'unknown',
    /** Why, without the address: `HTTP 500`, `no answer in time`. */
    readonly word: string,
    readonly retryAfterMs?: number,
  ) {
    super(`webhook: ${word}`);
  }
}

/** Sends events. */
export interface Webhooks {
  /** Those that the operator has set up. */
  readonly names: readonly string[];
  /** Resolves when the receiver took it; rejects with {@link WebhookError} only, and never tries twice by itself. */
  send(name: string, delivery: Delivery, signal: AbortSignal): Promise<void>;
}

export const noWebhooks: Webhooks = {
  names: [],
  send: async (name) => {
    throw new WebhookError('unknown', `no webhook is called ${name}`);
  },
};

/** One id for everything that one request, press or alert causes: it stands on the card and in every line of the log. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

const current = new AsyncLocalStorage<string>();

/** Runs `work` under an id of its own. */
export function correlated<T>(work: () => T): T {
  return current.run(randomBytes(4).toString('hex'), work);
}

/** The id of what is under way, eight hexadecimal digits; undefined: nothing that somebody asked for. */
export function correlationId(): string | undefined {
  return current.getStore();
}

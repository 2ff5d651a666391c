/** One id for everything that one request, press or alert causes: it stands on the card and in every line of the log. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { Follow, Traces } from './diagnosis/model/follow';

const current = new AsyncLocalStorage<string>();

/** Runs `work` under an id of its own. */
export function correlated<T>(work: () => T): T {
  return current.run(randomBytes(4).toString('hex'), work);
}

/** The id of what is under way, eight hexadecimal digits; undefined: nothing that somebody asked for. */
export function correlationId(): string | undefined {
  return current.getStore();
}

/** Follows work by its id, or by one of its own where it has none yet; and in traces, where there are any. */
export function followed(traces: Traces | undefined): Follow {
  return (name, work) => {
    const id = correlationId();
    if (id === undefined) return correlated(() => followed(traces)(name, work));
    if (!traces) return work({ id, tell: () => undefined });
    return traces.during(name, id, (tell) => work({ id, tell }));
  };
}

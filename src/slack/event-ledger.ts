/** Remembers which deliveries were answered: Slack delivers an event again when it doubts that it arrived. */
import { LRUCache } from 'lru-cache';
import { within } from './work';

export interface EventLedger {
  /** True for the first who claims `id`, false for everybody after. Atomic. */
  claim(id: string): Promise<boolean>;
}

/** Slack's last retry comes five minutes after the first delivery. */
const REMEMBER_MS = 60 * 60 * 1000;

/** A ledger of this process alone, of bounded size. */
export function memoryLedger(most = 10_000): EventLedger {
  const seen = new LRUCache<string, true>({ max: most, ttl: REMEMBER_MS });
  return {
    async claim(id) {
      if (seen.has(id)) return false;
      seen.set(id, true);
      return true;
    },
  };
}

/** Milliseconds that a claim may hold up Slack's acknowledgement, which has three seconds. */
const PATIENCE_MS = 500;

/**
 * A ledger of all instances, and of this one alone while the others' does not answer: that a request comes twice, to two
 * instances, just then, is less likely than that somebody waits.
 */
export function sharedLedger(
  shared: EventLedger,
  warn: (text: string, error?: unknown) => void,
  own = memoryLedger(),
): EventLedger {
  return {
    async claim(id) {
      if (!(await own.claim(id))) return false;
      const claimed = shared.claim(id).catch((error: unknown) => {
        warn('requests are remembered by this instance alone: the database does not answer', error);
        return true;
      });
      return within(PATIENCE_MS, claimed, () => true);
    },
  };
}

/** Remembers which deliveries were answered: Slack delivers an event again when it doubts that it arrived. */
import { LRUCache } from 'lru-cache';

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

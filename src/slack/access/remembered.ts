/** Answers of Slack that are trusted for a while. */
import type { LRUCache } from 'lru-cache';

/** One answer for everybody who asks in the meantime, and for as long as the cache keeps it; a failure is not kept. */
export function remembered<T>(
  cache: LRUCache<string, Promise<T>>,
  key: string,
  ask: () => Promise<T>,
): Promise<T> {
  const known = cache.get(key);
  if (known) return known;
  const asked = ask();
  cache.set(key, asked);
  asked.catch(() => cache.delete(key));
  return asked;
}

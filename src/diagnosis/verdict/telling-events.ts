/** The events of a report: those that say why come first. */
import type { PlatformEvent } from '../model/platform';
import { explain } from './text/explain';

/** Events beyond this are left to the button *All events*. */
const MOST_EVENTS = 50;

/** Events that say why come first, then other warnings, then the rest; newest first; the same message once. */
export function tellingEvents(events: readonly PlatformEvent[]): readonly PlatformEvent[] {
  const seen = new Set<string>();
  return events
    .filter((event) => !seen.has(event.message) && seen.add(event.message))
    .map((event) => ({ event, rank: rankOf(event) }))
    .toReversed()
    .sort((a, b) => a.rank - b.rank || (b.event.lastSeen ?? '').localeCompare(a.event.lastSeen ?? ''))
    .slice(0, MOST_EVENTS)
    .map(({ event }) => event);
}

function rankOf(event: PlatformEvent): number {
  if (event.type === 'Normal') return 2;
  return ['unknown', 'healthy-no-problem'].includes(explain(event.message).cause) ? 1 : 0;
}

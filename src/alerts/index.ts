/** Alerts: watch, incident, notice. What the other rooms may use. */

export type {
  Affected,
  AlertFigures,
  AuditEntry,
  AuditQueries,
  Called,
  Channel,
  ChannelPreferences,
  HistoryEntry,
  Incident,
  Mute,
  MuteTarget,
  Muting,
  Note,
  SnoozeMode,
  StoredRules,
  Subscription,
  Thing,
  WatchedKind,
} from '../store/port';
export { StoreError, watchedKinds } from '../store/port';
export { Alerts } from './alerts';
export { isTimeZone, wallTime } from './calendar';
export { workIdOf } from './incident/evidence-id';
export { type MuteLength, muteLengthOf, muteLengths } from './incident/mute-length';
export { isWatched, type WatchedSubject } from './incident/observation';
export { AlreadyRuns, type Pressed } from './incident/presses';
export { LazyAlerts } from './lazy';
export type { Audience, Told } from './outbox/audience';
export { type WebhookEvent, webhookEvent } from './outbox/event';
export * from './outbox/messenger';
export { uniqueCalls } from './outbox/view';
export * from './outbox/webhooks';
export type { AlertRules } from './rules';
export { systemTime, type Time } from './time';
export { fits } from './watch/glob';
export type { Watches, WatchRequest } from './watch/subscriptions';
export { MOST_BODY } from './watch/webhook';

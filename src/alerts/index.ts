/** Alerts: watch, incident, notice. What the other rooms may use. */

export type {
  Affected,
  Channel,
  ChannelPreferences,
  Evidence,
  HistoryEntry,
  Incident,
  Mute,
  Note,
  ProjectTrouble,
  Resolution,
  SnoozeMode,
  Subscription,
  SummaryItem,
  Thing,
  WatchedKind,
  WatchedProject,
} from '../store/port';
export { watchedKinds } from '../store/port';
export { Alerts, type AlertsOptions, type Pressed, type Watches, type WatchRequest } from './alerts';
export { isTimeZone, wallTime } from './calendar';
export { LazyAlerts } from './lazy';
export * from './outbox/messenger';
export { type AlertRules, defaultRules } from './rules';
export { systemTime, type Time } from './time';
export { MOST_BODY, SECRET_HEADER, type WebhookAnswer, type WebhookRequest } from './watch/webhook';

/** What people do about an incident. Pure: each step returns a new one; whoever does it again changes nothing. */
import type { Called, Incident, Muting, Note, SnoozeMode } from '../../store/port';
import type { Step } from '../outbox/step';
import type { AlertRules } from '../rules';
import { withDue } from '../state';
import { resolve } from './incident';

function unchanged(incident: Incident): Step {
  return { incident, notes: [], card: 'none' };
}

/** Whoever was first stays: a second press, or another person's in the same moment, is nothing new. */
export function acknowledge(incident: Incident, by: string, now: number): Step {
  if (incident.acknowledged) return unchanged(incident);
  return {
    incident: { ...incident, acknowledged: { by, at: now } },
    notes: [{ what: 'acknowledged', at: now, by }],
    card: 'touch',
  };
}

/** Nobody looks at it any more; where reminders are wanted, the time for one begins anew. */
export function unacknowledge(incident: Incident, by: string, now: number, rules: AlertRules): Step {
  if (!incident.acknowledged) return unchanged(incident);
  const { acknowledged: _, remindAt: __, ...open } = incident;
  const { state, remindAfter } = incident;
  const again = state === 'open' && remindAfter !== undefined ? { remindAt: now + remindAfter } : {};
  return {
    incident: withDue({ ...open, ...again }, rules),
    notes: [{ what: 'unacknowledged', at: now, by }],
    card: 'touch',
  };
}

/** @param to undefined: to nobody any more */
export function assign(incident: Incident, to: string | undefined, by: string, now: number): Step {
  if (incident.assigned?.to === to || incident.state === 'resolved') return unchanged(incident);
  const { assigned: _, ...rest } = incident;
  // Whoever takes it on need not be called.
  const calls: readonly Called[] = to !== undefined && to !== by ? [{ kind: 'person', id: to }] : [];
  const note: Note = {
    what: 'assigned',
    at: now,
    by,
    ...(to !== undefined && { to }),
    ...(calls.length > 0 && { calls }),
  };
  return {
    incident: to === undefined ? rest : { ...rest, assigned: { to, by, at: now } },
    notes: [note],
    card: 'touch',
  };
}

/** It is over because somebody says so. When it fails again, it comes back. */
export function resolveByHand(incident: Incident, by: string, now: number): Step {
  if (incident.state === 'resolved') return unchanged(incident);
  const { muted: _, ...heard } = incident;
  return resolve(heard, { how: 'by-hand', at: now, by, changes: [] }, now);
}

/**
 * Nothing is said of it in the channel until the snooze ends: after a time, when it changes, or when it is
 * resolved.
 */
export function snooze(
  incident: Incident,
  by: string,
  mode: SnoozeMode,
  until: number | undefined,
  now: number,
  rules: AlertRules,
): Step {
  const ends = until === undefined ? {} : { until };
  return {
    incident: withDue({ ...incident, snoozed: { by, at: now, mode, ...ends } }, rules),
    notes: [{ what: 'snoozed', at: now, by, mode, ...ends }],
    card: 'touch',
  };
}

/**
 * Nothing is said any more of this workload, or of this cause, until the mute ends; unchanged when it is muted
 * for just as long.
 */
export function mute(incident: Incident, of: 'cause' | 'workload', muting: Muting): Step {
  const { muted } = incident;
  if (muted && muted.until === muting.until) return unchanged(incident);
  return {
    incident: { ...incident, muted: muting },
    notes: [{ what: 'muted', of, ...muting }],
    card: 'touch',
  };
}

/** Takes a mute back. */
export function unmute({ muted: _, ...incident }: Incident, by: string, now: number): Step {
  return { incident, notes: [{ what: 'unmuted', at: now, by }], card: 'touch' };
}

/** The time for which it was muted is over, and it still fails. */
export function muteEnded({ muted: _, ...incident }: Incident, now: number): Step {
  return { incident, notes: [{ what: 'mute-ended', at: now, failures: incident.failures }], card: 'touch' };
}

/** Writes down what a webhook is to be told. Every incident has its events: storms and quiet hours are for people. */
import { randomUUID } from 'node:crypto';
import type { Incident, Notice, NoticeContent } from '../../store/port';
import type { AlertRules } from '../rules';
import { silent } from '../state';
import { eventOf, type WebhookEvent } from './event';
import type { Records } from './records';
import type { Step } from './step';

/** Where events to a webhook wait: beside the channels, so that one that does not answer holds up nothing else. */
export function placeOfWebhook(name: string): string {
  return `webhook:${name}`;
}

/** Inside a transaction that holds the channel. */
export async function tellWebhook(
  tx: Records,
  incident: Incident,
  step: Step,
  now: number,
  rules: AlertRules,
): Promise<void> {
  const webhook = incident.webhook ?? rules.webhook;
  const type = typeOf(step);
  if (webhook === undefined || webhook === 'off' || incident.state === 'tracking' || !type) return;
  // What nobody wants to hear of is told when somebody does something about it, and when it ends.
  if (type === 'incident.updated' && silent(incident) && step.notes.length === 0) return;
  const waiting = type === 'incident.updated' ? await tx.pendingEvent(incident.id) : undefined;
  const isMergeable = waiting?.channel === placeOfWebhook(webhook) && isUpdate(waiting);
  const id = isMergeable ? waiting.id : randomUUID();
  const content: NoticeContent = {
    type: 'webhook',
    incidentId: incident.id,
    webhook,
    event: eventOf(incident, type, id, now),
  };
  // One that waits says what is true now; its receiver need not know of each step.
  if (isMergeable) await tx.replaceContent(id, content);
  else await tx.addNotice({ id, channel: placeOfWebhook(webhook), content, notBefore: now, createdAt: now });
}

function typeOf({ news, card }: Step): WebhookEvent['type'] | undefined {
  if (news) return `incident.${news}`;
  if (card === 'open') return 'incident.opened';
  return card === 'touch' ? 'incident.updated' : undefined;
}

function isUpdate({ content }: Notice): boolean {
  return content.type === 'webhook' && content.event.type === 'incident.updated';
}

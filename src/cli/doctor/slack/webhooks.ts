import { randomUUID } from 'node:crypto';
import { WebhookError } from '../../../alerts';
import { systemClock } from '../../../core';
import { createWebhooks } from '../../../webhook';
import { readWebhooks, type WebhookSetting } from '../../../webhook-settings';
import type { Check } from '../check';
import { failed, type Outcome, passed, skipped } from '../outcome';

/** Each webhook of the operator's takes an event `ping`, which is about nothing. */
export const webhooks: Check = {
  part: 'slack',
  name: 'Webhooks of alerts',
  async run({ env, webhooks: wanted }) {
    const { webhooks: all, mistakes } = readWebhooks(env);
    if (mistakes.length > 0) {
      return failed(
        mistakes.map(([name, words]) => `${name} ${words}`).join('; '),
        'docs/webhook.md says how they are written.',
      );
    }
    if (all.length === 0) return skipped('ALERT_WEBHOOKS names none');
    if (!wanted) {
      return skipped(
        `${all.map(({ name }) => name).join(', ')}: nothing was sent`,
        'Add --webhooks: each is sent an event of type “ping”.',
      );
    }
    const sender = createWebhooks({ webhooks: all, clock: systemClock });
    try {
      return await Promise.all(all.map((one) => ping(one, sender)));
    } finally {
      sender.close();
    }
  },
};

async function ping({ name }: WebhookSetting, sender: ReturnType<typeof createWebhooks>): Promise<Outcome> {
  const id = randomUUID();
  const event = { version: 1, id, type: 'ping', at: new Date().toISOString() };
  try {
    await sender.send(name, { id, body: JSON.stringify(event) }, new AbortController().signal);
    return passed(`${name} took a ping`);
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    return failed(`${name} did not take a ping: ${error.word}`, cureOf(error));
  }
}

function cureOf({ word }: WebhookError): string {
  if (/^HTTP 40[13]/.test(word))
    return 'Compare its secret (ALERT_WEBHOOK_SECRETS) with that of the receiver.';
  if (/^HTTP 3/.test(word)) return 'Name the address that it redirects to: redirects are not followed.';
  if (/^HTTP 4(?:04|10)/.test(word)) return 'Correct its address in ALERT_WEBHOOKS.';
  if (/^HTTP 4/.test(word))
    return 'Let the receiver answer 2xx to types that it does not know: events may be added (docs/webhook.md).';
  if (/ALERT_WEBHOOK_ALLOWED_HOSTS/.test(word)) return 'Name its host there if it is meant to be private.';
  return 'Look whether the host can be reached from here, and whether the receiver runs.';
}

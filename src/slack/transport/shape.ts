/** What requests of Slack look like, as far as listeners rely on it. Source: Slack's references of payloads. */
import { z } from 'zod';

const named = z.looseObject({ id: z.string() });
const command = z.looseObject({ command: z.string(), user_id: z.string(), channel_id: z.string() });
const event = z.looseObject({ event: z.looseObject({ type: z.string() }) });
const view = z.looseObject({ id: z.string(), private_metadata: z.string().optional() });
const interaction = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('block_actions'),
    user: named,
    actions: z.array(z.looseObject({ type: z.string(), action_id: z.string() })).min(1),
    view: view.nullish(),
  }),
  z.looseObject({ type: z.literal('view_submission'), user: named, view }),
  z.looseObject({ type: z.literal('view_closed'), user: named, view }),
  z.looseObject({ type: z.literal('block_suggestion'), user: named, value: z.string() }),
  z.looseObject({ type: z.literal('shortcut'), user: named, callback_id: z.string() }),
  z.looseObject({ type: z.literal('message_action'), user: named, callback_id: z.string() }),
]);
/** Checks of Slack itself. */
const check = z.union([
  z.looseObject({ type: z.literal('url_verification'), challenge: z.string() }),
  z.looseObject({ ssl_check: z.literal('1') }),
]);
const request = z.union([command, event, interaction, check]);

/** Whether a body is one that Slack sends. What is not must not reach a listener. */
export function isSlackRequest(body: unknown): body is Readonly<Record<string, unknown>> {
  return request.safeParse(body).success;
}

/**
 * What names one delivery of Slack, whichever instance it reaches and however often it comes: a press, a command or a
 * submitted form has a trigger of its own. Undefined for events, which are claimed by their own ids.
 */
export function deliveryOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const { trigger_id: trigger, actions } = body as { trigger_id?: unknown; actions?: unknown };
  // Options are asked for again and again while somebody types, and change nothing.
  if (body.type === 'block_suggestion' || typeof trigger !== 'string' || trigger === '') return undefined;
  const [pressed] = Array.isArray(actions) ? (actions as { action_id?: unknown; action_ts?: unknown }[]) : [];
  return [trigger, pressed?.action_id, pressed?.action_ts].filter(Boolean).join(':');
}

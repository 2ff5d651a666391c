/** Requests that Slack signed, and whose content is the test's own: what a button holds, what a form remembers, who sends it. */
import type { Acknowledgement, DeliveryKind } from '../../playground/src/slack/delivery';
import type { Bench } from './slack-bench';

export interface Sender {
  readonly user?: string;
  /** Of whoever sends it. */
  readonly team?: string;
  readonly channel?: string;
}

export interface Forged {
  readonly kind: DeliveryKind;
  readonly payload: Record<string, unknown>;
}

const team = 'T0PLAY';
let made = 0;

/** What is the same in all requests of one sender; each has a trigger of its own. */
function common({ user = 'U0ADA', team: of = team, channel = 'C0SHOP' }: Sender) {
  made += 1;
  return {
    trigger_id: `forged.${made}`,
    api_app_id: 'A0CEIMAGE',
    user: { id: user, name: user.toLowerCase(), username: user.toLowerCase(), team_id: of },
    team: { id: of, domain: 'x' },
    enterprise: null,
    channel: { id: channel, name: 'x' },
    response_url: '',
    action_ts: `${made}.000000`,
  };
}

/** A button or a menu of a message. @param value of the button, or of the chosen option */
export function pressed(
  actionId: string,
  value: string,
  sender: Sender = {},
  ts = '1764000000.000100',
): Forged {
  const { channel = 'C0SHOP' } = sender;
  const { action_ts, ...all } = common(sender);
  const payload = {
    ...all,
    type: 'block_actions',
    container: { type: 'message', channel_id: channel, message_ts: ts, is_ephemeral: false },
    message: { ts, type: 'message', text: 'x' },
    actions: [{ type: 'button', action_id: actionId, block_id: 'b', value, action_ts }],
  };
  return { kind: 'interactive', payload };
}

/** An element of an open modal. */
export function pressedInView(
  actionId: string,
  value: string,
  metadata: string,
  sender: Sender = {},
): Forged {
  const { action_ts, channel: _, response_url: __, ...all } = common(sender);
  const view = { id: 'V0FORGED', type: 'modal', callback_id: 'transcript', private_metadata: metadata };
  const payload = {
    ...all,
    type: 'block_actions',
    container: { type: 'view', view_id: view.id },
    view: { ...view, state: { values: {} } },
    actions: [{ type: 'button', action_id: actionId, block_id: 'b', value, action_ts }],
  };
  return { kind: 'interactive', payload };
}

/** A submitted form, or a closed one. @param values by block id, of elements that are called `value` */
export function submitted(
  callbackId: string,
  metadata: string,
  values: Readonly<Record<string, unknown>> = {},
  sender: Sender = {},
  type = 'view_submission',
): Forged {
  const { channel: _, response_url: __, action_ts: ___, ...all } = common(sender);
  const state = {
    values: Object.fromEntries(Object.entries(values).map(([block, value]) => [block, { value }])),
  };
  const view = { id: 'V0FORGED', type: 'modal', callback_id: callbackId, private_metadata: metadata, state };
  return { kind: 'interactive', payload: { ...all, type, view, response_urls: [] } };
}

/** What somebody types into a menu of a form. */
export function typedInto(
  blockId: string,
  actionId: string,
  metadata: string,
  typed = '',
  sender: Sender = {},
): Forged {
  const { response_url: _, ...all } = common(sender);
  const view = { id: 'V0FORGED', type: 'modal', callback_id: 'x', private_metadata: metadata };
  const payload = {
    ...all,
    type: 'block_suggestion',
    action_id: actionId,
    block_id: blockId,
    value: typed,
    view,
  };
  return { kind: 'interactive', payload };
}

/** A shortcut in the menu of a message. */
export function messageShortcut(callbackId: string, text: string, sender: Sender = {}): Forged {
  const { user = 'U0ADA' } = sender;
  const message = { type: 'message', ts: '1764000000.000100', text, user };
  const payload = {
    ...common(sender),
    type: 'message_action',
    callback_id: callbackId,
    message_ts: message.ts,
    message,
  };
  return { kind: 'interactive', payload };
}

/** A shortcut that belongs to no channel. */
export function globalShortcut(callbackId: string, sender: Sender = {}): Forged {
  const { channel: _, response_url: __, ...all } = common(sender);
  return { kind: 'interactive', payload: { ...all, type: 'shortcut', callback_id: callbackId } };
}

/** `/ce-image TEXT` */
export function commanded(text: string, sender: Sender = {}): Forged {
  const { user = 'U0ADA', team: of = team, channel = 'C0SHOP' } = sender;
  const { trigger_id, response_url, api_app_id } = common(sender);
  const payload = {
    trigger_id,
    response_url,
    api_app_id,
    command: '/ce-image',
    text,
    user_id: user,
    user_name: user.toLowerCase(),
    team_id: of,
    channel_id: channel,
    channel_name: 'x',
  };
  return { kind: 'slash_commands', payload };
}

/** An event of the Events API. It reaches the bot's workspace; whoever caused it is of `sender.team`. */
export function happened(event: Readonly<Record<string, unknown>>, sender: Sender = {}): Forged {
  const { user = 'U0ADA', team: of = team, channel = 'C0SHOP' } = sender;
  made += 1;
  const ts = `17640${String(made).padStart(5, '0')}.000100`;
  const payload = {
    type: 'event_callback',
    team_id: team,
    api_app_id: 'A0CEIMAGE',
    event_id: `EvFORGED${made}`,
    event_time: 1_764_000_000,
    event: { ts, event_ts: ts, channel, user, user_team: of, source_team: of, team: of, ...event },
    authorizations: [{ team_id: team, enterprise_id: null, user_id: 'U0CEIMAGE', is_bot: true }],
    is_ext_shared_channel: of !== team,
  };
  return { kind: 'events_api', payload };
}

/**
 * Sends it over the transport that the bench has, and waits until the bot is done.
 * @param responseUrl takes what the bot answers there; absent: nothing does
 */
export async function send(
  bench: Bench,
  { kind, payload }: Forged,
  responseUrl = `${bench.slack.url}/response/none`,
): Promise<Acknowledgement> {
  const urls = 'response_url' in payload ? { response_url: responseUrl } : {};
  const acknowledged = await bench.slack.delivery.deliver(kind, { ...payload, ...urls });
  await bench.app.idle();
  return acknowledged;
}

/** The workspace as the page gets it. */
import { canMend, explainExamples, scenarios } from '../scenarios';
import type { Channel, Message, SlackStandIn, View } from '../slack';
import { manifestShortcuts } from '../slack/scopes';
import type { World } from '../world';
import type { FaultSwitches } from './faults';
import { canHappen, happenings } from './happenings';
import type { Snapshot, WireCase, WireChannel, WireMessage, WireView, WireWorld } from './wire';

/** Messages that a page is given when it comes. */
const MOST_MESSAGES = 500;

/** Slack's: blocks, and characters of all blocks together (undocumented; see block-kit-limits.json). */
const messageLimits = { blocks: 50, characters: 12_000 };

const cases: readonly WireCase[] = [
  ...scenarios.map((scenario) => ({
    id: scenario.id,
    ...(scenario.case !== 'none' && { case: scenario.case }),
    title: scenario.title,
    command: scenario.command,
    cause: scenario.cause,
    happens: canHappen(scenario),
    mends: canMend(scenario),
  })),
  ...explainExamples.map(({ case: documented, title, text, cause }) => ({
    id: `explain-${documented}`,
    case: documented,
    title,
    command: `explain ${text}`,
    cause,
    happens: false,
    mends: false,
  })),
];

export function wireMessage(message: Message): WireMessage {
  const { channel, ts, threadTs, user, byBot, text, blocks, history, deleted, onlyFor, reactions, files } =
    message;
  return {
    channel,
    ts,
    ...(threadTs === undefined ? {} : { threadTs }),
    user,
    byBot,
    text,
    blocks,
    edits: history.length,
    deleted,
    ...(onlyFor === undefined ? {} : { onlyFor }),
    reactions,
    ...(files ? { files: files.map(({ id, name, content }) => ({ id, name, size: content.length })) } : {}),
  };
}

export function wireView({ id, kind, user, hash, payload, open, errors }: View): WireView {
  return { id, kind, user, hash, payload, open, errors };
}

export function wireChannel({ id, kind, name, user, members }: Channel): WireChannel {
  return {
    id,
    kind,
    ...(name === undefined ? {} : { name }),
    ...(user === undefined ? {} : { user }),
    members: [...members],
  };
}

export function wireWorld(world: World, faults: FaultSwitches): WireWorld {
  return { now: world.clock.now(), speed: world.clock.speed, faults: faults.list() };
}

export function snapshot(
  { state }: SlackStandIn,
  world: World,
  faults: FaultSwitches,
  botUp: boolean,
): Snapshot {
  return {
    app: { userId: state.app.userId, command: '/ce-image' },
    team: state.team.name,
    users: [...state.users.values()].map(({ details, ...user }) => ({
      ...user,
      ...(details?.is_admin === true && { isAdmin: true }),
    })),
    groups: Object.fromEntries([...state.groupHandles].map(([id, { handle }]) => [id, handle])),
    channels: [...state.channels.values()].map(wireChannel),
    messages: state.messages
      .filter(({ deleted }) => !deleted)
      .slice(-MOST_MESSAGES)
      .map(wireMessage),
    views: [...state.views.values()].filter(({ open }) => open).map(wireView),
    cases,
    happenings,
    shortcuts: manifestShortcuts().map(({ callback_id: id, name, type }) => ({ id, name, of: type })),
    world: wireWorld(world, faults),
    botUp,
    limits: messageLimits,
  };
}

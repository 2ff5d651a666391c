/** What the page knows: the workspace as the server streams it, and where this window looks. */
import { useEffect, useState } from 'preact/hooks';
import type { Action, Events, Outcome, Snapshot, WireChannel, WireMessage, WireView } from '../src/web/wire';

export interface Notice {
  readonly id: number;
  readonly text: string;
  /** Where it leads. */
  readonly channel?: string;
  /** Nothing went wrong. */
  readonly news?: boolean;
}

export interface State {
  readonly snapshot: Snapshot | undefined;
  /** `lost`: the server cannot be reached; it is tried again. */
  readonly connection: 'connecting' | 'open' | 'lost';
  /** The person of this window. */
  readonly me: string;
  readonly channel: string;
  /** `ts` of the thread that is open. */
  readonly thread: string | undefined;
  /** What came in where this window does not look: count by channel. */
  readonly unread: Readonly<Record<string, number>>;
  readonly notices: readonly Notice[];
  /** How often this window said something: then it looks at what comes. */
  readonly sent: number;
  /** Step of the tour, from 0; absent: there is no tour. */
  readonly tour: number | undefined;
  /** Text that something else than typing puts into the composer. */
  readonly draft: { readonly text: string; readonly at: number };
}

const given = new URLSearchParams(location.search);

let state: State = {
  snapshot: undefined,
  connection: 'connecting',
  me: given.get('as') ?? 'U0ADA',
  channel: given.get('channel') ?? 'C0SHOP',
  thread: undefined,
  unread: {},
  notices: [],
  sent: 0,
  tour: given.has('tour') ? 0 : undefined,
  draft: { text: '', at: 0 },
};
const listeners = new Set<() => void>();

/** What a channel is called: a group of people by those who are in it. */
export function channelName(
  { kind, name, id, members }: WireChannel,
  snapshot: Snapshot,
  me: string,
): string {
  if (kind === 'im') return 'ce-image';
  if (kind !== 'mpim') return name ?? id;
  const others = members.filter((each) => each !== me);
  return others
    .map((each) => snapshot.users.find((user) => user.id === each))
    .map((user) => (user?.isBot ? user.name : (user?.realName ?? '?')))
    .join(', ');
}

export function change(part: Partial<State>): void {
  state = { ...state, ...part };
  for (const listener of listeners) listener();
}

export function current(): State {
  return state;
}

export function useStore(): State {
  const [drawn, draw] = useState(state);
  useEffect(() => {
    const listener = () => draw(state);
    listeners.add(listener);
    // It may have changed since it was drawn.
    listener();
    return () => void listeners.delete(listener);
  }, []);
  return drawn;
}

/** Follows the server's stream; the browser comes back by itself when it is interrupted. */
export function follow(): void {
  const stream = new EventSource('/api/events');
  const on = <Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void) =>
    stream.addEventListener(name, (event) => listener(JSON.parse((event as MessageEvent<string>).data)));
  stream.onerror = () => {
    change({ connection: 'lost' });
    // After some answers a browser gives up; the server may be there again later.
    if (stream.readyState === EventSource.CLOSED) {
      stream.close();
      setTimeout(follow, 1000);
    }
  };
  on('snapshot', (snapshot) => {
    const first = state.snapshot === undefined;
    const me = snapshot.users.some(({ id, isBot }) => id === state.me && !isBot) ? state.me : 'U0ADA';
    const seen = snapshot.channels.find(({ id, members }) => id === state.channel && members.includes(me));
    change({
      snapshot,
      connection: 'open',
      me,
      channel: seen?.id ?? 'C0SHOP',
      ...(first ? {} : { thread: undefined, unread: {} }),
    });
  });
  on('message', message);
  on('view', (view) => patch((snapshot) => ({ views: replaced(snapshot.views, view, sameId) })));
  on('channel', (channel) =>
    patch((snapshot) => ({ channels: replaced(snapshot.channels, channel, sameId) })),
  );
  on('world', (world) => patch(() => ({ world })));
  on('bot', ({ up }) => patch(() => ({ botUp: up })));
}

function message(message: WireMessage): void {
  const { snapshot, me, channel, thread, unread } = state;
  if (!snapshot) return;
  const known = snapshot.messages.some((each) => sameMessage(each, message));
  patch(({ messages }) => ({ messages: replaced(messages, message, sameMessage) }));
  if (known || message.deleted || !isFor(message, me)) return;
  const there = snapshot.channels.find(({ id }) => id === message.channel);
  if (!there?.members.includes(me) || message.user === me) return;
  // The first reply to what this person just said opens its thread, as its author waits for it.
  const root = snapshot.messages.find(
    ({ channel: at, ts }) => at === message.channel && ts === message.threadTs,
  );
  if (message.channel === channel && root?.user === me && message.threadTs !== thread && message.byBot)
    change({ thread: message.threadTs });
  const looking = message.channel === channel && document.hasFocus();
  if (looking) return;
  change({ unread: { ...unread, [message.channel]: (unread[message.channel] ?? 0) + 1 } });
  if (message.channel === channel) return;
  const author = snapshot.users.find(({ id }) => id === message.user);
  const place = there.kind === 'im' ? '' : ` in #${there.name}`;
  tell(`${author?.realName ?? message.user}${place}: ${decoded(message.text)}`, {
    channel: message.channel,
    news: true,
  });
}

function patch(part: (snapshot: Snapshot) => Partial<Snapshot>): void {
  const { snapshot } = state;
  if (snapshot) change({ snapshot: { ...snapshot, ...part(snapshot) } });
}

function replaced<T>(list: readonly T[], item: T, same: (a: T, b: T) => boolean): readonly T[] {
  const at = list.findIndex((each) => same(each, item));
  return at < 0 ? [...list, item] : list.with(at, item);
}

const sameId = <T extends WireView | WireChannel>(a: T, b: T) => a.id === b.id;
const sameMessage = (a: WireMessage, b: WireMessage) => a.channel === b.channel && a.ts === b.ts;

export function isFor({ onlyFor }: WireMessage, person: string): boolean {
  return onlyFor === undefined || onlyFor === person;
}

let notices = 0;

/** Says something that only this window shows, for a while. `channel`: where it leads; `news`: nothing went wrong. */
export function tell(text: string, about: Pick<Notice, 'channel' | 'news'> = {}): void {
  notices += 1;
  const id = notices;
  const notice = { id, text, ...about };
  change({ notices: [...state.notices, notice].slice(-4) });
  setTimeout(() => change({ notices: state.notices.filter((each) => each.id !== id) }), 8000);
}

/** Does it, and says what happens, or why it could not be done. True when it was. */
export async function perform(action: Action): Promise<boolean> {
  const outcome = await request(action);
  if (!outcome.ok) tell(outcome.message ?? 'That did not work.');
  else if (outcome.message) tell(outcome.message, { news: true });
  return outcome.ok;
}

/** Asks for it, and returns the answer as it is. */
export async function request(action: Action): Promise<Outcome> {
  try {
    const response = await fetch('/api/actions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    return (await response.json()) as Outcome;
  } catch {
    return { ok: false, message: 'The playground does not answer. Start it again: npm start' };
  }
}

/** Slack's three entities, as they are meant. */
export function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

export function go(channel: string): void {
  change({ channel, thread: undefined, unread: { ...state.unread, [channel]: 0 } });
}

/** Says it where this window looks; a thread's composer names its thread. */
export async function say(text: string, thread?: string, files: readonly File[] = []): Promise<boolean> {
  const { me, channel, sent } = state;
  change({ sent: sent + 1 });
  const given = await Promise.all(
    files.map(async (file) => ({ name: file.name, base64: await base64Of(file) })),
  );
  return perform({
    do: 'say',
    as: me,
    channel,
    text,
    ...(thread === undefined ? {} : { thread }),
    ...(given.length > 0 ? { files: given } : {}),
  });
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** Uses a shortcut of the app; `on`: the message in whose menu it stands. */
export function use(id: string, on?: { readonly channel: string; readonly ts: string }): void {
  void perform({ do: 'shortcut', as: state.me, id, ...(on ? { on } : {}) });
}

/** Puts a text into the composer. */
export function propose(text: string): void {
  change({ draft: { text, at: state.draft.at + 1 } });
}

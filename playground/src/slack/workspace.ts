/** The state of the Slack workspace: who is there, what was said, what is open. Every change is announced. */

export type Block = Record<string, unknown>;

export interface User {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly isBot: boolean;
  /** What Slack tells of guests, administrators and people of other workspaces, as fields of `users.info`. */
  details?: Readonly<Record<string, unknown>>;
}

export interface Channel {
  readonly id: string;
  /** `im` is a direct message with the bot, `mpim` one of several people. */
  readonly kind: 'public' | 'private' | 'im' | 'mpim';
  /** Absent for a direct message. */
  readonly name?: string;
  /** The person of a direct message. */
  readonly user?: string;
  archived: boolean;
  readonly members: Set<string>;
}

export interface Version {
  /** ISO 8601. */
  readonly at: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** A file as its owner gave it. */
export interface SharedFile {
  readonly id: string;
  readonly name: string;
  readonly filetype: string;
  readonly mimetype: string;
  readonly mode: 'hosted' | 'snippet';
  readonly user: string;
  readonly content: Buffer;
}

export interface Message {
  readonly channel: string;
  /** Also its name in the channel: `1764000000.000100`. */
  readonly ts: string;
  readonly threadTs?: string;
  /** The author; the bot's user id for its own. */
  readonly user: string;
  readonly byBot: boolean;
  text: string;
  blocks: readonly Block[];
  /** What it said before, oldest first. */
  readonly history: Version[];
  deleted: boolean;
  /** A thread's message that the channel shows as well. */
  readonly broadcast?: boolean;
  /** Only this person sees it. */
  readonly onlyFor?: string;
  readonly reactions: { readonly name: string; readonly users: string[] }[];
  readonly files?: readonly SharedFile[];
  /** Of messages of other apps. */
  readonly attachments?: readonly Readonly<Record<string, unknown>>[];
  /** The bot of another app that wrote it. */
  readonly otherBot?: string;
  /** What the app attached to it; people do not see it. */
  metadata?: Readonly<Record<string, unknown>>;
}

export interface View {
  readonly id: string;
  readonly kind: 'modal' | 'home';
  readonly user: string;
  hash: string;
  /** The view as the app sent it. */
  payload: Record<string, unknown>;
  readonly previousId?: string;
  readonly rootId: string;
  open: boolean;
  /** What the app found wrong with the inputs, by block id. */
  errors: Readonly<Record<string, string>>;
}

export type Change =
  | { readonly type: 'message' | 'message_changed' | 'message_deleted'; readonly message: Message }
  | { readonly type: 'view_opened' | 'view_updated' | 'view_closed'; readonly view: View }
  | { readonly type: 'channel'; readonly channel: Channel }
  | { readonly type: 'reset' };

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** A workspace with three people, a few channels and the bot. */
export class Workspace {
  readonly team = { id: 'T0PLAY', domain: 'playground', name: 'Playground' } as const;
  readonly app = {
    id: 'A0CEIMAGE',
    botId: 'B0CEIMAGE',
    userId: 'U0CEIMAGE',
    /** It is sold, and not listed in Slack's Marketplace: it reads little at a time. */
    outsideMarketplace: false,
  };
  readonly users = new Map<string, User>();
  /** Members by id of the user group. */
  readonly groups = new Map<string, string[]>();
  /** What groups are mentioned by, by their id; a group without stands for itself. */
  readonly groupHandles = new Map<string, { readonly handle: string; readonly name: string }>();
  readonly channels = new Map<string, Channel>();
  /** In the order in which they were said. */
  readonly messages: Message[] = [];
  readonly views = new Map<string, View>();
  /** The Enterprise Grid organisation that has installed the app for all of its workspaces. */
  organisation?: { readonly id: string; readonly name: string };
  /** Base of the addresses of files. */
  filesUrl = '';
  /** What the workspace's owners set. */
  readonly rules: {
    /** Milliseconds after which messages are not edited any more; absent: always. */
    editWindowMs?: number;
    /** Folded blocks are not known here. */
    noContainers?: boolean;
    /** What a message carries besides what people see is not taken here. */
    noMetadata?: boolean;
  } = {};
  readonly #listeners = new Set<(change: Change) => void>();
  #lastTs = 0;
  #ids = 0;

  constructor(readonly clock: Clock) {
    const people: [string, string, string][] = [
      ['U0ADA', 'ada', 'Ada Alvarez'],
      ['U0BEN', 'ben', 'Ben Brandt'],
      ['U0CHI', 'chi', 'Chi Chen'],
    ];
    for (const [id, name, realName] of people) this.users.set(id, { id, name, realName, isBot: false });
    this.users.set(this.app.userId, {
      id: this.app.userId,
      name: 'ce-image',
      realName: 'ce-image',
      isBot: true,
    });
    const everybody = people.map(([id]) => id);
    this.groups.set('S0ONCALL', ['U0BEN', 'U0CHI']);
    this.groupHandles.set('S0ONCALL', { handle: 'oncall', name: 'On call' });
    this.groups.set('S0PAYMENTS', ['U0CHI']);
    this.groupHandles.set('S0PAYMENTS', { handle: 'payments', name: 'Payments team' });
    this.#channel({ id: 'C0SHOP', kind: 'public', name: 'shop' }, [...everybody, this.app.userId]);
    this.#channel({ id: 'C0GENERAL', kind: 'public', name: 'general' }, everybody);
    this.#channel({ id: 'C0SECRET', kind: 'private', name: 'payments-private' }, everybody.slice(0, 2));
    this.#channel({ id: 'G0GROUP', kind: 'mpim', name: 'mpdm-ada--ben--ce-image-1' }, [
      ...everybody.slice(0, 2),
      this.app.userId,
    ]);
    for (const [id, name] of people) {
      this.#channel({ id: `D0${name.toUpperCase()}`, kind: 'im', user: id }, [id, this.app.userId]);
    }
  }

  /** Calls `listener` on every change; returns the way to stop. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** The first change from now on that fits. */
  async next<T extends Change>(fits: (change: Change) => change is T): Promise<T>;
  async next(fits: (change: Change) => boolean): Promise<Change>;
  async next(fits: (change: Change) => boolean): Promise<Change> {
    return new Promise((resolve) => {
      const stop = this.subscribe((change) => {
        if (!fits(change)) return;
        stop();
        resolve(change);
      });
    });
  }

  /** By id, or by name with or without `#`. */
  channel(idOrName: string): Channel | undefined {
    return (
      this.channels.get(idOrName) ??
      [...this.channels.values()].find(
        (each) => each.name !== undefined && each.name === idOrName.replace(/^#/, ''),
      )
    );
  }

  directMessage(user: string): Channel {
    const existing = [...this.channels.values()].find((each) => each.kind === 'im' && each.user === user);
    return existing ?? this.#channel({ id: this.id('D'), kind: 'im', user }, [user, this.app.userId]);
  }

  message(channel: string, ts: string): Message | undefined {
    return this.messages.find((each) => each.channel === channel && each.ts === ts);
  }

  /** Messages that stand in a channel or thread, oldest first. `viewer` also sees what is only for them. */
  visible(
    channel: string,
    options: { readonly viewer?: string; readonly threadTs?: string } = {},
  ): Message[] {
    return this.messages.filter(
      (each) =>
        each.channel === channel &&
        !each.deleted &&
        (each.onlyFor === undefined || (each.onlyFor === options.viewer && this.#isThreadAlive(each))) &&
        (options.threadTs === undefined
          ? each.threadTs === undefined || each.threadTs === each.ts || each.broadcast === true
          : each.threadTs === options.threadTs || each.ts === options.threadTs),
    );
  }

  /**
   * Ephemeral messages of a thread are shown only where the thread has replies.
   * Source: docs.slack.dev/reference/methods/chat.postEphemeral, argument `thread_ts`.
   */
  #isThreadAlive({ channel, threadTs }: Message): boolean {
    const inThread = (each: Message) =>
      each.channel === channel && each.threadTs === threadTs && !each.onlyFor && !each.deleted;
    return threadTs === undefined || this.messages.some(inThread);
  }

  say(
    said: Pick<Message, 'channel' | 'user' | 'byBot' | 'text' | 'blocks'> &
      Partial<
        Pick<
          Message,
          'threadTs' | 'broadcast' | 'onlyFor' | 'metadata' | 'files' | 'attachments' | 'otherBot'
        >
      >,
  ): Message {
    const message: Message = {
      ...said,
      blocks: this.withIds(said.blocks),
      ts: this.#nextTs(),
      history: [],
      deleted: false,
      reactions: [],
    };
    this.messages.push(message);
    this.announce({ type: 'message', message });
    return message;
  }

  edit(message: Message, text: string, blocks: readonly Block[]): void {
    message.history.push({ at: this.now(), text: message.text, blocks: message.blocks });
    message.text = text;
    message.blocks = this.withIds(blocks);
    this.announce({ type: 'message_changed', message });
  }

  remove(message: Message): void {
    message.deleted = true;
    this.announce({ type: 'message_deleted', message });
  }

  openView(user: string, payload: Record<string, unknown>, previous?: View): View {
    const id = this.id('V');
    const view: View = {
      id,
      kind: payload.type === 'home' ? 'home' : 'modal',
      user,
      hash: this.id('h'),
      payload: { ...payload, blocks: this.withIds(asBlocks(payload.blocks)) },
      rootId: previous?.rootId ?? id,
      ...(previous ? { previousId: previous.id } : {}),
      open: true,
      errors: {},
    };
    this.views.set(id, view);
    this.announce({ type: 'view_opened', view });
    return view;
  }

  updateView(view: View, payload: Record<string, unknown>): void {
    view.payload = { ...payload, blocks: this.withIds(asBlocks(payload.blocks)) };
    view.hash = this.id('h');
    view.errors = {};
    this.announce({ type: 'view_updated', view });
  }

  /** Closes a view and everything above it. */
  closeView(view: View): void {
    for (const each of this.views.values()) {
      if (each.previousId === view.id && each.open) this.closeView(each);
    }
    view.open = false;
    this.announce({ type: 'view_closed', view });
  }

  /** Takes away what was said and what is open. */
  reset(): void {
    for (const message of this.messages) message.deleted = true;
    this.messages.length = 0;
    for (const view of this.views.values()) view.open = false;
    this.views.clear();
    this.announce({ type: 'reset' });
  }

  /** ISO 8601. */
  now(): string {
    return new Date(this.clock.now()).toISOString();
  }

  /** A new id with Slack's kind of prefix. */
  id(prefix: string): string {
    this.#ids += 1;
    return `${prefix}${this.#ids.toString(36).toUpperCase().padStart(8, '0')}`;
  }

  /** Blocks and elements without an id get one, as Slack gives them. */
  withIds(blocks: readonly Block[]): Block[] {
    return blocks.map((block) => ({
      block_id: this.id('b'),
      ...this.#withActionIds(block),
    }));
  }

  #withActionIds(block: Block): Block {
    const named = (element: unknown): unknown =>
      isInteractive(element) && element.action_id === undefined
        ? { ...element, action_id: this.id('a') }
        : element;
    return {
      ...block,
      ...(Array.isArray(block.elements) && block.type !== 'rich_text'
        ? { elements: block.elements.map(named) }
        : {}),
      ...(block.accessory ? { accessory: named(block.accessory) } : {}),
      ...(block.element ? { element: named(block.element) } : {}),
    };
  }

  #nextTs(): string {
    this.#lastTs = Math.max(this.#lastTs + 1, this.clock.now() * 1000);
    return (this.#lastTs / 1_000_000).toFixed(6);
  }

  #channel(channel: Pick<Channel, 'id' | 'kind' | 'name' | 'user'>, members: readonly string[]): Channel {
    const made: Channel = { ...channel, archived: false, members: new Set(members) };
    this.channels.set(made.id, made);
    this.announce({ type: 'channel', channel: made });
    return made;
  }
}

const withoutAction = new Set(['image', 'plain_text', 'mrkdwn', 'card']);

function isInteractive(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    !withoutAction.has(value.type)
  );
}

function asBlocks(value: unknown): readonly Block[] {
  return Array.isArray(value) ? (value as Block[]) : [];
}

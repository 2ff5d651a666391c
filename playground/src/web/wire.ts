/** What travels between the playground's server and its page. Types only: both sides import them. */

export interface WireUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly isBot: boolean;
  /** Of the workspace. */
  readonly isAdmin?: boolean;
}

export interface WireChannel {
  readonly id: string;
  readonly kind: 'public' | 'private' | 'im' | 'mpim';
  readonly name?: string;
  readonly user?: string;
  readonly members: readonly string[];
}

export interface WireMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly byBot: boolean;
  readonly text: string;
  readonly blocks: readonly Record<string, unknown>[];
  /** How often it was edited. */
  readonly edits: number;
  readonly deleted: boolean;
  readonly onlyFor?: string;
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
  readonly files?: readonly { readonly id: string; readonly name: string; readonly size: number }[];
}

/** What the app offers in the menu of a message, or everywhere. */
export interface WireShortcut {
  readonly id: string;
  readonly name: string;
  readonly of: 'message' | 'global';
}

export interface WireView {
  readonly id: string;
  readonly kind: 'modal' | 'home';
  readonly user: string;
  readonly hash: string;
  readonly payload: Record<string, unknown>;
  readonly open: boolean;
  /** By block id. */
  readonly errors: Readonly<Record<string, string>>;
}

export interface WireCase {
  readonly id: string;
  /** `B-4`; absent for what works. */
  readonly case?: string;
  readonly title: string;
  /** Whether it can happen once more; the others are texts that somebody pastes. */
  readonly happens: boolean;
  /** Whether somebody can mend it. */
  readonly mends: boolean;
  /** What follows `/ce-image`. */
  readonly command: string;
  readonly cause: string;
}

export interface WireSwitch {
  readonly id: string;
  readonly title: string;
  readonly on: boolean;
}

export interface WireHappening {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** What to ask afterwards; follows `/ce-image`. */
  readonly command: string;
}

export interface WireWorld {
  /** World time, milliseconds since 1970. */
  readonly now: number;
  /** World seconds a real second. */
  readonly speed: number;
  readonly faults: readonly WireSwitch[];
}

export interface Snapshot {
  readonly app: { readonly userId: string; readonly command: string };
  readonly team: string;
  readonly users: readonly WireUser[];
  /** Handles of user groups, by their id. */
  readonly groups: Readonly<Record<string, string>>;
  readonly channels: readonly WireChannel[];
  readonly messages: readonly WireMessage[];
  readonly views: readonly WireView[];
  readonly cases: readonly WireCase[];
  readonly happenings: readonly WireHappening[];
  readonly shortcuts: readonly WireShortcut[];
  readonly world: WireWorld;
  readonly botUp: boolean;
  /** What one message may hold. */
  readonly limits: { readonly blocks: number; readonly characters: number };
}

/** Events of the stream, by name. */
export interface Events {
  readonly snapshot: Snapshot;
  readonly message: WireMessage;
  readonly view: WireView;
  readonly channel: WireChannel;
  readonly world: WireWorld;
  readonly bot: { readonly up: boolean };
}

/** Where something was pressed. */
export type Spot = { readonly channel: string; readonly ts: string } | { readonly view: string };

/** What a person does on the page. `as` is the id of the person. */
export type Action =
  | {
      readonly do: 'say';
      readonly as: string;
      readonly channel: string;
      /** Empty where there are files. */
      readonly text: string;
      readonly thread?: string;
      /** Their bytes, as base64. */
      readonly files?: readonly { readonly name: string; readonly base64: string }[];
    }
  /** A shortcut; `on`: the message in whose menu it was chosen. */
  | { readonly do: 'shortcut'; readonly as: string; readonly id: string; readonly on?: Spot }
  | {
      readonly do: 'press';
      readonly as: string;
      readonly on: Spot;
      readonly action: string;
      /** Which of two, for feedback buttons. */
      readonly value?: string;
    }
  | {
      readonly do: 'choose';
      readonly as: string;
      readonly on: Spot;
      readonly menu: string;
      readonly option: string;
    }
  /** Asks the app what an external menu offers. */
  | {
      readonly do: 'options';
      readonly as: string;
      readonly on: Spot;
      readonly menu: string;
      readonly typed: string;
    }
  | {
      readonly do: 'submit';
      readonly as: string;
      readonly view: string;
      readonly values: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
    }
  | { readonly do: 'dismiss'; readonly as: string; readonly view: string }
  | { readonly do: 'fault'; readonly name: string; readonly on: boolean }
  | { readonly do: 'speed'; readonly speed: number }
  | { readonly do: 'happen' | 'mend'; readonly name: string }
  | { readonly do: 'reset' };

/** The answer to an action. */
export interface Outcome {
  readonly ok: boolean;
  /** Kebab case. */
  readonly error?: string;
  /** What went wrong, or what happens now, in words for people. */
  readonly message?: string;
  /** What an external menu offers: `options` or `option_groups`. */
  readonly options?: Readonly<Record<string, unknown>>;
}

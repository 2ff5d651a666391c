/** What can be asked for. A command line says it, and so does the value of a button. */
import type { MuteLength, WatchedKind } from '../../alerts';
import type { CauseId } from '../../diagnosis/model/cause-id';
import type { WorkloadKind } from '../../diagnosis/model/subject';
import type { Region } from './regions';

/** Where to look; absent: the default project. */
export interface Scope {
  /** Project name or id. */
  readonly project?: string;
  readonly region?: Region;
  /** Name of the IBM Cloud account, where there are several. */
  readonly account?: string;
}

export interface OverviewCommand extends Scope {
  readonly do: 'overview';
  /** Name what is well, too. */
  readonly all?: true;
}

/** A resource by its name. */
export interface Named extends Scope {
  readonly kind?: WorkloadKind;
  readonly name: string;
}

export interface DiagnoseCommand extends Named {
  readonly do: 'diagnose';
  /** Of a build: look at its source as it is now, before any run. */
  readonly check?: true;
  /** What changed in its source since the last good run. */
  readonly changes?: true;
}

export interface TranscriptCommand extends Named {
  readonly do: 'logs' | 'events';
}

export interface ImageCommand extends Scope {
  readonly do: 'image';
  readonly reference: string;
  readonly secret?: string;
  /** Without a login, whatever the project has. */
  readonly anonymous?: true;
  readonly push?: true;
}

export interface SourceCommand extends Scope {
  readonly do: 'source';
  readonly url: string;
  readonly revision?: string;
  readonly contextDir?: string;
  readonly dockerfile?: string;
  readonly strategy?: 'dockerfile' | 'buildpacks';
  readonly secret?: string;
}

export interface ExplainCommand {
  readonly do: 'explain';
  readonly text: string;
}

export interface WatchCommand extends Scope {
  readonly do: 'watch';
  readonly kinds?: readonly WatchedKind[];
  /** Glob over names. */
  readonly name?: string;
  readonly exclude?: string;
  readonly minFailures?: number;
  readonly quiet?: { readonly from: string; readonly to: string } | 'off';
  readonly timeZone?: string;
  readonly digestAt?: string | 'off';
  /** Who is called, as it was typed: `@oncall`, `@ada`, an id. */
  readonly notify?: readonly string[] | 'off';
  /** Minutes after which they are called once more. */
  readonly remindMinutes?: number | 'off';
  /** Name of a webhook of the operator's. */
  readonly webhook?: string | 'off' | 'default';
}

export interface UnwatchCommand extends Scope {
  readonly do: 'unwatch';
}

/** No word of a resource in this channel, for a while. */
export interface MuteCommand extends Named {
  readonly do: 'mute';
  /** Absent: until somebody unmutes it. */
  readonly length?: MuteLength;
}

/** A cause, or a resource. */
export type UnmuteCommand =
  | { readonly do: 'unmute'; readonly cause: CauseId }
  | (Named & { readonly do: 'unmute' });

/** The project is where it is now; it is not written, since incidents are this channel's. */
export interface HistoryCommand extends Scope {
  readonly do: 'history';
  readonly name?: string;
}

/** Who asked and did what. */
export interface AuditCommand {
  readonly do: 'audit';
  /** Name or id of a person. */
  readonly user?: string;
  readonly project?: string;
  readonly days?: number;
}

/** Who may see and do what: the rules in force, or what somebody sees. */
export interface AccessCommand {
  readonly do: 'access';
  /** The rules are to be changed. */
  readonly edit?: true;
  /** Name or id of a person; absent: whoever asks. */
  readonly user?: string;
  /** Id of a channel; absent: this one. */
  readonly channel?: string;
}

/** Something does not work, and what was not said: what fails now is offered. */
export interface WhichCommand extends Scope {
  readonly do: 'which';
  readonly kind?: WorkloadKind;
  /** What was probably meant as a name, and is none. */
  readonly name?: string;
  /** What was said in place of a cause: `ImagePullBackOff`. It is not written. */
  readonly symptom?: string;
}

/** The project that is meant here when none is named. */
export interface UseCommand extends Scope {
  readonly do: 'use';
  /** None any more. */
  readonly none?: true;
  /** For the person who asks, wherever they ask. */
  readonly me?: true;
}

/** A question that needs nothing more. */
export interface PlainCommand {
  readonly do: 'projects' | 'watches' | 'help';
}

export type Command =
  | OverviewCommand
  | DiagnoseCommand
  | TranscriptCommand
  | ImageCommand
  | SourceCommand
  | ExplainCommand
  | WatchCommand
  | UnwatchCommand
  | MuteCommand
  | UnmuteCommand
  | HistoryCommand
  | AuditCommand
  | AccessCommand
  | WhichCommand
  | UseCommand
  | PlainCommand;

/** The command of a kind of question. */
export type CommandOf<D extends Command['do']> = Extract<Command, { readonly do: D }>;

/** What was typed makes no sense: why, and the nearest that does. */
export interface Mistake {
  readonly do: 'mistake';
  /** One sentence. */
  readonly problem: string;
  /** A complete command that was probably meant. */
  readonly nearest?: Command;
  /** How the command is written, where a part is missing. */
  readonly usage?: string;
}

/** A mistake for which no command is near. */
export function mistake(problem: string, usage: string): Mistake {
  return { do: 'mistake', problem, usage };
}

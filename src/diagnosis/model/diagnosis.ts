/** What the core offers to a Slack surface, an alert or a command line. */
import type { CauseId } from './cause-id';
import type { Exchange } from './exchange';
import type { Project } from './platform';
import type { Confidence, Report, Standing, SubjectState, Transcript } from './report';
import type { ImageSubject, ProjectRef, Subject, WorkloadKind, WorkloadSubject } from './subject';

/** How a person named a project; without a name the default project is meant, or the only one. */
export interface ProjectQuery {
  /** Name in any case, or id. */
  readonly project?: string | undefined;
  readonly region?: string | undefined;
  /** Name of the IBM Cloud account, where there are several. */
  readonly account?: string | undefined;
}

/** How a person named something: any part may be missing. */
export interface Query {
  readonly kind?: WorkloadKind;
  readonly name: string;
  /** Project name or id; absent: the default project. */
  readonly project?: string;
  readonly region?: string;
  readonly account?: string;
}

export interface Match {
  readonly subject: WorkloadSubject;
  /** Status as the platform says it. */
  readonly status?: string;
}

/** Which project a query means, when it cannot be told. */
export type ProjectTrouble =
  | {
      readonly found: 'project-unknown';
      readonly asked: string;
      readonly region?: string;
      readonly account?: string;
      readonly nearest: readonly Project[];
      readonly failedRegions: readonly string[];
    }
  | { readonly found: 'project-ambiguous'; readonly asked: string; readonly projects: readonly Project[] }
  | {
      readonly found: 'project-required';
      /** Where was looked, and nowhere else. */
      readonly region?: string;
      readonly account?: string;
      readonly projects: readonly Project[];
      readonly failedRegions: readonly string[];
    };

export type Located =
  | { readonly found: 'one'; readonly subject: WorkloadSubject }
  | { readonly found: 'several'; readonly candidates: readonly Match[] }
  | {
      readonly found: 'none';
      readonly query: Query;
      readonly project: Project;
      readonly nearest: readonly Match[] /** The removed run may have been kept only for a while. */;
      readonly retention?: string;
    }
  | ProjectTrouble;

export interface OverviewItem {
  readonly subject: WorkloadSubject;
  readonly state: SubjectState;
  /** Status and reason as the platform says them. */
  readonly platformState: string;
  /** ISO 8601. */
  readonly since?: string;
  /** Title of the likely cause, from the structured reason alone. */
  readonly hint?: string;
  /** What its own card says; absent where it was not looked into. */
  readonly verdict?: ShortVerdict;
}

/** A report, told short. */
export interface ShortVerdict {
  readonly standing: Standing;
  readonly cause: CauseId;
  readonly confidence: Confidence;
  /** The category. */
  readonly title: string;
  /** What is wrong with this one. */
  readonly headline: string;
  /** The same where not everybody may read logs; absent: no log is quoted. */
  readonly bare?: string;
  /** What is broken behind it and used by others as well: `secret icr-push`, a host, the project’s quota. */
  readonly shares?: string;
}

export interface Overview {
  readonly project: Project;
  /** What fails, cannot start, waits for something or restarts, newest first. */
  readonly failing: readonly OverviewItem[];
  /** The others. Asked for by `all`. */
  readonly well?: readonly WorkloadSubject[];
  /** Ready apps whose restarts were not looked at: the budget of calls was used up. */
  readonly unseenApps?: number;
  /** Apps that are well of which it was not looked at whether their image is still there. */
  readonly unseenImages?: number;
  /** Lists that could not be read: of these kinds nothing is known. */
  readonly missing?: Report['missing'];
  /** How many resources of each kind were looked at. */
  readonly counts: Readonly<Record<WorkloadKind, number>>;
  readonly at: string;
  readonly tookMs: number;
}

/** A resource that exists. */
export interface KnownName extends WorkloadSubject {
  /** Address of the repository, of a build. */
  readonly source?: string;
}

/** The names that exist, as far as they were read. */
export interface Names {
  /** The project that is meant when none is named. */
  readonly defaultProject?: ProjectRef;
  readonly projects: readonly ProjectRef[];
  readonly resources: readonly KnownName[];
  /** Active projects whose resources were not read. */
  readonly unread: readonly ProjectRef[];
}

/** Registry secrets of a project for an image. */
export interface ImageLogins {
  readonly secrets: readonly string[];
  /** The host that they are for, where it is another one of the image's registry than the one that was typed. */
  readonly through?: string;
  /** What names this very image with the only one of them. */
  readonly usedBy?: string;
}

/** What is wanted beside the answer. */
export interface Wishes {
  /** Since when it fails like this: a query to the archive of logs, which takes few a minute. */
  readonly history?: boolean;
}

/** What can be asked of the core. Methods reject with SourceError only. */
export interface Inquiry {
  /** The project that is meant, or why it cannot be told. */
  project(query: ProjectQuery): Promise<ProjectRef | ProjectTrouble>;
  /** @param next what will be asked of the resource when it is there: it begins at once */
  locate(query: Query, next?: 'investigate'): Promise<Located>;
  overview(query: ProjectQuery): Promise<Overview | ProjectTrouble>;
  /** The names in the project that is meant; `everywhere`: in the other projects as well. What cannot be read is left out. */
  names(query: ProjectQuery & { readonly everywhere: boolean }): Promise<Names>;
  investigate(subject: Subject, wishes?: Wishes): Promise<Report>;
  /** Registry secrets with which an image may be asked for, where nobody named one. */
  imageLogins(subject: ImageSubject): Promise<ImageLogins>;
  /** Logs and events in full (each log at most 1 MiB). */
  transcript(subject: WorkloadSubject, wishes?: Wishes): Promise<Transcript>;
}

/** What an inquiry takes over from what was done for the same question before it: its time and its exchanges. */
export interface Begun {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly heard: Exchange[];
}

/** Whether a project exists for whoever asks. */
export type Sees = (project: ProjectRef) => boolean;

/** The diagnosis core. What is asked of it directly is an inquiry of its own. */
export interface Diagnosis extends Inquiry {
  /**
   * Begins an inquiry, for which projects that `sees` does not let through do not exist. Its questions share one
   * deadline, which runs since `begun`, else from now on, and none of them asks the platform what another has asked:
   * locate, then investigate; investigate, then take the logs.
   */
  inquire(sees?: Sees, begun?: Begun): Inquiry;
  /** Notes that somebody asks something: reading what is meant and finding it out share one deadline. */
  begin(): Begun;
  /** Begins what every question about a project needs, the login and the projects, before it is known who asks. */
  prepare(begun: Begun): void;
  /** Every project of the configured regions that `sees` lets through; absent: all. */
  projects(sees?: Sees): Promise<{
    readonly projects: readonly Project[];
    readonly failedRegions: readonly string[];
    readonly defaultProject?: string;
  }>;
}

/** The answer: findings ranked, each with its proof, its confidence and what was ruled out. */
import type { CauseId, Stage } from '../model/cause-id';
import type { Exchanges } from '../model/exchange';
import type { FixStep } from '../model/fix';
import type { MissingReason } from './missing-reason';
import type { Build, BuildRun, LogExcerpt, PlatformEvent } from './platform';
import type { RegistryCheck } from './registry-check';
import type { WhatChanged } from './source-changes';
import type { SourceCheck } from './source-check';
import type { Subject, WorkloadKind } from './subject';

/** How sure a finding is. `unknown` is only for the cause `unknown`. */
export type Confidence = 'proven' | 'likely' | 'possible' | 'unknown';

/** Where the deciding word comes from, strongest first. */
const proofSources = ['check', 'platform', 'event', 'log', 'text'] as const;
export type ProofSource = (typeof proofSources)[number];

export interface Proof {
  readonly source: ProofSource;
  /** The word itself: a line, a reason, a status. Masked. */
  readonly text: string;
  /** Where it was seen, for example `build run shop-api-run-1, step-build-and-push`. */
  readonly where?: string;
  /** It shows what the cause leads to, and not the cause. */
  readonly consequence?: true;
}

export interface Finding {
  readonly cause: CauseId;
  /** The category: title of the cause, in plain words. */
  readonly title: string;
  /** What is wrong with this one, a clause with its names; the title where no name is known. */
  readonly headline: string;
  /** What is broken behind it and used by others as well: `secret icr-push`, a host, the project’s quota. */
  readonly shares?: string;
  readonly stage: Stage;
  readonly confidence: Confidence;
  readonly proof: readonly Proof[];
  /** One or two sentences: what it means here, with the user's own names. */
  readonly explanation: string;
  readonly fix: readonly FixStep[];
  /** Of a fault of the source: path from the root of the repository. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** That line at the git host. */
  readonly sourceUrl?: string;
  /** Documentation page behind the cause. */
  readonly doc?: string;
  /** The project's own page on the cause, where such pages are published. */
  readonly page?: string;
}

/** State of the subject as the headline shows it. */
export type SubjectState = 'failed' | 'warning' | 'running' | 'pending' | 'healthy' | 'unknown';

/**
 * How it stands for those who use it.
 * - `down`: an app or function that answers nothing
 * - `cannot-start`: the platform calls it pending, and what it waits for does not come by itself
 * - `failed`: a run that has ended without success
 * - `old-revision`: the newest revision of the app failed, and an older one answers
 * - `next-start`: what runs goes on, and the next instance will not start
 * - `attention`: it works, with gaps or losses
 */
export type Standing =
  | 'down'
  | 'cannot-start'
  | 'failed'
  | 'old-revision'
  | 'next-start'
  | 'attention'
  | 'running'
  | 'waiting'
  | 'well'
  | 'unknown';

export interface TimelineStep {
  readonly name: string;
  readonly status: 'done' | 'running' | 'failed' | 'waiting' | 'unknown';
  /** Milliseconds, when it is known. */
  readonly ms?: number;
}

/** The build part of a card. */
export interface BuildFacts {
  readonly build?: Build;
  readonly run?: BuildRun;
  readonly timeline: readonly TimelineStep[];
  /** Milliseconds from start to completion. */
  readonly durationMs?: number;
}

/** How often the same failure was logged within some days, as far as an archive of logs tells. */
export interface FailureHistory {
  /** The line that was looked for, as the newest failure wrote it. */
  readonly line: string;
  /** The days that were looked at; ISO 8601, as all instants here. */
  readonly from: string;
  readonly to: string;
  /** Absent: no line like it was found, and those of the last minutes may not have arrived. */
  readonly seen?: {
    readonly first: string;
    readonly last: string;
    readonly times: number;
    /** Runs, revisions or instances that wrote it, the oldest first. */
    readonly of: readonly string[];
    /** Days (UTC, `2026-11-24`) on which it was written, the oldest first. */
    readonly days: readonly { readonly day: string; readonly times: number }[];
    /** The one that is looked at is the only one that wrote it. */
    readonly new?: true;
  };
  /** The archive did not give all lines: there may be more, also older ones. */
  readonly cut: boolean;
}

export interface Report {
  readonly subject: Subject;
  readonly state: SubjectState;
  readonly standing: Standing;
  /** As the platform says it, for example `failed (failed_to_execute_build_run)`. */
  readonly platformState?: string;
  /** One sentence that reads well in a notification. */
  readonly headline: string;
  /** Cause of the first finding, or `healthy-no-problem`, or `unknown`. */
  readonly cause: CauseId;
  readonly confidence: Confidence;
  readonly findings: readonly Finding[];
  /** Where sources contradict each other, a sentence each. */
  readonly disagreements: readonly string[];
  readonly ruledOut: readonly string[];
  readonly missing: readonly {
    readonly source: string;
    readonly reason: MissingReason;
    readonly detail: string;
    readonly cure?: string;
  }[];
  /** The resource that holds the root, when it is not the subject: a failed app's build run. */
  readonly root?: { readonly kind: WorkloadKind; readonly name: string };
  /** A few `label: value` facts for the card: image, port, revision, retries. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly build?: BuildFacts;
  readonly registry?: RegistryCheck;
  /** The ladder of the build’s source, and what was found on its tree. */
  readonly source?: SourceCheck;
  /** What changed in the source since the last run that succeeded, and which change may have broken the build. */
  readonly changes?: WhatChanged;
  /** Most telling first. All of them; the card shows five. */
  readonly events: readonly PlatformEvent[];
  /** The deciding lines, never the whole log. */
  readonly log?: { readonly where: string; readonly lines: readonly string[] };
  /** Since when it fails like this; absent: nobody asked, no archive is set up, or it cannot be told. */
  readonly history?: FailureHistory;
  /** Console page of the subject. */
  readonly consoleUrl?: string;
  /** When the investigation ended, ISO 8601. */
  readonly at: string;
  /** Milliseconds from the question to this report. */
  readonly tookMs: number;
  /** What was asked of other systems for it; absent: nobody listened. */
  readonly exchanges?: Exchanges;
}

/** Logs and events in full, for the buttons *Show log* and *All events*. */
export interface Transcript {
  readonly logs: readonly LogExcerpt[];
  readonly events: readonly PlatformEvent[];
  readonly history?: FailureHistory;
  readonly missing: Report['missing'];
}

import type { CauseId } from '../../src/diagnosis/model/cause-id';

/** The Debian suites whose tools stand beside each other; each is one toolbox (see prepare.ts). */
export const suites = ['bookworm', 'trixie', 'sid'] as const;
export type Suite = (typeof suites)[number];

/**
 * One planted fault (or one healthy run) of one tool. The cause is true because of what is planted here, never because
 * of what a reader says about the text.
 */
export interface LabCase {
  readonly name: string;
  readonly cause: CauseId | 'unknown';
  /** Other answers that a second reader could defend. */
  readonly also?: readonly (CauseId | 'unknown')[];
  /** Words that the text must hold: a planted fault that does not show is dropped, and told in the summary. */
  readonly shows: RegExp;
  /** Files of /workspace, by path (absolute paths are allowed), written before the setup. */
  readonly files?: Readonly<Record<string, string>>;
  /** Shell script that lays the trap; its output is thrown away. */
  readonly setup?: string;
  /** Shell script whose output is the text. Runs in /workspace as root. */
  readonly run: string;
  /** Suites that can show it; all by default. */
  readonly on?: readonly Suite[];
  /** Seconds that `run` may take; 60 by default. */
  readonly limit?: number;
  /** How `run` must end: a failure fails and a healthy run succeeds, unless the tool tells it in another way. */
  readonly ends?: 'well' | 'badly' | 'either';
  /** An environment beside the tool's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** One tool: what it needs, how it tells its version, and its cases. */
export interface Tool {
  readonly name: string;
  /** The program that must be in the toolbox; without it the tool is skipped by name. */
  readonly needs: string;
  /** Shell script that prints the version, such as `git --version`. */
  readonly version: string;
  /** Shell script run once in each fresh machine, such as a daemon's start. */
  readonly setup?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly on?: readonly Suite[];
  readonly cases: readonly LabCase[];
}

/** A line of the set that is written. `id` is `tool/case/version`. */
export interface LabText {
  readonly id: string;
  readonly tool: string;
  readonly version: string;
  readonly cause: CauseId | 'unknown';
  readonly also?: readonly (CauseId | 'unknown')[];
  readonly text: string;
}

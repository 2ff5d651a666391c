/** Projects that are watched, and how far they were looked at. */
import type { MissingReason } from '../../diagnosis/model/missing-reason';
import type { ProjectRef } from '../../diagnosis/model/subject';
import type { WatchedKind } from './subscription';

/** Why a project cannot be looked at. */
export interface LookTrouble {
  readonly reason: MissingReason;
  readonly message: string;
  readonly cure?: string;
  readonly since: number;
  /** Looks that failed in a row. */
  readonly attempts: number;
  /** The channels have been told. */
  readonly told: boolean;
}

export interface WatchedProject {
  readonly project: ProjectRef;
  readonly nextLookAt: number;
  /** End of the last look that worked. */
  readonly lookedAt?: number;
  /** Milliseconds between looks, as it was chosen last. */
  readonly interval?: number;
  readonly trouble?: LookTrouble;
}

/** State of each run and app at the last look, in short codes by name. Absent kinds were not watched. */
export type Cursor = Readonly<Partial<Record<WatchedKind, Readonly<Record<string, string>>>>>;

export interface ProjectQueries {
  /** Takes up to `most` projects that are due, and keeps others from them for `leaseMs`. */
  claimProjects(
    owner: string,
    now: number,
    leaseMs: number,
    most: number,
    mostInterval: number,
  ): Promise<readonly WatchedProject[]>;
  /** Prolongs the leases of the owner's projects. */
  renewProjects(owner: string, projectIds: readonly string[], until: number): Promise<void>;
  /** Inside a transaction: whether `owner` still holds the project; if so nobody can take it before the end. */
  holdProject(owner: string, projectId: string, now: number): Promise<boolean>;
  /**
   * Ends the look: gives the lease back and stores what came of it.
   * @param plannedAt `nextLookAt` when it was claimed; when it differs by now, another look was asked for meanwhile,
   * and that stays due
   */
  finishLook(
    owner: string,
    projectId: string,
    outcome: Pick<WatchedProject, 'nextLookAt' | 'lookedAt' | 'interval' | 'trouble'>,
    plannedAt: number,
  ): Promise<void>;
  watchedProjects(): Promise<readonly WatchedProject[]>;
  watchedProject(projectId: string): Promise<WatchedProject | undefined>;
  /** Makes the project due now. False: nobody watches it. */
  requestLook(projectId: string, now: number): Promise<boolean>;
  cursor(projectId: string): Promise<Cursor | undefined>;
  saveCursor(projectId: string, cursor: Cursor): Promise<void>;
}

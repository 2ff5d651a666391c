/**
 * What alerts keep, and the questions they ask of it. Instants are milliseconds since 1970 by the caller's clock.
 * Every method rejects with StoreError only.
 */
import type { AuditQueries } from './audit';
import type { BatchQueries } from './batch';
import type { ConversationQueries } from './conversation';
import type { EvidenceQueries } from './evidence';
import type { IncidentQueries } from './incident';
import type { InstallationQueries } from './installation';
import type { MuteQueries } from './mute';
import type { NoticeQueries } from './notice';
import type { ProjectQueries } from './project';
import type { SubscriptionQueries } from './subscription';

export * from './audit';
export * from './batch';
export * from './conversation';
export * from './evidence';
export * from './incident';
export * from './installation';
export * from './mute';
export * from './notice';
export * from './project';
export * from './subscription';

/** The database did not answer. The message is safe to show and says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** How the alerts are doing, counted. */
export interface AlertFigures {
  /** Messages that wait to be sent. */
  readonly waiting: number;
  /** When the oldest of them was written; absent: none waits. */
  readonly oldest?: number;
  /** When the oldest event was written that waits for a webhook; absent: none waits. */
  readonly oldestEvent?: number;
  /** Watched projects that cannot be looked at. */
  readonly failingLooks: number;
}

export interface LedgerQueries {
  /** True for the first who claims `id`, false for everybody after. Atomic. */
  claimEvent(id: string, now: number): Promise<boolean>;
  /** Forgets what was claimed before an instant. Returns how many rows went. */
  pruneLedger(before: number): Promise<number>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  figures(): Promise<AlertFigures>;
}

export interface AlertQueries
  extends SubscriptionQueries,
    ProjectQueries,
    IncidentQueries,
    EvidenceQueries,
    BatchQueries,
    AuditQueries,
    MuteQueries,
    NoticeQueries,
    LedgerQueries,
    InstallationQueries,
    ConversationQueries {
  /**
   * Runs `work` all or nothing. Within a transaction a failure of `work` takes back what it did and nothing else, so
   * that the transaction can go on.
   */
  transaction<T>(work: (queries: AlertQueries) => Promise<T>): Promise<T>;
}

export interface AlertStore extends AlertQueries {
  close(): Promise<void>;
}

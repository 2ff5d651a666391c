/** What people asked and did, and the rules of who may. */

export interface AuditEntry {
  readonly at: number;
  /** Id of a Slack user. */
  readonly by: string;
  /** What they are called in Slack, where that is known. */
  readonly byName?: string;
  readonly channel: string;
  /** `asked` a question, `read` a log or events in full, `did` something for others to notice. */
  readonly kind: 'asked' | 'read' | 'did';
  readonly action: string;
  readonly about: string;
  readonly project?: { readonly id: string; readonly name: string };
  readonly result: string;
}

/** Which entries are wanted. */
export interface AuditQuestion {
  /** Places of this workspace only; undefined: there is one workspace. */
  readonly workspace?: string;
  /** Id or name of a person. */
  readonly user?: string;
  /** Id or name of a project. */
  readonly project?: string;
  /** Instant. */
  readonly since: number;
  readonly most: number;
}

/** Rules of access as an administrator wrote them. */
export interface StoredRules {
  readonly yaml: string;
  readonly by: string;
  readonly at: number;
}

export interface AuditQueries {
  audit(entry: AuditEntry): Promise<void>;
  /** Newest first; `total`: how many there are, those that were not wanted included. */
  auditOf(
    question: AuditQuestion,
  ): Promise<{ readonly entries: readonly AuditEntry[]; readonly total: number }>;
  /** Deletes entries from before an instant. Returns how many. */
  pruneAudit(before: number): Promise<number>;
  /** `workspace`: empty where there is one. */
  accessRules(workspace: string): Promise<StoredRules | undefined>;
  /** Undefined: no rules any more. */
  saveAccessRules(workspace: string, rules: StoredRules | undefined): Promise<void>;
}

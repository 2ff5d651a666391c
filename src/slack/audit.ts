/** Who asked what, who saw which log, who pressed what, with which result. Never what a log says, and never a secret. */
import type { Logger } from '@slack/bolt';
import type { AuditEntry } from '../alerts';
import { type Masker, maskDeep } from '../diagnosis/model/secrets';
import type { ProjectRef } from '../diagnosis/model/subject';
import { beginning, harmless } from '../diagnosis/model/text';
import type { Command, Mistake } from './question/command';
import type { Talk } from './question/small-talk';
import { formatCommand } from './question/verbs';

/** Characters of what it was about. */
const LONGEST = 300;

/** What somebody did. */
export interface Deed extends Pick<AuditEntry, 'kind' | 'action' | 'about' | 'result'> {
  readonly who: { readonly user: string; readonly place: string };
  readonly project?: Pick<ProjectRef, 'id' | 'name'>;
}

export interface AuditOptions {
  /** Stores an entry; rejects while the database does not answer. Absent: nothing is stored. */
  readonly store?: (entry: AuditEntry) => Promise<void>;
  readonly masker: Masker;
  readonly logger: Pick<Logger, 'error'>;
  readonly nameOf: (user: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Keeps a stop waiting for what is under way. */
  readonly track: (work: () => Promise<void>) => Promise<void>;
  /** Takes each entry as a line of JSON. */
  readonly write?: (line: string) => void;
}

export class Audit {
  constructor(private readonly options: AuditOptions) {}

  /** Notes it; never rejects, and holds nobody up. */
  note({ who, project, about, ...deed }: Deed): void {
    const { masker, logger, nameOf, now, track, store, write } = this.options;
    const byName = nameOf(who.user);
    const entry: AuditEntry = maskDeep(
      {
        at: now(),
        by: who.user,
        ...(byName !== undefined && { byName }),
        channel: who.place,
        ...deed,
        about: beginning(harmless(about).replace(/\s+/g, ' '), LONGEST),
        ...(project && { project: { id: project.id, name: project.name } }),
      },
      masker,
    );
    write?.(`${JSON.stringify({ audit: { ...entry, at: new Date(entry.at).toISOString() } })}\n`);
    if (!store) return;
    void track(async () => {
      try {
        await store(entry);
      } catch (error) {
        // It is not lost with the database.
        logger.error(`an entry of the audit could not be stored: ${JSON.stringify(entry)}`, error);
      }
    });
  }
}

/** What was asked, as the audit keeps it: of a pasted text, its length. */
export function aboutOf(command: Command | Mistake | Talk): string {
  if (command.do === 'talk') return 'how it is used';
  if (command.do === 'mistake') return 'what could not be understood';
  if (command.do === 'explain') return `explain (${command.text.length} characters)`;
  return formatCommand(command) || 'overview';
}

/** What was seen of a failure carries the id of the work that looked at it, which stands in the log and in traces. */
import { randomUUID } from 'node:crypto';

/** An id for evidence. @param workId eight hexadecimal digits; absent: nobody follows the work */
export function evidenceIdOf(workId: string | undefined): string {
  return workId === undefined ? randomUUID() : `${workId}.${randomUUID()}`;
}

/** The id of the work that looked; undefined: nobody followed it. */
export function workIdOf(evidenceId: string | undefined): string | undefined {
  return /^([0-9a-f]{8})\./.exec(evidenceId ?? '')?.[1];
}

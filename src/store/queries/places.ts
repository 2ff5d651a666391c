import { sql as raw, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Whether a place is of a workspace: `T123/C456`. */
export function isOfWorkspace(place: PgColumn, workspace: string): SQL {
  return raw`starts_with(${place}, ${`${workspace}/`})`;
}

/** Every change of the tables, in order. Entries are added, never changed. */
import { sql as alerts } from './0001-alerts';
import { sql as workspaces } from './0002-workspaces';
import { sql as conversations } from './0003-conversations';
import { sql as audit } from './0004-audit';
import { sql as onCall } from './0005-on-call';

export const migrations: readonly { readonly id: number; readonly sql: string }[] = [
  { id: 1, sql: alerts },
  { id: 2, sql: workspaces },
  { id: 3, sql: conversations },
  { id: 4, sql: audit },
  { id: 5, sql: onCall },
];

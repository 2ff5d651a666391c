/** Brings the tables up to date. */
import { migrations } from './migrations';
import { StoreError } from './port';

/** One connection: statements without parameters, several at once. */
export interface Session {
  run(sql: string): Promise<readonly Record<string, unknown>[]>;
}

/** Any number that nobody else uses: instances that start together wait for each other. */
const LOCK = 5_319_402_117;

/**
 * Applies the migrations that are missing, all or nothing, under an advisory lock.
 * @throws StoreError when the database was made by a newer ce-image.
 */
export async function migrate({ run }: Session): Promise<void> {
  await run('begin');
  try {
    await run(`select pg_advisory_xact_lock(${LOCK})`);
    await run(
      'create table if not exists schema_versions (id integer primary key, applied_at timestamptz not null)',
    );
    const rows = await run('select coalesce(max(id), 0) as latest from schema_versions');
    const latest = Number(rows[0]?.latest ?? 0);
    const newest = migrations.at(-1)?.id ?? 0;
    if (latest > newest) {
      throw new StoreError(
        `The database is of a newer ce-image (schema ${latest}, this one knows ${newest}). Install that one, or use another database.`,
      );
    }
    for (const { id, sql } of migrations) {
      if (id <= latest) continue;
      await run(sql);
      await run(`insert into schema_versions values (${id}, now())`);
    }
    await run('commit');
  } catch (error) {
    await run('rollback').catch(() => undefined);
    throw error;
  }
}

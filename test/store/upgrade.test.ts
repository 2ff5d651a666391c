import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { Secret } from '../../src/diagnosis/model/secrets';
import { openStore, storeOn } from '../../src/store';
import { migrate } from '../../src/store/migrate';
import { migrations } from '../../src/store/migrations';
import { backUp, move, restore } from '../../src/store/transfer';
import { hasPostgres, startPostgres } from '../support/postgres-server';

jest.setTimeout(60_000);

const session = (database: PGlite) => ({
  run: async (text: string) =>
    (await database.exec(text)).flatMap(({ rows }) => rows as Record<string, unknown>[]),
});

const watched = `
  insert into channels (id, time_zone) values ('C0SHOP', 'Europe/Berlin');
  insert into projects (id, ref, next_look_at) values ('p-1', '{"id":"p-1","name":"shop","region":"eu-de"}', 5);
  insert into subscriptions (channel, project_id, kinds, min_failures, created_by, created_at)
    values ('C0SHOP', 'p-1', '["buildRuns"]', 1, 'U0ADA', 7);`;

/** A database as an older program left it: the first `steps` migrations, with somebody's watch in it. */
async function madeBy(steps: number, database: PGlite): Promise<void> {
  await database.exec(
    'create table schema_versions (id integer primary key, applied_at timestamptz not null)',
  );
  for (const { id, sql } of migrations.slice(0, steps)) {
    await database.exec(sql);
    await database.exec(`insert into schema_versions values (${id}, now())`);
  }
  await database.exec(watched);
  // Until schema 5 causes alone were muted.
  const target = steps < 5 ? 'cause' : 'target';
  await database.exec(
    `insert into mutes (channel, ${target}, muted_by, at) values ('C0SHOP', 'compile-error', 'U0ADA', 7)`,
  );
}

describe('a database of an older ce-image', () => {
  let database: PGlite;
  // One database for all: each begins with an empty schema.
  beforeAll(async () => {
    database = await PGlite.create();
  });
  beforeEach(() => database.exec('drop schema public cascade; create schema public'));
  afterAll(() => database.close());

  test.each(migrations.map(({ id }, index) => [id, index + 1]))(
    'with schema %d is brought forward, and keeps what is in it',
    async (_id, steps) => {
      await madeBy(steps, database);
      await migrate(session(database));
      const { rows: versions } = await database.query('select id from schema_versions order by id');
      expect(versions).toEqual(migrations.map(({ id }) => ({ id })));
      const { rows } = await database.query('select channel, created_by from subscriptions');
      expect(rows).toEqual([{ channel: 'C0SHOP', created_by: 'U0ADA' }]);
      const mutes = await database.query('select target, subject, muted_by, until from mutes');
      expect(mutes.rows).toEqual([
        { target: 'compile-error', subject: null, muted_by: 'U0ADA', until: null },
      ]);
      // Older ones have no audit, or one that knew less.
      const store = storeOn({ sql: drizzle(database) as never, close: async () => undefined });
      const entry = { at: 9, by: 'U0ADA', channel: 'C0SHOP', action: 'diagnose', about: 'build api' };
      await store.audit({ ...entry, kind: 'asked', project: { id: 'p1', name: 'shop' }, result: 'unknown' });
      const { entries } = await store.auditOf({ since: 9, most: 10, project: 'shop' });
      expect(entries).toMatchObject([{ ...entry, kind: 'asked', project: { name: 'shop' } }]);
    },
  );

  test('is refused when it is newer, and stays as it is', async () => {
    await madeBy(migrations.length, database);
    await database.exec('insert into schema_versions values (999, now())');
    await expect(migrate(session(database))).rejects.toThrow(
      /newer ce-image \(schema 999, this one knows \d+\)\. Install that one/,
    );
    expect((await database.query('select 1 from subscriptions')).rows).toHaveLength(1);
  });
});

describe('the data folder', () => {
  let parent: string;
  let folder: string;
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'ce-image-data-'));
    folder = join(parent, 'data');
    const database = await PGlite.create({ dataDir: folder });
    await madeBy(migrations.length, database);
    await database.close();
  });
  afterAll(() => rm(parent, { recursive: true, force: true }));

  test('goes into a file that its owner alone can read, and out of it', async () => {
    const file = join(parent, 'backup.tar.gz');
    await backUp(folder, file);
    expect((await stat(file)).mode & 0o077).toBe(0);
    const second = join(parent, 'second');
    await restore(file, second);
    const store = await openStore({ folder: second });
    try {
      expect(await store.subscriptionsIn('C0SHOP')).toHaveLength(1);
    } finally {
      await store.close();
    }
    // Neither a backup nor a database is ever overwritten.
    await expect(backUp(folder, file)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(restore(file, second)).rejects.toThrow(/holds a database already/);
  });

  test('is not touched while a bot uses it', async () => {
    const store = await openStore({ folder });
    try {
      await expect(backUp(folder, join(parent, 'other.tar.gz'))).rejects.toThrow(/Another ce-image uses/);
    } finally {
      await store.close();
    }
  });

  test('that is none is told so', async () => {
    await expect(backUp(parent, join(parent, 'none.tar.gz'))).rejects.toThrow(/holds no database/);
  });

  (hasPostgres ? test : test.skip)('moves to a server, once', async () => {
    const server = await startPostgres();
    try {
      const url = await server.createDatabase();
      expect(await move(folder, url)).toMatchObject({ channels: 1, projects: 1, subscriptions: 1 });
      const store = await openStore({ url: new Secret(url) });
      try {
        expect(await store.subscriptionsIn('C0SHOP')).toHaveLength(1);
      } finally {
        await store.close();
      }
      await expect(move(folder, url)).rejects.toThrow(/has data of ce-image already/);
    } finally {
      await server.stop();
    }
  });
});

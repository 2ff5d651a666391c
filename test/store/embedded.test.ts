import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { storeOn } from '../../src/store';
import { openDatabase, type Sql } from '../../src/store/database';
import { Embedded } from '../../src/store/embedded';
import { migrate } from '../../src/store/migrate';
import { migrations } from '../../src/store/migrations';

describe('the embedded database', () => {
  test('trust 5: is made without holding up the thread that answers Slack', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'embedded-'));
    const startedAt = performance.now();
    let last = startedAt;
    let longest = 0;
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const database = await openDatabase({ folder });
    clearInterval(timer);
    longest = Math.max(longest, performance.now() - last);
    // Made in this thread, it stands still for most of the time.
    expect(longest).toBeLessThan((performance.now() - startedAt) / 2);
    await database.close();
    rmSync(folder, { recursive: true });
  }, 60_000);

  test('a folder in which making it was broken off is made anew', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'embedded-'));
    // Of what is unpacked, this stands in the middle; the file that makes it a database comes last.
    mkdirSync(join(folder, 'global'));
    writeFileSync(join(folder, 'global', 'pg_control'), 'half of it');
    const first = await Embedded.open(folder);
    await first.exec('create table t (id integer); insert into t values (1)');
    await first.close();
    const again = await Embedded.open(folder);
    expect((await again.query('select id from t')).rows).toEqual([{ id: 1 }]);
    await again.close();
    rmSync(folder, { recursive: true });
  }, 60_000);

  describe('once it is open', () => {
    let embedded: Embedded;
    beforeAll(async () => {
      embedded = await Embedded.open(undefined);
      await embedded.exec('create table t (id integer primary key)');
    }, 60_000);
    afterAll(() => embedded.close());

    test('holds little memory for what it might need', async () => {
      const { rows } = await embedded.query(
        "select setting::int * 8 as kilobytes from pg_settings where name = 'shared_buffers'",
      );
      expect((rows[0] as { kilobytes: number }).kilobytes).toBeLessThan(16 * 1024);
    });

    test('an error keeps its code, and the next question is answered', async () => {
      await expect(embedded.query('select * from nowhere')).rejects.toMatchObject({ code: '42P01' });
      expect((await embedded.query('select $1::int as one', [1], { rowMode: 'array' })).rows).toEqual([[1]]);
    });

    test('a transaction has it alone, and is taken back when its work fails', async () => {
      const order: string[] = [];
      const first = embedded.transaction(async (session) => {
        await session.query('insert into t values (1)');
        await new Promise((resolve) => setImmediate(resolve));
        order.push('first');
        throw new Error('changed my mind');
      });
      const second = embedded.query('select count(*)::int as n from t').then(({ rows }) => {
        order.push('second');
        return rows;
      });
      await expect(first).rejects.toThrow('changed my mind');
      expect(await second).toEqual([{ n: 0 }]);
      expect(order).toEqual(['first', 'second']);
    });
  });

  describe('of before the audit', () => {
    test('is brought up to date, and what it had is kept; once closed, it says so in the words of the store', async () => {
      const embedded = await Embedded.open(undefined);
      const run = async (text: string) =>
        (await embedded.exec(text)).flatMap(({ rows }) => rows as Record<string, unknown>[]);
      await run('create table schema_versions (id integer primary key, applied_at timestamptz not null)');
      for (const { id, sql } of migrations.filter((each) => each.id < 4)) {
        await run(`${sql}; insert into schema_versions values (${id}, now())`);
      }
      await run(
        "insert into audit (at, done_by, channel, action, about) values (5, 'U1', 'C1', 'mute', 'A build')",
      );
      await migrate({ run });
      const store = storeOn({
        sql: drizzle(embedded as unknown as PGlite) as unknown as Sql,
        close: () => embedded.close(),
      });
      expect((await store.auditOf({ since: 0, most: 5 })).entries).toEqual([
        { at: 5, by: 'U1', channel: 'C1', kind: 'did', action: 'mute', about: 'A build', result: 'done' },
      ]);
      await store.close();
      await expect(store.ping()).rejects.toMatchObject({
        name: 'StoreError',
        message: expect.stringMatching(/does not answer/),
      });
      await store.close();
    }, 60_000);
  });
});

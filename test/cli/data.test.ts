import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { scripts } from '../../package.json';
import { data } from '../../src/cli/data';
import { openStore } from '../../src/store';

const folder = mkdtempSync(join(tmpdir(), 'data-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(words: readonly string[], env: NodeJS.ProcessEnv) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await data(words, { env: { DATA_DIR: join(folder, 'data'), ...env }, stdout, stderr });
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

/** A port of this machine on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

describe('data', () => {
  test.each([
    ['backup', 'back up that server with pg_dump'],
    ['restore', 'restore that server with pg_restore'],
  ])('%s refuses to work on a folder that the bot does not use', async (verb, words) => {
    const DATABASE_URL = 'postgres://bot:geheim@db.example/ce';
    const { code, out, err } = await run([verb, join(folder, 'file')], { DATABASE_URL });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`the bot uses DATABASE_URL; ${words}`);
    expect(err).not.toContain('geheim');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('move says that the server does not answer, and nothing of its address', async () => {
    await (await openStore({ folder: join(folder, 'data') })).close();
    const port = await freePort();
    const { code, err } = await run(['move'], { DATABASE_URL: `postgres://bot:geheim@127.0.0.1:${port}/ce` });
    expect(code).toBe(1);
    expect(err).toContain('The server that DATABASE_URL names does not answer');
    expect(err).not.toMatch(/geheim|127\.0\.0\.1/);
  });

  test.each(['backup', 'restore', 'move'] as const)('npm run %s builds and runs it', (verb) => {
    expect(scripts).toMatchObject({
      [`pre${verb}`]: 'npm run -s build',
      [verb]: `node dist/cli/data.js ${verb}`,
    });
  });
});

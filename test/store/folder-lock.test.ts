import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from '../../src/store/folder-lock';

describe('trust 6: one process has a data folder', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'lock-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('by whatever link it is reached, and wherever temporary files go', async () => {
    const folder = join(root, 'data');
    mkdirSync(folder);
    symlinkSync(folder, join(root, 'link'));
    const before = process.env.TMPDIR;
    const unlock = await lockFolder(folder);
    process.env.TMPDIR = root;
    await expect(lockFolder(join(root, 'link'))).rejects.toThrow(/Another ce-image uses the data folder/);
    process.env.TMPDIR = before;
    if (before === undefined) delete process.env.TMPDIR;
    await unlock();
    await (await lockFolder(join(root, 'link')))();
  });

  test('however long its path is', async () => {
    const folder = join(root, 'a'.repeat(120), 'data');
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(/Another ce-image/);
    await unlock();
  });
});

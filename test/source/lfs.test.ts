import { filesLayer } from '../../playground/src/registry/files-layer';
import { TarTree } from '../../src/registry/tar-tree';
import { checkLfs } from '../../src/source/lfs';

async function withPointer(): Promise<TarTree> {
  const tree = new TarTree();
  await tree.add(
    filesLayer({
      '.gitattributes': '*.bin filter=lfs\n',
      'a.bin': `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 12\n`,
    }),
  );
  return tree;
}

test('why Git LFS was not asked is said as it is, and is no finding', async () => {
  const { findings, notes } = await checkLfs(await withPointer(), async () => ({
    unasked: 'git.example gave no answer (ECONNRESET)',
  }));
  expect(findings).toEqual([]);
  expect(notes).toEqual([
    '1 file is kept in Git LFS, which was not looked at: git.example gave no answer (ECONNRESET).',
  ]);
});

import { filesLayer } from '../../../playground/src/registry/files-layer';
import { TarTree } from '../../../src/registry/tar-tree';

const files = {
  Dockerfile: 'FROM scratch\n',
  'src/größe.txt': 'ä'.repeat(600),
  'run.sh': { text: '#!/bin/sh\n', executable: true } as const,
};

test('a layer is read back as the files that it was made of', async () => {
  const tree = new TarTree();
  await tree.add(filesLayer(files));
  expect([...tree.walk('')].map(({ path, kind }) => `${kind} ${path}`)).toEqual([
    'file Dockerfile',
    'executable run.sh',
    'directory src',
    'file src/größe.txt',
  ]);
  expect((await tree.read(['src/größe.txt'])).get('src/größe.txt')?.text).toBe('ä'.repeat(600));
});

test('the same files make the same layer', () => {
  expect(filesLayer(files).equals(filesLayer({ ...files }))).toBe(true);
});

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import type { UploadedSource } from '../../src/diagnosis/model/sources';
import { examineTree } from '../../src/diagnosis/source';
import { NoTar, TarTree } from '../../src/registry/tar-tree';
import { type HttpStub, startHttpStub } from '../support/http-stub';
import { type Adapter, createAdapter } from '../support/registry-adapter';

type Content = string | { readonly text: string; readonly mode: number } | { readonly link: string };

/** A layer of these files. */
async function tar(files: Readonly<Record<string, Content>>): Promise<Buffer> {
  const packing = pack();
  for (const [name, content] of Object.entries(files)) {
    if (name.endsWith('/')) packing.entry({ name, type: 'directory' });
    else if (typeof content === 'string') packing.entry({ name }, content);
    else if ('link' in content) packing.entry({ name, type: 'symlink', linkname: content.link });
    else packing.entry({ name, mode: content.mode }, content.text);
  }
  packing.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of packing as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

describe('layers as a tree', () => {
  test('directories need no header, a later layer covers an earlier one, and removes by name', async () => {
    const tree = new TarTree();
    await tree.add(
      await tar({ 'app/a.js': 'a', 'app/b.js': 'b', 'old/x': 'x', 'run.sh': { text: '#!', mode: 0o755 } }),
    );
    await tree.add(
      gzipSync(await tar({ 'app/a.js': 'new', 'app/.wh.b.js': '', '.wh.old': '', link: { link: '/etc' } })),
    );
    expect([...tree.walk('')].map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'directory app',
      'file app/a.js',
      'symlink link',
      'executable run.sh',
    ]);
    expect((await tree.read(['app/a.js', './run.sh', 'old/x'])).get('app/a.js')?.text).toBe('new');
    expect(tree.entry('old')).toBeUndefined();
  });

  test('names that lead out are left out and counted', async () => {
    const tree = new TarTree();
    await tree.add(await tar({ '../evil': 'x', 'a/../../b': 'x', '/etc/passwd': 'root', good: 'x' }));
    expect([...tree.walk('')].map(({ path }) => path)).toEqual(['etc', 'etc/passwd', 'good']);
    expect(tree.gaps).toEqual([expect.stringMatching(/^2 names .* lead out of it/)]);
  });

  test('what unpacks to more than is taken ends early', async () => {
    const bomb = gzipSync(await tar({ big: 'x'.repeat(3_000_000) }));
    const small = { bytes: 1_000_000, fileBytes: 1000, keptBytes: 5000, entries: 100 };
    await expect(new TarTree(small).add(bomb)).rejects.toThrow(/larger than 1 MB when it is unpacked/);
  });

  test('a file that is too large is there, and not read', async () => {
    const tree = new TarTree({ bytes: 1_000_000, fileBytes: 10, keptBytes: 50, entries: 100 });
    await tree.add(await tar({ big: 'x'.repeat(200), small: 'x' }));
    expect(tree.entry('big')).toMatchObject({ kind: 'file', size: 200 });
    expect([...(await tree.read(['big', 'small'])).keys()]).toEqual(['small']);
    expect(tree.gaps[0]).toContain('big was not read');
  });

  test.each([
    ['no archive', Buffer.from('not a tar at all, and long enough to be looked at'.repeat(40))],
    ['half an archive', gzipSync(Buffer.alloc(4000, 1)).subarray(0, 20)],
  ])('%s is refused', async (_name, bytes) => {
    await expect(new TarTree().add(bytes)).rejects.toBeInstanceOf(NoTar);
  });
});

describe('uploaded source, read from the registry', () => {
  let registry: HttpStub;
  let adapter: Adapter;
  const reference = 'icr.test/shop/api-source:1';

  beforeEach(async () => {
    registry = await startHttpStub();
    adapter = createAdapter({ endpoints: new Map([['icr.test', registry.url]]), allowedHosts: ['icr.test'] });
  });
  afterEach(async () => {
    adapter.close();
    await registry.close();
  });

  function serve(layer: Buffer, sent = layer, size = layer.length): void {
    const config = Buffer.from('{}');
    registry.on('GET /v2/shop/api-source/manifests/1', {
      json: {
        schemaVersion: 2,
        config: { digest: digestOf(config), size: 2 },
        layers: [{ digest: digestOf(layer), size }],
      },
    });
    registry.on(`GET /v2/shop/api-source/blobs/${digestOf(layer)}`, { chunks: [sent] });
  }

  const problem = () => adapter.open({ reference }, async (source: UploadedSource) => source.problem);

  test('is looked at as a repository is, with file and line', async () => {
    serve(
      gzipSync(
        await tar({
          Dockerfile: 'FROM scratch\nCOPY server.js /\nCMD ["/server.js"]\n',
          'package.json': '{}',
        }),
      ),
    );
    const found = await adapter.open({ reference }, async ({ tree, digest }) => {
      expect(digest).toMatch(/^sha256:/);
      if (!tree) throw new Error('no tree');
      return examineTree(tree, { strategy: 'dockerfile', contextDir: '.', dockerfile: 'Dockerfile' });
    });
    expect(found.findings[0]).toMatchObject({
      cause: 'dockerfile-copy-missing-file',
      file: 'Dockerfile',
      line: 2,
      proof: 'the uploaded source shows it',
    });
  });

  test('that is not there is said', async () => {
    expect(await problem()).toBe('icr.test answered 404');
  });

  test('whose layer is another one is not believed', async () => {
    const layer = await tar({ a: 'a' });
    serve(layer, Buffer.from('something else'));
    expect(await problem()).toBe('a layer does not have the digest that it was asked by');
  });

  test('that is too large is not fetched', async () => {
    const layer = await tar({ a: 'a' });
    serve(layer, layer, 90_000_000);
    expect(await problem()).toBe('it has 90 MB, and at most 20 MB are looked at');
    expect(registry.requests.filter(({ path }) => path.includes('/blobs/'))).toEqual([]);
  });

  test('at a host that no build names is not asked', async () => {
    const said = await adapter.open({ reference: 'elsewhere.test/x:1' }, async (source) => source.problem);
    expect(said).toContain('was not asked');
  });
});

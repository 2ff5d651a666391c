/** Trees that no working copy can have, or that lead out of themselves: made byte by byte, served by git itself. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { examineTree } from '../../src/diagnosis/source';
import { missingGit, startHttpGitHost } from '../support/git-host';
import { repositoriesFolder } from '../support/git-repository';
import { createSourceAdapter } from '../support/source-adapter';

const suite = missingGit('git').length > 0 ? describe.skip : describe;

suite('a tree that was made to hurt', () => {
  const folder = repositoriesFolder();
  let host: Awaited<ReturnType<typeof startHttpGitHost>>;
  let adapter: ReturnType<typeof createSourceAdapter>;
  let made = 0;

  beforeAll(async () => {
    host = await startHttpGitHost(folder.root);
    adapter = createSourceAdapter();
  });
  afterAll(async () => {
    adapter.close();
    await host.close();
    folder.remove();
  });

  type Entry = readonly [mode: string, name: string | Buffer, what: string | readonly Entry[]];

  /** Puts a tree into a repository, whatever git would say of it. Returns the repository's name. */
  function plant(entries: readonly Entry[]): string {
    made += 1;
    const name = `shop/odd-${made}`;
    folder.make(name, { 'README.md': 'x\n' });
    const write = (type: string, bytes: Buffer) =>
      spawnSync('git', ['hash-object', '-t', type, '-w', '--stdin', '--literally'], {
        cwd: join(folder.root, name),
        input: bytes,
        encoding: 'utf8',
      }).stdout.trim();
    const store = (all: readonly Entry[]): string =>
      write(
        'tree',
        Buffer.concat(
          all.flatMap(([mode, at, what]) => [
            Buffer.from(`${mode} `),
            Buffer.from(at as string),
            Buffer.from([0]),
            Buffer.from(typeof what === 'string' ? write('blob', Buffer.from(what)) : store(what), 'hex'),
          ]),
        ),
      );
    const who = 'a <a@example.com> 1760000000 +0000';
    const commit = `tree ${store(entries)}\nauthor ${who}\ncommitter ${who}\n\nOdd\n`;
    folder.git(name, 'update-ref', 'refs/heads/main', write('commit', Buffer.from(commit)));
    return name;
  }

  const dockerfile = (...lines: readonly string[]): Entry => [
    '100644',
    'Dockerfile',
    ['FROM scratch', ...lines, ''].join('\n'),
  ];

  const look = (name: string) =>
    adapter.look(`${host.url}/${name}`, {}, async (tree, check) => {
      const paths = [...tree.walk('')].map(({ path }) => path);
      const source = { strategy: 'dockerfile' as const, contextDir: '', dockerfile: 'Dockerfile' };
      const { findings, notes } = await examineTree(tree, { ...source, commit: 'c'.repeat(40) });
      return { tree, check, paths, findings, notes };
    });

  test.each<[string, string | Buffer]>([
    ['the directory above', '..'],
    ['the directory itself', '.'],
    ['git’s own directory', '.git'],
    ['git’s own directory in other letters', '.GIT'],
    ['a path', 'a/../../etc'],
    ['an escape sequence', '\u001b[31mred'],
    ['a line break', 'a\nRUN evil'],
    ['a bell', 'ring\u0007'],
    ['a delete', 'x\u007f'],
  ])('an entry named as %s is left out and told, and the rest is looked at', async (_what, odd) => {
    const name = plant([
      ['40000', odd, [['100644', 'secret', 'x']]],
      dockerfile('COPY server /server', 'ENTRYPOINT ["/server"]'),
      ['100755', 'server', 'x'],
    ]);
    const { check, paths, findings } = await look(name);
    expect(paths).toEqual(['Dockerfile', 'server']);
    expect(findings).toEqual([]);
    expect(check.notes.join()).toMatch(/1 entry of the tree has a name that .* left out/);
    expect(/\p{Cc}/u.test(JSON.stringify(check.notes))).toBe(false);
  });

  test('bytes that are no text do not come through as they are', async () => {
    const { paths } = await look(
      plant([['100644', Buffer.from([0xff, 0xfe, 0x41]), 'x'], dockerfile('CMD ["/x"]')]),
    );
    expect(paths.every((path) => /^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(path))).toBe(true);
  });

  test.each([
    ['upwards', '../../../etc/passwd'],
    ['from the root', '/etc/passwd'],
    ['to itself', 'link'],
    ['to git’s own directory', '.git/config'],
  ])('a link that leads %s reads nothing from outside the tree', async (_what, target) => {
    const name = plant([dockerfile('COPY link /app/', 'CMD ["/app/x"]'), ['120000', 'link', target]]);
    const { findings } = await look(name);
    expect(findings.map(({ cause, line }) => [cause, line])).toEqual([['dockerfile-copy-missing-file', 2]]);
    expect(JSON.stringify(findings)).not.toContain('root:');
  });

  test('a Dockerfile that is a link out of the tree is not read', async () => {
    const { findings } = await look(plant([['120000', 'Dockerfile', '../../../../etc/passwd']]));
    expect(findings[0]).toMatchObject({ cause: 'dockerfile-not-found', kind: 'fails' });
    expect(JSON.stringify(findings)).not.toContain('root:');
  });

  test('links that lead in a circle, and ways that are 80 directories deep, end', async () => {
    let deep: readonly Entry[] = [['100644', 'end', 'x']];
    for (let depth = 0; depth < 80; depth += 1) deep = [['40000', 'd', deep]];
    const name = plant([
      dockerfile('COPY one /app/', 'CMD ["/app/x"]'),
      ['40000', 'd', deep],
      ['120000', 'one', 'two'],
      ['120000', 'two', 'one'],
    ]);
    const { paths, findings } = await look(name);
    expect(paths.length).toBeLessThan(100);
    expect(findings[0]?.cause).toBe('dockerfile-copy-missing-file');
  });
});

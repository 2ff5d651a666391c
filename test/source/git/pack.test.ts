import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { type GitObject, unpack } from '../../../src/source/git/pack';
import { missingGit } from '../../support/git-host';
import { repositoriesFolder } from '../../support/git-repository';

const limits = { objectBytes: 4_000_000, totalBytes: 40_000_000, objects: 400_000 };
const idOf = (bytes: Buffer) => createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest();
const numbered = (number: number) => Buffer.from(String(number).padStart(8, '0'));

/** A difference that makes `made`, whatever its base of eight bytes is. */
function byId(base: Buffer, made: Buffer): Buffer {
  const delta = Buffer.concat([Buffer.from([base.length, made.length, made.length]), made]);
  return Buffer.concat([Buffer.from([(7 << 4) | delta.length]), idOf(base), deflateSync(delta)]);
}

function packOf(entries: readonly Buffer[]): Buffer {
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  head.writeUInt32BE(entries.length, 8);
  const body = Buffer.concat([head, ...entries]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

describe('a pack whose differences name their base by its id', () => {
  const count = 1000;
  const backwards = Array.from({ length: count }, (_, index) =>
    byId(numbered(count - index - 1), numbered(count - index)),
  );

  test('is not searched anew for each of them when the last one comes first', () => {
    const first: GitObject = { kind: 'blob', bytes: numbered(0) };
    const id = idOf(first.bytes).toString('hex');
    let lookups = 0;
    const { objects } = unpack(packOf(backwards), limits, (asked) => {
      lookups += 1;
      return asked === id ? first : undefined;
    });
    expect(objects.size).toBe(count);
    expect(lookups).toBeLessThan(5 * count);
  });

  test('is refused when a base is nowhere', () => {
    expect(() => unpack(packOf(backwards), limits)).toThrow('a difference has no base');
  });

  test('is refused when two of them are each other’s base', () => {
    const [one, two] = [numbered(1), numbered(2)];
    expect(() => unpack(packOf([byId(one, two), byId(two, one)]), limits)).toThrow(
      'a difference has no base',
    );
  });
});

const withGit = missingGit('git').length > 0 ? test.skip : test;

withGit('a thin pack as git makes it: differences by distance from those that build on what is here', () => {
  const folder = repositoriesFolder();
  try {
    const lines = Array.from({ length: 4000 }, (_, index) => String(index + 1));
    const versions = [lines];
    for (const [number, word] of Object.entries({ 7: 'seven', 3000: 'three', 2000: 'two' })) {
      versions.push((versions.at(-1) ?? []).map((text) => (text === number ? word : text)));
    }
    folder.make('shop/api', {
      commits: versions.map((version) => ({ files: { list: `${version.join('\n')}\n` } })),
    });
    const path = 'shop/api';
    const oldest = folder.git(path, 'rev-list', '--max-parents=0', 'main').trim();
    const thin = execFileSync(
      'git',
      ['pack-objects', '--revs', '--thin', '--delta-base-offset', '--stdout', '-q'],
      { cwd: join(folder.root, path), input: `main\n^${oldest}\n` },
    );
    const base = Buffer.from(`${lines.join('\n')}\n`);
    const baseId = idOf(base).toString('hex');
    const { objects } = unpack(thin, limits, (id) =>
      id === baseId ? { kind: 'blob', bytes: base } : undefined,
    );
    const made = [...objects.values()]
      .filter(({ kind }) => kind === 'blob')
      .map(({ bytes }) => bytes.toString());
    expect(made.sort()).toEqual(
      versions
        .slice(1)
        .map((version) => `${version.join('\n')}\n`)
        .sort(),
    );
  } finally {
    folder.remove();
  }
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../src/diagnosis/causes/index';
import { sourceSteps } from '../../src/diagnosis/model/source-check';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/source-ladder.md'), 'utf8');
const linked = new Set([...page.matchAll(/\[([a-z-]+)\]\(causes\/\1\.md\)/g)].map(([, id]) => id ?? ''));

/** Causes that the code of a folder names. */
function namedIn(folder: string): readonly string[] {
  const code = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
    .join('\n');
  return [...catalogue.keys()].filter((id) => code.includes(`'${id}'`));
}

describe('the page of the ladder of source', () => {
  test('links to causes that there are', () => {
    const ids: ReadonlySet<string> = new Set(catalogue.keys());
    expect([...linked].filter((id) => !ids.has(id))).toEqual([]);
  });

  test('has a row for every step', () => {
    const rows = new Set([...page.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, step]) => step));
    expect(rows).toEqual(new Set(sourceSteps));
  });

  test.each([
    ['the ladder', 'src/source', 12],
    ['the checks on a tree', 'src/diagnosis/source', 20],
  ])('names every cause that %s can name', (_what, folder, least) => {
    const named = namedIn(folder);
    expect(named.length).toBeGreaterThan(least);
    expect(named.filter((id) => !linked.has(id))).toEqual([]);
  });

  test('says the bounds that the code keeps', () => {
    const ladder = readFileSync(join(root, 'src/source/ladder.ts'), 'utf8');
    expect(ladder).toContain('MOST_BYTES = 20_000_000');
    expect(page).toContain('At most 20 MB');
  });
});

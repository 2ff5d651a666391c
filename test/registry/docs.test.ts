import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../src/diagnosis/causes/index';
import { registrySteps } from '../../src/diagnosis/model/registry-check';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/registry-ladder.md'), 'utf8');
const linked = new Set([...page.matchAll(/\[([a-z-]+)\]\(causes\/\1\.md\)/g)].map(([, id]) => id ?? ''));

describe('the page of the ladder', () => {
  test('links to causes that there are', () => {
    const ids: ReadonlySet<string> = new Set(catalogue.keys());
    expect([...linked].filter((id) => !ids.has(id))).toEqual([]);
  });

  test('has a row for every step', () => {
    const steps = new Set([...page.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, step]) => step));
    expect(steps).toEqual(new Set(registrySteps));
  });

  test('names every cause that the check can name', () => {
    const folder = join(root, 'src/registry');
    const source = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    const named = [...catalogue.keys()].filter((id) => source.includes(`'${id}'`));
    expect(named.length).toBeGreaterThan(25);
    expect(named.filter((id) => !linked.has(id))).toEqual([]);
  });
});

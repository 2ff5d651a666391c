import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { causesPages } from '../../scripts/causes-page';
import { catalogue } from '../../src/diagnosis/causes/index';

const folder = join(__dirname, '../../docs/causes');

describe('docs/causes', () => {
  test('holds what `npm run -s docs:causes` makes, and no stray page', () => {
    const there = new Map(
      readdirSync(folder).map((name): [string, string] => [name, readFileSync(join(folder, name), 'utf8')]),
    );
    expect([...there.keys()].sort()).toEqual([...causesPages().keys()].sort());
    for (const [name, text] of causesPages()) expect({ name, text: there.get(name) }).toEqual({ name, text });
  });

  test('has a page for each cause, which the index leads to', () => {
    const index = causesPages().get('README.md');
    for (const { id } of catalogue.values()) expect(index).toContain(`(${id}.md)`);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const core = join(__dirname, '../../src/diagnosis');

/** Which files of the core give a name to something that others may import. */
function givers(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const file of readdirSync(core, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const exported = readFileSync(join(core, file), 'utf8').matchAll(
      /^export (?:interface|type|class|const|(?:async )?function\*?) (\w+)/gm,
    );
    // Overloads of a function give one name.
    for (const name of new Set([...exported].map(([, each = '']) => each)))
      found.set(name, [...(found.get(name) ?? []), file]);
  }
  return found;
}

test('no name stands for two things in the core', () => {
  const all = givers();
  expect(all.size).toBeGreaterThan(300);
  expect([...all].filter(([, files]) => files.length > 1)).toEqual([]);
});

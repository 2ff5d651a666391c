import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../src/diagnosis/causes/index';

const root = join(__dirname, '../../src');

/** Places where code names a cause: a conclusion, a trait of another cause, or a comparison. */
const namedAt = [
  /\bcause(?:: | === | !== |\) === )'([a-z]+(?:-[a-z]+)+)'/g,
  /\b(?:inBuild|causeOf\(|traitsOf\()[: ]*'([a-z]+(?:-[a-z]+)+)'/g,
  /\b(?:becauseOf|includes): \[([^\]]*)\]/g,
];

test('every cause that code names has a file', () => {
  const named = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return namedAt.flatMap((pattern) =>
        [...text.matchAll(pattern)]
          .flatMap(([, found = '']) =>
            found.includes("'") ? [...found.matchAll(/'([a-z-]+)'/g)].map(([, id]) => id) : [found],
          )
          .map((id) => ({ file, id })),
      );
    });
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter(({ id }) => id !== undefined && !catalogue.has(id))).toEqual([]);
});

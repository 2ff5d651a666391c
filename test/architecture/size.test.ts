import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../src');
const MOST_LINES = 400;

test(`no file of the product has more than ${MOST_LINES} lines, unless its first comment says why`, () => {
  const long = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => {
      const text = readFileSync(join(root, name), 'utf8');
      const [, comment = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(text) ?? [];
      return text.split('\n').length - 1 > MOST_LINES && !/\blong because\b/i.test(comment);
    });
  expect(long).toEqual([]);
});

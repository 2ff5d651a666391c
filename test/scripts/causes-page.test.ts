import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { causesPage } from '../../scripts/causes-page';
import { catalogue } from '../../src/diagnosis/causes/index';

const page = readFileSync(join(__dirname, '../../docs/causes.md'), 'utf8');

test('docs/causes.md is what `npm run -s docs:causes` makes', () => {
  expect(page).toBe(causesPage());
});

test('every cause has its section', () => {
  for (const { id } of catalogue.values()) expect(page).toContain(`\n### ${id}\n`);
});

/** `npm run -s docs:causes`: writes docs/causes.md from the catalogue and its examples. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { causesPage } from './causes-page';

writeFileSync(join(__dirname, '../docs/causes.md'), causesPage());

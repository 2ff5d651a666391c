/** `npm run -s docs:causes`: writes docs/causes/ from the catalogue and its examples. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { causesPages } from './causes-page';

const folder = join(__dirname, '../docs/causes');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of causesPages()) writeFileSync(join(folder, name), text);

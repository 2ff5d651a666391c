/** `npm run -s docs:architecture`: draws docs/architecture.svg from the imports between the rooms of src. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { architectureSvg } from './architecture-picture';

writeFileSync(join(__dirname, '../docs/architecture.svg'), architectureSvg());

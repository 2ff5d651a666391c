/** Before the first test: what every new embedded database is read from, as `npm run build` makes it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export default function setUp(): void {
  execFileSync(process.execPath, [join(__dirname, '../../src/store/embedded/new-database.js')], {
    stdio: 'inherit',
  });
}

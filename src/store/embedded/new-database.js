/**
 * What a new database holds, in a file beside this one. Making a new database takes seconds of a processor, reading that
 * file a fraction of one: so the build makes the file, once for each PGlite, by running this one. Without it, every new
 * database is made. In JavaScript, as the thread that reads it.
 */
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** The file is that of one PGlite only: another one may hold a database in another way. */
const { version } = JSON.parse(
  readFileSync(join(dirname(require.resolve('@electric-sql/pglite')), '../package.json'), 'utf8'),
);
const file = join(__dirname, `new-database-${version}.tar.gz`);

/** The file, as PGlite takes it; undefined: the build has not made it. */
function newDatabase() {
  return existsSync(file) ? new Blob([readFileSync(file)], { type: 'application/gzip' }) : undefined;
}

async function make() {
  if (existsSync(file)) return;
  const { PGlite } = require('@electric-sql/pglite');
  const database = await PGlite.create();
  const dump = await database.dumpDataDir('gzip');
  await database.close();
  // Whoever looks meanwhile finds the whole of it or nothing.
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, Buffer.from(await dump.arrayBuffer()));
  renameSync(whole, file);
}

module.exports = { newDatabase };

if (require.main === module) {
  make().catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  });
}

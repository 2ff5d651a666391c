/**
 * What a new database holds, in a file beside this one. Making a new database takes seconds of a processor, reading that
 * file a fraction of one: so the build makes the file, once for each PGlite, by running this one. Without it, every new
 * database is made. In JavaScript, as the thread that reads it.
 */
const { createReadStream, existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { mkdir, writeFile } = require('node:fs/promises');
const { dirname, join } = require('node:path');
const { createGunzip } = require('node:zlib');
const tar = require('tar-stream');

/** The file is that of one PGlite only: another one may hold a database in another way. */
const { version } = JSON.parse(
  readFileSync(join(dirname(require.resolve('@electric-sql/pglite')), '../package.json'), 'utf8'),
);
const file = join(__dirname, `new-database-${version}.tar.gz`);

/** The file, as PGlite takes it; undefined: the build has not made it. */
function newDatabase() {
  return existsSync(file) ? new Blob([readFileSync(file)], { type: 'application/gzip' }) : undefined;
}

/** Postgres takes a folder with this file for a database. */
const VERSION = 'PG_VERSION';

/**
 * Unpacks the file into a folder that holds no database, a file at a time: PGlite would hold all of it in memory at once.
 * A crash meanwhile leaves a folder that still holds none.
 */
async function unpack(folder) {
  if (!existsSync(file) || existsSync(join(folder, VERSION))) return;
  const entries = createReadStream(file).pipe(createGunzip()).pipe(tar.extract());
  let version;
  for await (const entry of entries) {
    const path = join(folder, entry.header.name);
    if (entry.header.type === 'directory') {
      entry.resume();
      await mkdir(path, { recursive: true, mode: 0o700 });
      continue;
    }
    const chunks = [];
    for await (const chunk of entry) chunks.push(chunk);
    const content = Buffer.concat(chunks);
    if (path === join(folder, VERSION)) version = content;
    else {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(path, content, { mode: 0o600 });
    }
  }
  await writeFile(join(folder, VERSION), version, { mode: 0o600 });
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

module.exports = { newDatabase, unpack };

if (require.main === module) {
  make().catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  });
}

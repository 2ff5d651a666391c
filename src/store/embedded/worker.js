/**
 * The embedded database, in a thread of its own: making a new one takes seconds of a processor, in which the thread that
 * answers Slack must not stand still. In JavaScript, because a thread is started from a file, also by tests.
 */
const { setFlagsFromString } = require('node:v8');
const { parentPort, workerData } = require('node:worker_threads');
const { PGlite, types } = require('@electric-sql/pglite');
const { newDatabase, unpack } = require('./new-database');

/** As the query layer wants them: times as text. */
const parsers = Object.fromEntries(
  // The last ones are arrays: numeric, timestamp with and without zone, interval, date.
  [types.TIMESTAMP, types.TIMESTAMPTZ, types.INTERVAL, types.DATE, 1231, 1115, 1185, 1187, 1182].map(
    (type) => [type, (value) => value],
  ),
);

/**
 * A bot's tables are small: PGlite's 160 MB of buffers would be written once and lie idle. Its code is compiled once and
 * simply: compiled anew for speed, it takes 70 MB more and half a second of a processor at every start. Figures:
 * docs/benchmarks.md.
 */
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB', '-c', 'max_connections=5'];
setFlagsFromString('--liftoff-only');

async function open() {
  const { folder } = workerData;
  if (folder !== undefined) await unpack(folder);
  const database = await PGlite.create({
    startParams,
    ...(folder === undefined ? { loadDataDir: newDatabase() } : { dataDir: folder }),
  });
  const work = {
    async query({ text, params, rowMode, begins }) {
      if (begins) await database.exec('begin');
      // What else is said of a result nobody asks for, and would be copied from thread to thread.
      const { rows, affectedRows } = await database.query(text, params, { rowMode, parsers });
      return { rows, affectedRows };
    },
    exec: ({ text }) => database.exec(text),
    close: () => database.close(),
  };
  parentPort.on('message', async ({ id, what, ...given }) => {
    try {
      parentPort.postMessage({ id, result: await work[what](given) });
    } catch (error) {
      parentPort.postMessage({ id, error: plain(error) });
    }
  });
}

/** An error loses its code on the way between threads. */
function plain(error) {
  return { message: String(error?.message ?? error), code: error?.code };
}

open().then(
  () => parentPort.postMessage({ id: 0 }),
  (error) => parentPort.postMessage({ id: 0, error: plain(error) }),
);

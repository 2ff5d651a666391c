/** `ce-image data backup|restore|move`: the embedded database in a file, out of it, and on a server. */
import { config as readDotenv } from 'dotenv';
import { readPlaces, SettingsError } from '../settings';
import { StoreError } from '../store';
import { backUp, move, restore } from '../store/transfer';

const usage = `Stop the bot first. DATA_DIR names the folder; default: data.
  node dist/cli/data.js backup FILE      everything into one file, readable by you alone
  node dist/cli/data.js restore FILE     into an empty folder
  node dist/cli/data.js move             to the empty Postgres that DATABASE_URL names
`;

/** What stands in place of working on a folder that the bot does not use. */
const onServer = {
  backup: 'the bot uses DATABASE_URL; back up that server with pg_dump',
  restore: 'the bot uses DATABASE_URL; restore that server with pg_restore',
} as const;

/** Where settings come from, and where words go. */
interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/**
 * Runs one of the commands.
 * @returns the exit code: 0 done, 1 it failed, 2 wrong usage
 */
export async function data(words: readonly string[], around: Surroundings): Promise<number> {
  try {
    return await run(words, around);
  } catch (error) {
    around.stderr.write(`${reasonOf(error as NodeJS.ErrnoException)}\n`);
    return 1;
  }
}

async function run(
  [verb, file, ...more]: readonly string[],
  { env, stdout, stderr }: Surroundings,
): Promise<number> {
  const { folder, url } = readPlaces(env);
  const say = (text: string) => void stdout.write(`${text}\n`);
  if ((verb === 'backup' || verb === 'restore') && file && more.length === 0) {
    if (url) {
      stderr.write(`${onServer[verb]}. For the folder ${folder} put DATABASE_URL= before the command.\n`);
      return 1;
    }
    if (verb === 'backup') say(`${folder} is in ${file}, ${(await backUp(folder, file)).bytes} bytes.`);
    else {
      await restore(file, folder);
      say(`${file} is in ${folder}.`);
    }
  } else if (verb === 'move' && !file && url) {
    for (const [table, rows] of Object.entries(await move(folder, url.reveal()))) say(`${table}: ${rows}`);
    say('Start the bot with DATABASE_URL set. The folder is as it was.');
  } else {
    stderr.write(verb === 'move' && !url ? `DATABASE_URL is not set.\n${usage}` : usage);
    return 2;
  }
  return 0;
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'The file is there already. Name another one.',
  ENOENT: 'There is no such file.',
};

/** A driver's message may hold the address of the database, and with it a password. */
function reasonOf(error: NodeJS.ErrnoException): string {
  if (error instanceof StoreError || error instanceof SettingsError) return error.message;
  return reasons[error.code ?? ''] ?? `It failed (${error.code ?? error.name}).`;
}

if (require.main === module) {
  readDotenv({ quiet: true });
  data(process.argv.slice(2), process).then((code) => {
    process.exitCode = code;
  });
}

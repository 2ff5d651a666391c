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

async function main([verb, file, ...more]: readonly string[]): Promise<number> {
  readDotenv({ quiet: true });
  const { folder, url } = readPlaces();
  const say = (text: string) => void process.stdout.write(`${text}\n`);
  if (verb === 'backup' && file && more.length === 0) {
    const { bytes } = await backUp(folder, file);
    say(`${folder} is in ${file}, ${bytes} bytes.`);
  } else if (verb === 'restore' && file && more.length === 0) {
    await restore(file, folder);
    say(`${file} is in ${folder}.`);
  } else if (verb === 'move' && !file && url) {
    for (const [table, rows] of Object.entries(await move(folder, url.reveal()))) say(`${table}: ${rows}`);
    say('Start the bot with DATABASE_URL set. The folder is as it was.');
  } else {
    process.stderr.write(verb === 'move' && !url ? `DATABASE_URL is not set.\n${usage}` : usage);
    return 2;
  }
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: NodeJS.ErrnoException) => {
    const known = error instanceof StoreError || error instanceof SettingsError ? error.message : undefined;
    const words: Readonly<Record<string, string>> = {
      EEXIST: 'The file is there already. Name another one.',
      ENOENT: 'There is no such file.',
    };
    // A driver's message may hold the address of the database, and with it a password.
    process.stderr.write(
      `${known ?? words[error.code ?? ''] ?? `It failed (${error.code ?? error.name}).`}\n`,
    );
    process.exitCode = 1;
  },
);

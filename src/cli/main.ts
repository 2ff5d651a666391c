#!/usr/bin/env node
/** `ce-image`: the doors that need no Slack. */
import { config as readDotenv } from 'dotenv';
import { SettingsError } from '../settings';
import { doctor } from './doctor';
import { replay } from './replay';
import { exitCodes, why } from './why';

const usage = `usage: ce-image why …      why does a build, app, job, function or image fail?
       ce-image doctor     is everything in place?
       ce-image replay …   the same again, from a record

Each tells more with --help.
`;

async function main([door, ...words]: readonly string[]): Promise<number> {
  readDotenv({ quiet: true });
  const { env, stdin, stdout, stderr } = process;
  if (door === 'why') return why(words, { env, stdin, stdout, stderr });
  if (door === 'doctor') return doctor(words, { env, stdout, stderr });
  if (door === 'replay') return replay(words, { env, stdout, stderr });
  if (door === '--help' || door === '-h') {
    process.stdout.write(usage);
    return exitCodes.healthy;
  }
  process.stderr.write(door === undefined ? usage : `There is no “${door}”.\n\n${usage}`);
  return exitCodes.usage;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known = error instanceof SettingsError;
    process.stderr.write(
      `${known ? error.message : 'ce-image failed; this is a bug. Run it with LOG_LEVEL=debug.'}\n`,
    );
    process.exitCode = known ? exitCodes.usage : exitCodes.unknown;
  },
);

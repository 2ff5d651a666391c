/** `--record FILE`: what was asked and answered, for a bug report. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../core';
import type { Masker } from '../diagnosis/model/secrets';
import type { Recording } from '../record/exchange';
import { RecordError, writeRecording } from '../record/file';
import { Recorder } from '../record/recorder';
import { scrub } from '../record/scrub';
import { openSettings, readCloudSettings } from '../settings';
import type { Told } from './answer';
import { findLogin } from './login';
import type { Surroundings } from './options';

/** A record that is being taken. */
export interface Taking {
  readonly file: string;
  readonly recorder: Recorder;
  /** When it began, milliseconds since 1970. */
  readonly at: number;
}

/** Begins what `--record FILE` asked for; without it there is no record. */
export function takeRecord(file: string | undefined): Taking | undefined {
  const { now } = systemClock;
  return file === undefined ? undefined : { file, recorder: new Recorder(now), at: now() };
}

/** Writes the record, and tells the person who asked. False: it could not be written, which is told as well. */
export function keepRecord(
  taking: Taking,
  about: Pick<Recording, 'asked' | 'answered'>,
  masker: Masker,
  { env, stderr }: Pick<Surroundings, 'env' | 'stderr'>,
): boolean {
  try {
    stderr.write(written(taking, about, masker, env));
    return true;
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    stderr.write(`${error.message}\n`);
    return false;
  }
}

/** Writes the record, and returns a sentence of it. Throws RecordError. */
function written(
  { file, recorder, at }: Taking,
  { asked, answered }: Pick<Recording, 'asked' | 'answered'>,
  masker: Masker,
  env: NodeJS.ProcessEnv,
): string {
  const settings = readCloudSettings(env);
  const accounts = settings.accounts?.map(({ name, login, regions }) => ({
    name,
    key: 'apiKey' in login ? login.apiKey.reveal() : login.trustedProfileId,
    ...(regions && { regions }),
  }));
  const about = {
    at: new Date(at).toISOString(),
    version: version(),
    asked,
    login: findLogin(settings, env)?.by ?? 'API key',
    settings: openSettings(env),
    ...(answered && { answered }),
    ...(accounts && { accounts }),
  } as const;
  const recording = scrub(about, recorder.exchanges, masker);
  writeRecording(file, recording, (text) => masker.mask(text));
  const count = recording.exchanges.length;
  return `${count} ${count === 1 ? 'exchange' : 'exchanges'} recorded in ${file}, with names and secrets replaced. Look through it, then attach it to your report.\n`;
}

/** The answer in the few words by which a replay is compared. */
export function answeredBy({ report, overview, card }: Told): Record<string, string> {
  if (report) return { state: report.state, cause: report.cause, confidence: report.confidence };
  if (overview) return { failing: String(overview.failing.length) };
  return { card: card?.text === undefined ? 'none' : 'no report' };
}

function version(): string {
  const { version: number } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as {
    readonly version: string;
  };
  return number;
}

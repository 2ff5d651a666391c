/** `--record FILE`: what was asked and answered, for a bug report. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Masker } from '../diagnosis/model/secrets';
import type { Recording } from '../record/exchange';
import { writeRecording } from '../record/file';
import type { Recorder } from '../record/recorder';
import { scrub } from '../record/scrub';
import { openSettings, readCloudSettings } from '../settings';
import type { Told } from './answer';
import { findLogin } from './login';

export interface AboutRecord {
  /** When it began, milliseconds since 1970. */
  readonly at: number;
  readonly asked: readonly string[];
  readonly answered: Recording['answered'];
}

/** Writes the record, and resolves to a sentence for the person who asked. Rejects with RecordError. */
export async function keepRecord(
  file: string,
  recorder: Recorder,
  { at, asked, answered }: AboutRecord,
  { env, masker }: { readonly env: NodeJS.ProcessEnv; readonly masker: Masker },
): Promise<string> {
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

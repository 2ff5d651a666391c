/** `ce-image replay FILE`: the same diagnosis again, from a record in place of the world. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, composeCore, type Login, systemClock } from '../core';
import { Masker, Secret } from '../diagnosis/model/secrets';
import type { Recording } from '../record/exchange';
import { RecordError, readRecording } from '../record/file';
import { Replayer } from '../record/replayer';
import { type CloudSettings, readCloudSettings } from '../settings';
import { answerOf, exitCodeOf, exitCodes } from './answer';
import { checks, readWords } from './doctor';
import { examine } from './doctor/examine';
import { IbmCloud } from './doctor/ibm/cloud';
import { type Surroundings, takeOptions } from './options';
import { answeredBy } from './record';
import { print, questionIn } from './why';

const usage = `usage: ce-image replay FILE [--json] [--width N] [--color | --no-color]

FILE: a record, made with --record FILE by \`why\` or \`doctor\`
exit: as of the command that was recorded; 3 when the record cannot be used
`;

/** Runs the command, and resolves to its exit code. Rejects with SettingsError. */
export async function replay(words: readonly string[], around: Surroundings): Promise<number> {
  const { env, stdout, stderr } = around;
  const taken = takeOptions(words, stdout, env);
  const wrong = (sentence: string) => {
    stderr.write(`${sentence}\n\n${usage}`);
    return exitCodes.usage;
  };
  if (typeof taken === 'string') return wrong(taken);
  const { options, rest } = taken;
  if (options.help) {
    stdout.write(usage);
    return exitCodes.healthy;
  }
  const [file, ...more] = rest;
  if (file === undefined || more.length > 0 || file.startsWith('--') || options.record !== undefined) {
    return wrong('replay takes the name of one record.');
  }
  try {
    const recording = readRecording(file);
    return await withReplay(recording, async (again) => {
      const [door, ...asked] = recording.asked;
      if (door === 'doctor') {
        const wanted = readWords(asked);
        const project = typeof wanted === 'string' ? undefined : wanted.project;
        const { core, settings, masker, replayer } = again;
        const ibm = new IbmCloud({ core, settings, loginBy: recording.login, ...(project && { project }) });
        const context = {
          env: recording.settings,
          slack: { several: false },
          clientOptions: () => ({}),
          ibm,
        };
        const onIbm = checks.filter(({ part }) => part === 'ibm');
        const { code, counts } = await examine(onIbm, context, { ...options, stdout, masker });
        for (const line of remarks(recording, counts, replayer)) stderr.write(`${line}\n`);
        return code;
      }
      const question = questionIn(asked);
      if (door !== 'why' || question.do === 'mistake') {
        throw new RecordError(`${file}: “asked” is no question: ${recording.asked.join(' ')}`);
      }
      const aside = (line: string) => void stderr.write(line);
      const told = await answerOf(question, {
        ...again,
        diagnosis: again.core.diagnosis,
        aside,
        silent: true,
      });
      print(told, options, stdout);
      for (const line of remarks(recording, answeredBy(told), again.replayer)) aside(`${line}\n`);
      return exitCodeOf(told);
    });
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    stderr.write(`${error.message}\n`);
    return exitCodes.usage;
  }
}

export interface Replayed {
  readonly core: Core;
  readonly settings: CloudSettings;
  readonly replayer: Replayer;
  readonly masker: Masker;
}

/** Builds the core over a record, for as long as `use` takes. */
export async function withReplay<T>(recording: Recording, use: (again: Replayed) => Promise<T>): Promise<T> {
  const accounts = recording.accounts?.map(({ name, key, regions }) => ({
    name,
    login: { apiKey: new Secret(key) },
    ...(regions && { regions }),
  }));
  const settings = { ...readCloudSettings({ ...recording.settings }), ...(accounts && { accounts }) };
  const replayer = new Replayer(recording);
  const masker = new Masker();
  const folder = mkdtempSync(join(tmpdir(), 'ce-image-replay-'));
  try {
    const began = systemClock.now();
    const core = composeCore(settings, {
      masker,
      ...(!accounts && { login: loginOf(recording, replayer, folder) }),
      wire: replayer,
      now: () => Date.parse(recording.at) + systemClock.now() - began,
    });
    return await use({ core, settings, replayer, masker });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function loginOf({ login, settings, exchanges }: Recording, replayer: Replayer, folder: string): Login {
  if (login === 'API key') return { apiKey: new Secret('recorded') };
  if (login === 'trusted profile') {
    const tokenFile = join(folder, 'token');
    // Where there was no token, IAM was never asked.
    if (exchanges.some((each) => 'ask' in each && each.ask.endsWith('/identity/token'))) {
      writeFileSync(tokenFile, 'recorded');
    }
    return { trustedProfileId: settings.IBMCLOUD_TRUSTED_PROFILE_ID ?? '', tokenFile };
  }
  // The session's own token went with the first question.
  const first = exchanges.find((each) => 'as' in each && each.as?.startsWith('Bearer '));
  const standIn = first && 'as' in first ? (first.as ?? '').slice('Bearer '.length) : '';
  return { session: { accessToken: new Secret(replayer.tokenOf(standIn)) } };
}

/** What the reader of a replay should know. */
function remarks(
  { answered }: Recording,
  now: Readonly<Record<string, string>>,
  { unanswered }: Replayer,
): readonly string[] {
  const lines = [...unanswered].map((question) => `The record holds no answer to: ${question}`);
  const differs = Object.entries(answered ?? {}).filter(([what, was]) => now[what] !== was);
  return [
    ...lines,
    ...differs.map(
      ([what, was]) => `When it was recorded, ${what} was “${was}”; now it is “${now[what] ?? 'none'}”.`,
    ),
  ];
}

/** `doctor`: is everything in place? Each check passes, fails with its cure, or says why it was skipped. */
import { composeCore } from '../../core';
import { Masker } from '../../diagnosis/model/secrets';
import { createLogger } from '../../logging';
import type { Recorder } from '../../record/recorder';
import { readCloudSettings, readSlackSettings, SettingsError } from '../../settings';
import { singleTry } from '../../slack/transport/client-options';
import { findLogin } from '../login';
import { type Surroundings, takeOptions } from '../options';
import { keepRecord, takeRecord } from '../record';
import type { Context, Part } from './check';
import { checks } from './checks';
import { examine } from './examine';
import { IbmCloud } from './ibm/cloud';
import { webhooks as webhooksCheck } from './slack/webhooks';

export { checks } from './checks';

const usage = `usage: ce-image doctor [--slack | --ibm] [--channel ID] [--webhooks] [--project P] [--record FILE] [--json] [--width N] [--color | --no-color]

--slack, --ibm only that part; without either both
--channel ID   post a message there, and delete it at once
--webhooks     send each webhook of ALERT_WEBHOOKS an event of type “ping”, with --ibm too
--project P    look into this project; without it the default project, else the first
--record FILE  write all that is asked of IBM Cloud and answered there, to attach to a bug report
exit:          0 nothing failed, 1 something failed, 3 wrong usage
`;

/** Runs every check, and resolves to the exit code. */
export async function doctor(words: readonly string[], around: Surroundings): Promise<number> {
  const { env, stdout, stderr } = around;
  const wrong = (sentence: string) => {
    stderr.write(`${sentence}\n\n${usage}`);
    return 3;
  };
  const taken = takeOptions(words, stdout, env);
  if (typeof taken === 'string') return wrong(taken);
  const { options, rest } = taken;
  if (options.help) {
    stdout.write(usage);
    return 0;
  }
  const wanted = readWords(rest);
  if (typeof wanted === 'string') return wrong(wanted);
  const masker = new Masker();
  const taking = takeRecord(options.record);
  const context = contextOf(env, wanted, masker, taking?.recorder);
  const chosen = checks.filter(
    (check) => wanted.parts.has(check.part) || (wanted.webhooks && check === webhooksCheck),
  );
  const { code, counts } = await examine(chosen, context, { ...options, stdout, masker });
  if (!taking) return code;
  const about = { asked: ['doctor', ...rest], answered: counts };
  return keepRecord(taking, about, masker, around) ? code : 3;
}

export interface Wanted {
  readonly parts: ReadonlySet<Part>;
  readonly channel?: string;
  readonly webhooks?: true;
  readonly project?: string;
}

const valued = { '--channel': 'channel', '--project': 'project' } as const;

/** What is to be checked, or a sentence that says what was wrong. */
export function readWords(words: readonly string[]): Wanted | string {
  const parts = new Set<Part>();
  const values: { channel?: string; project?: string; webhooks?: true } = {};
  const left = words.flatMap((word) => word.split(/(?<=^--(?:channel|project))=/));
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--slack' || word === '--ibm') parts.add(word.slice(2) as Part);
    else if (word === '--webhooks') values.webhooks = true;
    else if (word in valued) {
      const value = left.shift();
      if (!value || value.startsWith('--')) return `${word} wants a value.`;
      values[valued[word as keyof typeof valued]] = value;
    } else return `doctor takes --slack, --ibm, --channel ID, --webhooks and --project P, and not “${word}”.`;
  }
  return { parts: parts.size > 0 ? parts : new Set(['slack', 'ibm']), ...values };
}

function contextOf(
  env: NodeJS.ProcessEnv,
  { channel, project, webhooks }: Wanted,
  masker: Masker,
  wire: Recorder | undefined,
): Context {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: url,
    SLACK_CLIENT_ID: clientId,
  } = readSlackSettings(env);
  for (const secret of [botToken, appToken]) if (secret) masker.learn(secret);
  // Each check says itself what went wrong.
  const logger = createLogger('error', masker, () => undefined);
  return {
    env,
    slack: {
      several: clientId !== undefined,
      ...(botToken ? { botToken } : {}),
      ...(appToken ? { appToken } : {}),
    },
    ...(channel ? { channel: channel.replace(/^#/, '') } : {}),
    ...(webhooks && { webhooks }),
    clientOptions: () => singleTry(url === undefined ? undefined : `${url}/`, logger),
    ibm: ibmOf(env, project, masker, wire),
  };
}

function ibmOf(
  env: NodeJS.ProcessEnv,
  project: string | undefined,
  masker: Masker,
  wire: Recorder | undefined,
): IbmCloud | string {
  try {
    const settings = readCloudSettings(env);
    const found = findLogin(settings, env);
    if (!found) return 'there is no login';
    const core = composeCore(settings, {
      masker,
      ...(found.login && { login: found.login }),
      ...(wire && { wire }),
    });
    return new IbmCloud({ core, settings, loginBy: found.by, ...(project !== undefined && { project }) });
  } catch (error) {
    if (error instanceof SettingsError) return 'the settings cannot be read';
    throw error;
  }
}

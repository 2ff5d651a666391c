/** `doctor`: is everything in place? Each check passes, fails with its cure, or says why it was skipped. */
import { composeCore } from '../../core';
import { Masker } from '../../diagnosis/model/secrets';
import { createLogger } from '../../logging';
import { readCloudSettings, readSlackSettings, SettingsError } from '../../settings';
import { singleTry } from '../../slack/transport/client-options';
import { findLogin } from '../login';
import { takeOptions } from '../options';
import type { Check, Context, Part } from './check';
import { IbmCloud } from './ibm/cloud';
import { ibmCloudLogs } from './ibm/cloud-logs';
import { ibmEvents } from './ibm/events';
import { ibmKubernetes } from './ibm/kubernetes';
import { ibmLogin } from './ibm/login';
import { ibmLogs } from './ibm/logs';
import { ibmProjects } from './ibm/projects';
import { ibmRegions } from './ibm/regions';
import { ibmRegistry } from './ibm/registry';
import { ibmRoles } from './ibm/roles';
import { ibmSettings } from './ibm/settings';
import { type Result, renderDoctor, renderTitle } from './render';
import { slackCards } from './slack/cards';
import { slackPost } from './slack/post';
import { slackScopes } from './slack/scopes';
import { slackSettings } from './slack/settings';
import { slackSocket } from './slack/socket';
import { slackToken } from './slack/token';

/** In the order in which they are told; they run side by side. */
export const checks: readonly Check[] = [
  slackSettings,
  slackToken,
  slackScopes,
  slackSocket,
  slackPost,
  slackCards,
  ibmSettings,
  ibmLogin,
  ibmRegions,
  ibmProjects,
  ibmRoles,
  ibmKubernetes,
  ibmEvents,
  ibmLogs,
  ibmRegistry,
  ibmCloudLogs,
];

const usage = `usage: ce-image doctor [--slack | --ibm] [--channel ID] [--project P] [--json] [--width N] [--color | --no-color]

--slack, --ibm only that part; without either both
--channel ID   post a message there, and delete it at once
--project P    look into this project; without it the default project, else the first
exit:          0 nothing failed, 1 something failed, 3 wrong usage
`;

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream;
}

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
  const context = contextOf(env, wanted, masker);
  const chosen = checks.filter(({ part }) => wanted.parts.has(part));
  const running = chosen.map(async (check): Promise<readonly Result[]> => {
    const outcomes = [await check.run(context)].flat();
    return outcomes.map((outcome) => ({ name: check.name, ...outcome }));
  });
  // One that fails before its turn to be told is told in its turn.
  for (const each of running) each.catch(() => undefined);
  const results: Result[] = [];
  for (const [at, each] of running.entries()) {
    const own = await each;
    results.push(...own);
    if (options.json) continue;
    const part = chosen[at]?.part;
    if (part && part !== chosen[at - 1]?.part)
      stdout.write(`${at > 0 ? '\n' : ''}${renderTitle(part, options)}`);
    stdout.write(masker.mask(renderDoctor(own, options)));
  }
  const failures = results.filter(({ state }) => state === 'failed').length;
  if (options.json) {
    const all = { ok: failures === 0, checks: results };
    stdout.write(`${masker.mask(JSON.stringify(all, undefined, 2))}\n`);
  } else {
    const count = failures === 1 ? '1 check' : `${failures} checks`;
    stdout.write(failures === 0 ? '\nNothing failed.\n' : `\n${count} failed.\n`);
  }
  return failures === 0 ? 0 : 1;
}

interface Wanted {
  readonly parts: ReadonlySet<Part>;
  readonly channel?: string;
  readonly project?: string;
}

const valued = { '--channel': 'channel', '--project': 'project' } as const;

/** What is to be checked, or a sentence that says what was wrong. */
function readWords(words: readonly string[]): Wanted | string {
  const parts = new Set<Part>();
  const values: { channel?: string; project?: string } = {};
  const left = words.flatMap((word) => word.split(/(?<=^--(?:channel|project))=/));
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--slack' || word === '--ibm') parts.add(word.slice(2) as Part);
    else if (word in valued) {
      const value = left.shift();
      if (!value || value.startsWith('--')) return `${word} wants a value.`;
      values[valued[word as keyof typeof valued]] = value;
    } else return `doctor takes --slack, --ibm, --channel ID and --project P, and not “${word}”.`;
  }
  return { parts: parts.size > 0 ? parts : new Set(['slack', 'ibm']), ...values };
}

function contextOf(env: NodeJS.ProcessEnv, { channel, project }: Wanted, masker: Masker): Context {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: url } = readSlackSettings(env);
  for (const secret of [botToken, appToken]) if (secret) masker.learn(secret);
  // Each check says itself what went wrong.
  const logger = createLogger('error', masker, () => undefined);
  return {
    env,
    slack: { ...(botToken ? { botToken } : {}), ...(appToken ? { appToken } : {}) },
    ...(channel ? { channel: channel.replace(/^#/, '') } : {}),
    clientOptions: () => singleTry(url === undefined ? undefined : `${url}/`, logger),
    ibm: ibmOf(env, project, masker),
  };
}

function ibmOf(env: NodeJS.ProcessEnv, project: string | undefined, masker: Masker): IbmCloud | string {
  try {
    const settings = readCloudSettings(env);
    const found = findLogin(settings, env);
    if (!found) return 'there is no login';
    const core = composeCore(settings, { masker, ...(found.login && { login: found.login }) });
    return new IbmCloud({ core, settings, loginBy: found.by, ...(project !== undefined && { project }) });
  } catch (error) {
    if (error instanceof SettingsError) return 'the settings cannot be read';
    throw error;
  }
}

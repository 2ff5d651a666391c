/** `doctor`: is everything in place? Each check passes, fails with its cure, or says why it was skipped. */
import { Masker } from '../../diagnosis/model/secrets';
import { createLogger } from '../../logging';
import { readSlackSettings } from '../../settings';
import { singleTry } from '../../slack/transport/client-options';
import { takeOptions } from '../options';
import type { Check, Context } from './check';
import { type Result, renderDoctor } from './render';
import { settings } from './settings';
import { slackCards } from './slack-cards';
import { slackPost } from './slack-post';
import { slackScopes } from './slack-scopes';
import { slackSocket } from './slack-socket';
import { slackToken } from './slack-token';

/** In the order in which they run and are told. */
export const checks: readonly Check[] = [
  settings,
  slackToken,
  slackScopes,
  slackSocket,
  slackPost,
  slackCards,
];

const usage = `usage: ce-image doctor [--channel ID] [--json] [--width N] [--color | --no-color]

--channel ID   post a message there, and delete it at once
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
  const [name, value, ...more] = rest.flatMap((word) => word.split(/(?<=^--channel)=/));
  if (name !== undefined && (name !== '--channel' || !value || more.length > 0)) {
    return wrong(`doctor takes --channel ID, and not “${rest.join(' ')}”.`);
  }
  const results: Result[] = [];
  const context = contextOf(env, value);
  for (const check of checks) {
    const result: Result = { name: check.name, ...(await check.run(context)) };
    results.push(result);
    if (!options.json) stdout.write(renderDoctor([result], options));
  }
  const failures = results.filter(({ state }) => state === 'failed').length;
  if (options.json)
    stdout.write(`${JSON.stringify({ ok: failures === 0, checks: results }, undefined, 2)}\n`);
  else {
    const count = failures === 1 ? '1 check' : `${failures} checks`;
    stdout.write(failures === 0 ? '\nNothing failed.\n' : `\n${count} failed.\n`);
  }
  return failures === 0 ? 0 : 1;
}

function contextOf(env: NodeJS.ProcessEnv, channel: string | undefined): Context {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: url } = readSlackSettings(env);
  const masker = new Masker();
  for (const secret of [botToken, appToken]) if (secret) masker.learn(secret);
  // Each check says itself what went wrong.
  const logger = createLogger('error', masker, () => undefined);
  return {
    env,
    slack: { ...(botToken ? { botToken } : {}), ...(appToken ? { appToken } : {}) },
    ...(channel ? { channel: channel.replace(/^#/, '') } : {}),
    clientOptions: () => singleTry(url === undefined ? undefined : `${url}/`, logger),
  };
}

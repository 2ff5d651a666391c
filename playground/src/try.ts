/** One slash command through the whole path, and the answer as a person would see it. */
import { parseArgs } from 'node:util';
import { type StandIns, startStandIns } from './index';
import { scenarios } from './scenarios';
import type { Message } from './slack';

/** A bot that was built for an environment. */
export interface Bot {
  start(): Promise<{ readonly port: number }>;
  /** Resolves when everything that was asked is answered. */
  idle(): Promise<void>;
  stop(): Promise<void>;
  /** The reports that it made, oldest first. */
  readonly reports: readonly unknown[];
}

export interface TryOptions {
  /** Builds the bot; `environment` comes over what the process has. */
  readonly bot: (environment: Readonly<Record<string, string>>) => Bot;
  /** Draws a message for a terminal of `width` columns. */
  readonly draw: (message: Message, options: { readonly color: boolean; readonly width: number }) => string;
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
}

const usage = `usage: npm run -s try -- [--json] "COMMAND"     for example: npm run -s try -- "build shop-api"
       npm run -s try -- --scenarios [--json]   lists what there is to try
`;

/** Runs `try` and resolves to the exit code: 0, or 2 when the arguments are wrong. */
export async function tryCommand(args: readonly string[], options: TryOptions): Promise<number> {
  const { draw, out, err } = options;
  const given = readArguments(args);
  if (typeof given === 'string') {
    err.write(`${given}\n${usage}`);
    return 2;
  }
  if (given.scenarios) {
    listScenarios(given.json, out);
    return 0;
  }
  const standIns = await startStandIns();
  try {
    const { messages, report } = await ask(given.command, standIns, options);
    if (given.json) out.write(`${JSON.stringify(asJson(messages, report, standIns), undefined, 2)}\n`);
    else {
      for (const message of messages)
        out.write(`${draw(message, { color: out.isTTY, width: columnsOf(out) })}\n`);
    }
    return 0;
  } finally {
    await standIns.close();
  }
}

/** Sends the command, waits until the bot has nothing more to say, and takes what stands in the channel. */
async function ask(
  command: string,
  { slack, environment }: StandIns,
  options: TryOptions,
): Promise<{ readonly messages: readonly Message[]; readonly report: unknown }> {
  const bot = options.bot({ LOG_LEVEL: 'error', ...environment, PORT: '0' });
  const { port } = await bot.start();
  slack.connect(`http://127.0.0.1:${port}/slack/events`);
  await slack.people.sendSlashCommand(command);
  await bot.idle();
  await bot.stop();
  const messages = slack.state.messages.filter((message) => message.byBot && !message.deleted);
  return { messages, report: bot.reports.at(-1) ?? null };
}

function asJson(messages: readonly Message[], report: unknown, { slack }: StandIns): unknown {
  return {
    messages: messages.map(({ channel, onlyFor, text, blocks }) => ({
      channel: slack.state.channel(channel)?.name ?? channel,
      ephemeral: onlyFor !== undefined,
      text,
      blocks,
    })),
    report,
  };
}

function listScenarios(json: boolean, out: NodeJS.WriteStream): void {
  const rows = scenarios.map(({ id, case: documented, command, cause }) => ({
    id,
    case: documented,
    command,
    cause,
  }));
  if (json) {
    out.write(`${JSON.stringify(rows, undefined, 2)}\n`);
    return;
  }
  const wide = (key: 'case' | 'command') => Math.max(...rows.map((row) => row[key].length));
  for (const row of rows) {
    out.write(`${row.case.padEnd(wide('case'))}  ${row.command.padEnd(wide('command'))}  ${row.cause}\n`);
  }
}

function readArguments(
  args: readonly string[],
): { json: boolean; scenarios: boolean; command: string } | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false }, scenarios: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    return { json: values.json, scenarios: values.scenarios, command: positionals.join(' ') };
  } catch (error) {
    return `${(error as Error).message.split('. ', 1)[0]}. Put the command in quotes.`;
  }
}

function columnsOf(out: NodeJS.WriteStream): number {
  return Math.min(Math.max(out.columns ?? 100, 60), 100);
}

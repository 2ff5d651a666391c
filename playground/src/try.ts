/** One question through the whole path, and what follows it in its thread; the answers as a person would see them. */
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

const usage = `usage: npm run -s try -- [--as slash|mention|dm] [--json] "TEXT" [--then "TEXT IN THE SAME THREAD"]…
       for example: npm run -s try -- "build shop-api"
                    npm run -s try -- --as dm "why does shop-api not build?" --then "logs"
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
    const { messages, report } = await ask(given, standIns, options);
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

/** Says what was given, waits each time until the bot has nothing more to say, and takes what it said. */
async function ask(
  { as, text, then }: Given,
  { slack, environment }: StandIns,
  options: TryOptions,
): Promise<{ readonly messages: readonly Message[]; readonly report: unknown }> {
  const bot = options.bot({ LOG_LEVEL: 'error', ...environment, PORT: '0' });
  const { port } = await bot.start();
  slack.connect(`http://127.0.0.1:${port}/slack/events`);
  const { people } = slack;
  const spoken = () => slack.state.messages.filter((message) => message.byBot && !message.deleted);
  if (as === 'dm') await people.sendDirectMessage(text);
  const mention = as === 'mention' ? (await people.sendMention(text)).message : undefined;
  if (as === 'slash') await people.sendSlashCommand(text);
  await bot.idle();
  // A thread begins below the mention, or below the answer to a command; what only the asker sees has none.
  const first = mention ?? spoken().find(({ onlyFor }) => onlyFor === undefined);
  const thread = first ? { threadTs: first.threadTs ?? first.ts } : {};
  for (const each of then) {
    if (as === 'dm') await people.sendDirectMessage(each);
    else await people.sendMention(each, thread);
    await bot.idle();
  }
  await bot.stop();
  return { messages: spoken(), report: bot.reports.at(-1) ?? null };
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

const surfaces = ['slash', 'mention', 'dm'] as const;

interface Given {
  readonly as: (typeof surfaces)[number];
  readonly text: string;
  readonly then: readonly string[];
  readonly json: boolean;
  readonly scenarios: boolean;
}

/** What is given, or a sentence that says what is wrong with it. A text may begin with an option of the bot's own. */
function readArguments(args: readonly string[]): Given | string {
  const texts: string[] = [];
  const then: string[] = [];
  let as: Given['as'] = 'slash';
  let json = false;
  let scenarios = false;
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] as string;
    const [name, inline] = /^(--(?:as|then))=([\s\S]*)$/.exec(word)?.slice(1) ?? [word];
    if (name === '--as' || name === '--then') {
      if (inline === undefined) at += 1;
      const value = inline ?? args[at];
      if (value === undefined) return `${name} needs a value.`;
      const surface = surfaces.find((each) => each === value);
      if (name === '--then') then.push(value);
      else if (surface) as = surface;
      else return `--as takes ${surfaces.join(', ')}, not ${value}.`;
    } else if (word === '--json') json = true;
    else if (word === '--scenarios') scenarios = true;
    else if (/^-[^\s]*$/.test(word) && texts.length === 0) {
      return `There is no option ${word}. Put the text in quotes.`;
    } else texts.push(word);
  }
  return { as, text: texts.join(' '), then, json, scenarios };
}

function columnsOf(out: NodeJS.WriteStream): number {
  return Math.min(Math.max(out.columns ?? 100, 60), 100);
}

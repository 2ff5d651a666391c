/** The whole product on loopback: stand-ins, and the bot as main.ts composes it. */

import type { Before } from '../../playground/src/before';
import { type StandIns, startStandIns } from '../../playground/src/index';
import type { Message } from '../../playground/src/slack';
import type { World } from '../../playground/src/world';
import type { Overview } from '../../src/diagnosis/model/diagnosis';
import type { Report } from '../../src/diagnosis/model/report';
import { observedBot } from '../../src/main';

export interface Stack extends StandIns {
  readonly reports: readonly Report[];
  readonly overviews: readonly Overview[];
  /** Types `/ce-image TEXT`, waits until the bot is done, and returns what it said since. */
  ask(text: string): Promise<{ readonly messages: readonly Message[]; readonly report: Report | undefined }>;
  /** Resolves when everything that was asked is answered. */
  idle(): Promise<void>;
  /** Everything that the bot sent to Slack, and every line that it logged, as one text. */
  everythingSaid(): string;
  stop(): Promise<void>;
}

/** Starts it all; `settings` come over those of the stand-ins. */
export async function startStack(
  options: {
    readonly world?: World;
    readonly settings?: Record<string, string>;
    readonly deadlineMs?: number;
    readonly requestTimeoutMs?: number;
    /** Socket Mode in place of HTTP. */
    readonly socket?: boolean;
    /** Comes between the stand-ins and whoever asks them. */
    readonly before?: Before;
  } = {},
): Promise<Stack> {
  const standIns = await startStandIns(options.world, options.before);
  const lines: string[] = [];
  const { deadlineMs, requestTimeoutMs } = options;
  const bot = observedBot(
    {
      ...standIns.environment,
      PORT: '0',
      LOG_LEVEL: 'debug',
      ...(options.socket && { SLACK_APP_TOKEN: standIns.slack.appToken }),
      ...options.settings,
    },
    {
      write: (line) => lines.push(line),
      ...(deadlineMs !== undefined && { deadlineMs }),
      ...(requestTimeoutMs !== undefined && { requestTimeoutMs }),
    },
  );
  const { port } = await bot.start();
  const { slack } = standIns;
  if (!options.socket) slack.connect(`http://127.0.0.1:${port}/slack/events`);
  const spoken = () => slack.state.messages.filter((message) => message.byBot && !message.deleted);
  return {
    ...standIns,
    reports: bot.reports,
    overviews: bot.overviews,
    async ask(text) {
      const before = spoken().length;
      const reports = bot.reports.length;
      await slack.people.sendSlashCommand(text);
      await bot.idle();
      return {
        messages: spoken().slice(before),
        report: bot.reports.slice(reports).at(-1) as Report | undefined,
      };
    },
    idle: () => bot.idle(),
    everythingSaid: () =>
      `${JSON.stringify(slack.calls)}\n${JSON.stringify(slack.state.messages)}\n${lines.join('')}`,
    async stop() {
      await bot.stop();
      await standIns.close();
    },
  };
}

/** Every string inside the blocks of messages, joined: what a person can read. */
export function readable(messages: readonly Message[]): string {
  const strings: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') strings.push(value);
    else if (Array.isArray(value)) value.forEach(walk);
    else if (value && typeof value === 'object') Object.values(value).forEach(walk);
  };
  for (const message of messages) {
    strings.push(message.text);
    walk(message.blocks);
  }
  return strings.join('\n');
}

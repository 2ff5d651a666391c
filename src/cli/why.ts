/** `ce-image why …`: the same questions and the same cards as in Slack, in a terminal. */
import { WebClient } from '@slack/web-api';
import { systemTime } from '../alerts';
import { type Core, composeCore, type Login, systemClock } from '../core';
import type { Diagnosis, Inquiry, Overview } from '../diagnosis/model/diagnosis';
import type { Report } from '../diagnosis/model/report';
import { Masker } from '../diagnosis/model/secrets';
import { printReport } from '../diagnosis/remedy/print';
import { createLogger } from '../logging';
import { readCloudSettings } from '../settings';
import { openToMembers } from '../slack/access';
import { answer } from '../slack/answer';
import { AlertsUnavailable } from '../slack/available-alerts';
import type { Card } from '../slack/cards/blocks';
import { Conversations } from '../slack/conversations';
import { memoryLedger } from '../slack/event-ledger';
import { KnownPeople } from '../slack/people';
import type { Command, Mistake } from '../slack/question/command';
import { parseCommand } from '../slack/question/parse';
import { quoteWord } from '../slack/question/words';
import { RecentProjects } from '../slack/recent-projects';
import { Persistence } from '../slack/sending/persist';
import type { Reply } from '../slack/sending/reply';
import { CardSender } from '../slack/sending/send';
import { SingleFlight, WorkTracker } from '../slack/work';
import { findLogin, howToLogIn } from './login';
import { type CliOptions, takeOptions } from './options';
import { decoded } from './stdin';
import { renderMessage } from './terminal';

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: AsyncIterable<Buffer | string> & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream;
  /** In place of the core that the environment describes. */
  readonly core?: Pick<Core, 'diagnosis'>;
}

/** What the exit code says. */
export const exitCodes = { healthy: 0, cause: 1, unknown: 2, usage: 3 } as const;

const usage = `usage: ce-image why [build|app|job|buildrun|jobrun|function] NAME [--project P] [--region R]
       ce-image why image REF [--secret S] [--push] [--project P]
       ce-image why                     what is failing in the default project
       ce-image why text < LOG          what a text says, without any account
       ce-image why logs NAME | events NAME | projects

options: --json, --width N, --color, --no-color (or NO_COLOR)
login:   IBMCLOUD_API_KEY, or the session of \`ibmcloud login\`
exit:    0 healthy, 1 a cause was found, 2 it cannot be told, 3 wrong usage
`;

/** Milliseconds after which a person is told that it is being looked at. */
const QUIET_MS = 1000;
/** Characters of a text that are read. */
const MOST_TEXT = 50 * 1024 * 1024;

/** Runs the command, and resolves to its exit code. Rejects with SettingsError. */
export async function why(words: readonly string[], around: Surroundings): Promise<number> {
  const { env, stdout, stderr } = around;
  const taken = takeOptions(words, stdout, env);
  if (typeof taken === 'string') return wrong(taken, stderr);
  const { options, rest } = taken;
  if (options.help) {
    stdout.write(usage);
    return exitCodes.healthy;
  }
  const asked = await questionOf(rest, around);
  if (asked.do === 'mistake') {
    const nearest = asked.usage ? ` Type: ce-image why ${asked.usage}` : '';
    return wrong(`${asked.problem}${nearest}`, stderr);
  }
  if (inSlackOnly.has(asked.do)) return wrong(`“${asked.do}” belongs to a Slack channel.`, stderr);
  if (asked.do === 'help') {
    stdout.write(usage);
    return exitCodes.healthy;
  }
  const masker = new Masker();
  const core = around.core ?? coreOf(asked, env, masker);
  if (typeof core === 'string') return wrong(core, stderr);
  return ask(asked, core.diagnosis, masker, options, around);
}

/** Watching and what belongs to it. */
const inSlackOnly: ReadonlySet<string> = new Set(['watch', 'unwatch', 'watches', 'unmute', 'history', 'use']);

const noAlerts = () => Promise.reject(new AlertsUnavailable('Alerts belong to Slack.'));

function wrong(sentence: string, stderr: NodeJS.WritableStream): number {
  stderr.write(`${sentence}\n\n${usage}`);
  return exitCodes.usage;
}

async function questionOf(words: readonly string[], { stdin }: Surroundings): Promise<Command | Mistake> {
  const [first, ...more] = words;
  const wantsText = (first === 'text' || first === 'explain') && more.length === 0;
  if (!wantsText && !(words.length === 0 && stdin.isTTY === false)) {
    return parseCommand(words.map((word) => (word.startsWith('--') ? word : quoteWord(word))).join(' '));
  }
  const text = await read(stdin);
  if (text.trim() !== '') return { do: 'explain', text };
  // A pipe that holds nothing is no text; with no words at all the project is meant.
  return wantsText
    ? { do: 'mistake', problem: 'There is no text on standard input.', usage: 'text < FILE' }
    : parseCommand('');
}

async function read(stdin: Surroundings['stdin']): Promise<string> {
  let text = '';
  for await (const piece of decoded(stdin)) {
    text += piece;
    if (text.length > MOST_TEXT) break;
  }
  return text;
}

/** The core, or a sentence that says what is missing. A text needs no account. */
function coreOf(asked: Command, env: NodeJS.ProcessEnv, masker: Masker): Core | string {
  const settings = readCloudSettings(env);
  const found = findLogin(settings, env);
  if (!found && asked.do !== 'explain') return `There is no login. ${howToLogIn}`;
  // A text is read without asking anybody, so nobody is logged in for it.
  const { login }: { readonly login?: Login } = found ?? { login: { trustedProfileId: 'none' } };
  return composeCore(settings, { masker, ...(login && { login }) });
}

async function ask(
  asked: Command,
  diagnosis: Diagnosis,
  masker: Masker,
  { json, color, width }: CliOptions,
  { stdout, stderr }: Surroundings,
): Promise<number> {
  const seen: { report?: Report; overview?: Overview } = {};
  const logger = createLogger('error', masker, (line) => stderr.write(line));
  const reply = new TerminalReply(stderr, json);
  await answer(
    asked,
    reply,
    // Nobody watches from a terminal, so Slack is never asked.
    { user: '', channel: '', place: '', personPlace: '', isDirect: true, client: new WebClient() },
    {
      diagnosis: observed(diagnosis, seen),
      masker,
      logger,
      sender: new CardSender({ warn: () => undefined }),
      access: {
        of: async () => ({ ...openToMembers, administers: true }),
        told: async () => 'all',
        rules: async () => undefined,
      },
      persistence: new Persistence({ time: systemTime, warn: () => undefined }),
      projects: new RecentProjects(diagnosis, systemTime.now),
      people: new KnownPeople(),
      placeOf: (id) => id,
      uninstalled: async () => undefined,
      ledger: memoryLedger(),
      alerts: noAlerts,
      files: {},
      conversations: new Conversations({
        open: noAlerts,
        opened: async () => undefined,
        now: systemTime.now,
        warn: () => undefined,
      }),
      work: new WorkTracker(),
      flights: new SingleFlight(),
      // Who asks in a terminal is the operator.
      audit: { note: () => undefined },
      now: systemTime.now,
      patienceMs: QUIET_MS,
    },
  );
  reply.end();
  const { card } = reply;
  if (json) {
    const body = seen.report ? printReport(seen.report) : (seen.overview ?? { text: card?.text });
    stdout.write(`${JSON.stringify(body, undefined, 2)}\n`);
  } else if (card) stdout.write(renderMessage(card, { color, width, bare: true }));
  return exitCodeOf(seen);
}

function exitCodeOf({ report, overview }: { report?: Report; overview?: Overview }): number {
  if (overview) return overview.failing.length > 0 ? exitCodes.cause : exitCodes.healthy;
  if (!report || report.cause === 'unknown' || report.state === 'unknown') return exitCodes.unknown;
  return ['healthy', 'running', 'pending'].includes(report.state) ? exitCodes.healthy : exitCodes.cause;
}

/** The same core, whose last answers are remembered. */
function observed(core: Diagnosis, seen: { report?: Report; overview?: Overview }): Diagnosis {
  const watched = <T extends Pick<Inquiry, 'investigate' | 'overview'>>(inquiry: T): T => ({
    ...inquiry,
    async investigate(subject) {
      seen.report = await inquiry.investigate(subject);
      return seen.report;
    },
    async overview(query) {
      const found = await inquiry.overview(query);
      if (!('found' in found)) seen.overview = found;
      return found;
    },
  });
  return { ...watched(core), inquire: (sees) => watched(core.inquire(sees)) };
}

/** Keeps the last card, and tells a person who waits on stderr, so that a pipe holds the answer alone. */
class TerminalReply implements Reply {
  card: Card | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #start = systemClock.now();

  constructor(
    private readonly stderr: NodeJS.WritableStream,
    private readonly silent: boolean,
  ) {}

  async progress({ text }: Card): Promise<void> {
    if (this.silent || this.#timer) return;
    const wait = Math.max(0, QUIET_MS - (systemClock.now() - this.#start));
    this.#timer = setTimeout(() => this.stderr.write(`${text}\n`), wait);
  }

  async answer(card: Card): Promise<void> {
    this.card = card;
  }

  async aside(card: Card): Promise<void> {
    this.card = card;
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

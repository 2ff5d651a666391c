/** `ce-image why …`: the same questions and the same cards as in Slack, in a terminal. */
import { type Core, composeCore, type Login } from '../core';
import { Masker } from '../diagnosis/model/secrets';
import { printReport } from '../diagnosis/remedy/print';
import type { Recorder } from '../record/recorder';
import { readCloudSettings } from '../settings';
import type { Command, Mistake } from '../slack/question/command';
import { parseCommand } from '../slack/question/parse';
import { quoteWord } from '../slack/question/words';
import { answerOf, exitCodeOf, exitCodes, type Told } from './answer';
import { choicesOf, withTypedChoices } from './choices';
import { findLogin, howToLogIn } from './login';
import { type CliOptions, type Surroundings, takeOptions } from './options';
import { answeredBy, keepRecord, takeRecord } from './record';
import { decoded } from './stdin';
import { renderMessage } from './terminal';

export { exitCodes } from './answer';

export interface WhySurroundings extends Surroundings {
  readonly stdin: AsyncIterable<Buffer | string> & { readonly isTTY?: boolean };
  /** In place of the core that the environment describes. */
  readonly core?: Pick<Core, 'diagnosis'>;
}

const usage = `usage: ce-image why [build|app|job|buildrun|jobrun|function|fleet] NAME [--project P] [--region R] [--account A]
       ce-image why image REF [--secret S] [--push] [--project P]
       ce-image why source URL [--revision R] [--context-dir D] [--dockerfile F] [--secret S] [--project P]
       ce-image why build NAME --check | --changes
       ce-image why                     what is failing in the default project
       ce-image why text < LOG          what a text says, without any account
       ce-image why logs NAME | events NAME | projects

options: --json, --width N, --color, --no-color (or NO_COLOR)
         --record FILE   write all that is asked and answered there, to attach to a bug report
login:   IBMCLOUD_API_KEY, or the session of \`ibmcloud login\`
exit:    0 healthy, 1 a cause was found, 2 it cannot be told, 3 wrong usage
`;

/** Milliseconds after which a person is told that a text is waited for. */
const PATIENCE_MS = 1000;

/** Characters of a text that are read. */
const MOST_TEXT = 50 * 1024 * 1024;

/** Runs the command, and resolves to its exit code. Rejects with SettingsError. */
export async function why(words: readonly string[], around: WhySurroundings): Promise<number> {
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
  if (asked.do === 'explain' && options.record !== undefined) {
    return wrong(
      'A text is read without asking anybody, so there is nothing to record: attach the text.',
      stderr,
    );
  }
  const masker = new Masker();
  const taking = takeRecord(options.record);
  const core = around.core ?? coreOf(asked, env, masker, taking?.recorder);
  if (typeof core === 'string') return wrong(core, stderr);
  const aside = (line: string) => void stderr.write(line);
  const told = await answerOf(asked, { diagnosis: core.diagnosis, masker, aside, silent: options.json });
  print(told, options, stdout);
  const about = { asked: ['why', ...rest], answered: answeredBy(told) };
  if (taking && !keepRecord(taking, about, masker, around)) return exitCodes.usage;
  return exitCodeOf(told);
}

/** The card, or what stands behind it. */
export function print(told: Told, { json, color, width }: CliOptions, stdout: NodeJS.WritableStream): void {
  const { card, report, overview, transcript, projects } = told;
  if (json) {
    const choices = card ? choicesOf(card) : [];
    const words = { text: card?.text, ...(choices.length > 0 && { choices }) };
    const body = report ? printReport(report) : (overview ?? transcript ?? projects ?? words);
    stdout.write(`${JSON.stringify(body, undefined, 2)}\n`);
  } else if (card) stdout.write(renderMessage(withTypedChoices(card), { color, width, bare: true }));
}

/** Watching and what belongs to it. */
const inSlackOnly: ReadonlySet<string> = new Set(['watch', 'unwatch', 'watches', 'unmute', 'history', 'use']);

function wrong(sentence: string, stderr: NodeJS.WritableStream): number {
  stderr.write(`${sentence}\n\n${usage}`);
  return exitCodes.usage;
}

async function questionOf(
  words: readonly string[],
  { stdin, stderr }: WhySurroundings,
): Promise<Command | Mistake> {
  const [first, ...more] = words;
  const wantsText = (first === 'text' || first === 'explain') && more.length === 0;
  if (!wantsText && !(words.length === 0 && !stdin.isTTY)) {
    return questionIn(words);
  }
  // Who forgot to end a pipe is told what is waited for.
  const waiting = setTimeout(
    () => stderr.write('Reading a text from standard input, until it ends…\n'),
    PATIENCE_MS,
  );
  const text = await read(stdin).finally(() => clearTimeout(waiting));
  if (text.trim() !== '') return { do: 'explain', text };
  // A pipe that holds nothing is no text; with no words at all the project is meant.
  return wantsText
    ? { do: 'mistake', problem: 'There is no text on standard input.', usage: 'text < FILE' }
    : parseCommand('');
}

/** A question that was typed. */
export function questionIn(words: readonly string[]): Command | Mistake {
  return parseCommand(words.map((word) => (word.startsWith('--') ? word : quoteWord(word))).join(' '));
}

async function read(stdin: WhySurroundings['stdin']): Promise<string> {
  let text = '';
  for await (const piece of decoded(stdin)) {
    text += piece;
    if (text.length > MOST_TEXT) break;
  }
  return text;
}

/** The core, or a sentence that says what is missing. A text needs no account. */
function coreOf(
  asked: Command,
  env: NodeJS.ProcessEnv,
  masker: Masker,
  wire: Recorder | undefined,
): Core | string {
  const settings = readCloudSettings(env);
  const found = findLogin(settings, env);
  if (!found && asked.do !== 'explain') return `There is no login. ${howToLogIn}`;
  // A text is read without asking anybody, so nobody is logged in for it.
  const { login }: { readonly login?: Login } = found ?? { login: { trustedProfileId: 'none' } };
  return composeCore(settings, { masker, ...(login && { login }), ...(wire && { wire }) });
}

/**
 * Plays the fix of every documented case against the simulated cloud: the steps of the card, by a stand-in of the command
 * line that speaks its grammar. Afterwards the bot is asked again: the case is well, or a step that only a person can take
 * is named as such; `wellAfterPerson` are those that were well once the person had taken it, as far as the simulated world
 * has it. Prints `{"cases","well","byPerson","failed"}` with --json. Exits with 1 when a fix fails.
 */
import {
  defaultProject,
  explainExamples,
  resetWorld,
  type Scenario,
  scenarios,
} from '../../playground/src/scenarios';
import { hours, type World } from '../../playground/src/world';
import { type PrintedReport, printSteps } from '../../src/diagnosis/remedy/print';
import { concludeText } from '../../src/diagnosis/verdict/text/conclude-text';
import { type AskedBot, withAskedBot } from '../asked-bot';
import { exitWith } from '../exit-with';
import { PLACEHOLDER } from './grammar';
import { newMachine } from './machine';
import type { About } from './person';
import { type Played, play } from './play';
import { playTyped } from './typed';

interface Row {
  readonly id: string;
  readonly asked: string;
  readonly outcome: 'well' | 'byPerson' | 'failed';
  readonly why: string;
  /** Whether it was well after the person had done it, in the simulated world. */
  readonly thenWell?: true;
  /** What it still was, where it was not. */
  readonly still?: string;
}

/** Long enough for whatever the steps began. */
const LATER = hours(0.75);

async function playScenario({ case: id, command }: Scenario, { stand, ask }: AskedBot): Promise<Row> {
  // What one fix changes is nothing to another.
  resetWorld(stand.world);
  const first = await ask(command);
  const played = await play(newMachine(stand), first?.findings[0]?.fix ?? [], aboutOf(command, stand.world));
  stand.world.clock.jump(LATER);
  stand.world.catchUp();
  const last = await ask(questionAfter(command, played, stand.world));
  const well =
    last?.cause === 'healthy-no-problem' &&
    (last.state === 'healthy' || (last.state === 'running' && isDaemon(command, stand.world)));
  return row(id, command, played, well, last);
}

/** Of a job that is never to end, running is well. */
function isDaemon(command: string, world: World): boolean {
  const { kind, name, project } = aboutOf(command, world);
  const job = kind === 'jobrun' ? project.jobRuns.get(name)?.job_name : name;
  return project.jobs.get(job ?? '')?.run_mode === 'daemon';
}

/** Every documented case: those that an API shows, and those that are pasted. */
function playAll(chosen: readonly Scenario[], texts: typeof explainExamples): Promise<readonly Row[]> {
  return withAskedBot(async (bot) => {
    const rows: Row[] = [];
    for (const scenario of chosen) rows.push(await playScenario(scenario, bot));
    for (const text of texts) rows.push(await playText(text, bot));
    return rows;
  });
}

function aboutOf(command: string, world: World): About {
  const [, kind = '', name = '', at = defaultProject] =
    /^(\w+) (\S+)(?:.*? --project (\S+))?/.exec(command) ?? [];
  // Of an image the name is its reference.
  return { kind, name, project: world.project(at) };
}

/** What shows whether it is well: the newest run of what was run, or what took the place of what was deleted. */
function questionAfter(command: string, { ran }: Played, world: World): string {
  const within = /--project \S+/.exec(command)?.[0] ?? '';
  const name = (pattern: RegExp) => ran.flatMap((line) => pattern.exec(line)?.slice(1) ?? []).at(-1);
  const build = name(/ce buildrun submit --build (\S+)/);
  if (/^build(?:run)? /.test(command)) return build === undefined ? command : `build ${build} ${within}`;
  const job = name(/ce jobrun submit --job (\S+)/);
  const isRun = /^job(?:run)? /.test(command);
  const gone = ran.some((line) => /ce app delete/.test(line));
  if (job !== undefined && (isRun || gone)) return `jobrun ${latestRun(world, job)} ${within}`;
  const lone = name(/ce jobrun (?:submit --name|resubmit --jobrun) (\S+)/);
  return lone !== undefined && isRun
    ? `jobrun ${lone}${ran.some((line) => line.includes('resubmit')) ? '-again' : ''} ${within}`
    : command;
}

function latestRun(world: World, job: string): string {
  const runs = [...world.projects.values()].flatMap((project) =>
    [...project.jobRuns.values()].filter(({ job_name }) => job_name === job),
  );
  return runs.sort((a, b) => a.created_at.localeCompare(b.created_at)).at(-1)?.name ?? job;
}

function row(id: string, asked: string, played: Played, well: boolean, last: PrintedReport | undefined): Row {
  const { failed, byPerson, untaken } = played;
  const [person] = untaken.length > 0 ? untaken : byPerson;
  if (failed !== undefined) return { id, asked, outcome: 'failed', why: failed };
  if (person === undefined) {
    return well
      ? { id, asked, outcome: 'well', why: '' }
      : { id, asked, outcome: 'failed', why: `still ${last?.cause ?? 'unanswered'}` };
  }
  // Where the commands alone do it, the person's step was advice.
  if (well && byPerson.length === untaken.length) return { id, asked, outcome: 'well', why: '' };
  const after = well ? { thenWell: true as const } : { still: last?.cause ?? 'unanswered' };
  return { id, asked, outcome: 'byPerson', why: person, ...after };
}

/** Of a pasted text the command is given again that printed it, where the simulated world has what it makes. */
async function playText(example: (typeof explainExamples)[number], bot: AskedBot): Promise<Row> {
  const { case: id, text } = example;
  resetWorld(bot.stand.world);
  const { findings } = concludeText({ kind: 'text', text }, { at: '', tookMs: 0 });
  const steps = printSteps(findings[0]?.fix ?? []);
  const asked = `explain “${text.split('\n', 1)[0]}”`;
  const person = steps.find(({ byPerson }) => byPerson)?.text;
  const well = await playTyped(id, steps, bot);
  const after = well === undefined ? {} : well ? { thenWell: true as const } : { still: 'refused' };
  const blank = steps.find(({ command }) => PLACEHOLDER.test(command ?? ''));
  // Nothing is a person's in it, and the commands did it.
  if (well && person === undefined && blank === undefined) return { id, asked, outcome: 'well', why: '' };
  const why = person ?? blank?.text ?? 'Choose the project: the text does not tell it.';
  return { id, asked, outcome: 'byPerson', why, ...after };
}

async function main(): Promise<number> {
  const only = process.argv.slice(2).find((word) => !word.startsWith('-'));
  const chosen = scenarios.filter((one) => one.case !== 'none' && (only === undefined || one.case === only));
  const texts = explainExamples.filter((example) => only === undefined || example.case === only);
  const rows = await playAll(chosen, texts);
  // A documented case that is played twice counts as the worse of the two.
  const worst = new Map<string, Row['outcome']>();
  const order = ['well', 'byPerson', 'failed'] as const;
  for (const { id, outcome } of rows) {
    const known = worst.get(id);
    if (known === undefined || order.indexOf(outcome) > order.indexOf(known)) worst.set(id, outcome);
  }
  const sum = (outcome: Row['outcome']) => [...worst.values()].filter((each) => each === outcome).length;
  const result = {
    cases: worst.size,
    well: sum('well'),
    byPerson: sum('byPerson'),
    failed: sum('failed'),
    wellAfterPerson: new Set(rows.filter(({ thenWell }) => thenWell).map(({ id }) => id)).size,
  };
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ ...result, rows })}\n`);
  } else {
    const signs = { well: '✓', byPerson: '☞', failed: '✗' } as const;
    for (const { id, asked, outcome, why, thenWell, still } of rows) {
      const then = thenWell ? '✓' : still === undefined ? ' ' : '?';
      process.stdout.write(
        `${signs[outcome]}${outcome === 'byPerson' ? then : ' '} ${id.padEnd(5)} ${asked.slice(0, 60).padEnd(61)} ${still === undefined ? '' : `[still ${still}] `}${why.slice(0, 160)}\n`,
      );
    }
    process.stdout.write(`\n${JSON.stringify(result)}\n`);
  }
  return result.failed === 0 ? 0 : 1;
}

exitWith(main);

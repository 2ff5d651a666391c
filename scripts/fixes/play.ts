/** Takes the steps of a fix on a machine, one after the other, as a person who reads the card. */
import { minutes } from '../../playground/src/world';
import type { PrintedStep } from '../../src/diagnosis/remedy/print';
import { codeEngineCli } from './code-engine-cli';
import { PLACEHOLDER, parse, UsageError } from './grammar';
import { CommandError, type Machine } from './machine';
import { otherProgram } from './other-programs';
import { type About, fillIn, prepareStep, takeStep } from './person';

export interface Played {
  /** Lines that were run, in order. */
  readonly ran: readonly string[];
  /** Steps that only a person can take. */
  readonly byPerson: readonly string[];
  /** Of these, what the simulated world does not have. */
  readonly untaken: readonly string[];
  /** The line that failed, and what its program said. */
  readonly failed?: string;
}

/** Steps of the way that is named first; what begins with “Or” is left out. */
export async function play(machine: Machine, steps: readonly PrintedStep[], about?: About): Promise<Played> {
  const ran: string[] = [];
  const byPerson: string[] = [];
  const untaken: string[] = [];
  for (const step of steps) {
    const { text, command, instead, byPerson: person } = step;
    if (instead) continue;
    if (about && person) prepareStep(machine, about, step);
    for (const said of command?.split('\n') ?? []) {
      const blank = PLACEHOLDER.exec(said)?.[0];
      const line = about && blank !== undefined ? fillIn(machine, about, said) : said;
      if (blank !== undefined) byPerson.push(`${text} (${blank})`);
      try {
        const parsed = parse(line);
        if (PLACEHOLDER.test(line)) {
          untaken.push(`${text} (${blank})`);
          continue;
        }
        await (parsed.program === 'ibmcloud ce'
          ? codeEngineCli(machine, parsed)
          : otherProgram(machine, parsed));
        ran.push(line);
      } catch (error) {
        if (!(error instanceof UsageError || error instanceof CommandError)) throw error;
        // Without what only a person can do before, what follows cannot work.
        if (error instanceof CommandError && untaken.length > 0) continue;
        return { ran, byPerson, untaken, failed: `${line}: ${error.message}` };
      }
    }
    if (!person) continue;
    byPerson.push(text);
    if (!about || !takeStep(machine, about, step)) untaken.push(text);
  }
  const again =
    byPersonAtLast(steps) && untaken.length === 0 ? ran.findLast((line) => RUNS.test(line)) : undefined;
  // Whoever has done what stood below the command gives it once more.
  if (again !== undefined) {
    machine.world.clock.jump(minutes(10));
    machine.world.catchUp();
    await codeEngineCli(machine, parse(again));
  }
  return { ran, byPerson, untaken };
}

/** Commands that run something anew. */
const RUNS = /^ibmcloud ce (?:buildrun submit|jobrun (?:re)?submit|app update) /;

/** Whether the last step is a person's. */
function byPersonAtLast(steps: readonly PrintedStep[]): boolean {
  return steps.findLast(({ instead }) => !instead)?.byPerson === true;
}

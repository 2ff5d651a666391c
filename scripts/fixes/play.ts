/** Takes the steps of a fix on a machine, one after the other, as a person who reads the card. */
import type { PrintedStep } from '../../src/diagnosis/remedy/print';
import { codeEngineCli } from './code-engine-cli';
import { PLACEHOLDER, parse, UsageError } from './grammar';
import { CommandError, type Machine } from './machine';
import { otherProgram } from './other-programs';
import { type About, fillIn, takeStep } from './person';

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
  return { ran, byPerson, untaken };
}

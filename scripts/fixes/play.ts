/** Takes the steps of a fix on a machine, one after the other, as a person who reads the card. */
import type { PrintedStep } from '../../src/diagnosis/remedy/print';
import { codeEngineCli } from './code-engine-cli';
import { PLACEHOLDER, parse, UsageError } from './grammar';
import { CommandError, type Machine } from './machine';
import { otherProgram } from './other-programs';

export interface Played {
  /** Lines that were run, in order. */
  readonly ran: readonly string[];
  /** Steps that only a person can take, and why. */
  readonly byPerson: readonly string[];
  /** The line that failed, and what its program said. */
  readonly failed?: string;
}

/** Steps of the way that is named first; what begins with “Or” is left out. */
export async function play(machine: Machine, steps: readonly PrintedStep[]): Promise<Played> {
  const ran: string[] = [];
  const byPerson: string[] = [];
  for (const { text, command, instead, byPerson: person } of steps) {
    if (instead) continue;
    if (person) byPerson.push(text);
    for (const line of command?.split('\n') ?? []) {
      const blank = PLACEHOLDER.exec(line)?.[0];
      try {
        const parsed = parse(line);
        if (blank !== undefined) {
          byPerson.push(`${text} (${blank})`);
          continue;
        }
        await (parsed.program === 'ibmcloud ce'
          ? codeEngineCli(machine, parsed)
          : otherProgram(machine, parsed));
        ran.push(line);
      } catch (error) {
        if (!(error instanceof UsageError || error instanceof CommandError)) throw error;
        // What a person has to do first is not done: its followers fail for it.
        if (error instanceof CommandError && byPerson.length > 0) {
          byPerson.push(`${line}: ${error.message}`);
          continue;
        }
        return { ran, byPerson, failed: `${line}: ${error.message}` };
      }
    }
  }
  return { ran, byPerson };
}

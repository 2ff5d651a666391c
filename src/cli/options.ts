/** Options that every door of the command line shares, taken off what is typed. */

export interface CliOptions {
  readonly json: boolean;
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  readonly help: boolean;
  /** File that a record of all that is asked and answered is written to. */
  readonly record?: string;
}

/** What the command line runs in. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: NodeJS.WritableStream & Screen;
  readonly stderr: NodeJS.WritableStream;
}

const LEAST = 40;
const MOST = 120;

/** What a terminal, or a pipe, is like. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * Splits words into the door's own options and the rest.
 * @returns a sentence instead, when an option is wrong
 */
export function takeOptions(
  words: readonly string[],
  screen: Screen,
  env: NodeJS.ProcessEnv,
): { readonly options: CliOptions; readonly rest: readonly string[] } | string {
  const rest: string[] = [];
  let json = false;
  let help = false;
  let record: string | undefined;
  // https://no-color.org: any value that is not empty.
  let color = screen.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  let width = Math.min(screen.columns ?? 100, MOST);
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    const [name, inline] = word.split('=', 2) as [string, string?];
    if (name === '--json') json = true;
    else if (name === '--help' || name === '-h') help = true;
    else if (name === '--no-color') color = false;
    else if (name === '--color') color = true;
    else if (name === '--record') {
      record = inline ?? left.shift();
      if (!record || record.startsWith('--')) return '--record wants the name of a file.';
    } else if (name === '--width') {
      const given = Number(inline ?? left.shift());
      if (!Number.isInteger(given) || given < LEAST)
        return `--width wants a number of columns, ${LEAST} or more.`;
      width = given;
    } else rest.push(word);
  }
  return { options: { json, color, width, help, ...(record !== undefined && { record }) }, rest };
}

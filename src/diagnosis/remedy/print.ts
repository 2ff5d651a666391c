/** Commands as people type them, in a POSIX shell. The one place where they are put together and quoted. */
import type { Command, FixStep, Program } from '../model/fix';
import type { Finding, Report } from '../model/report';

/** A step as a reader sees it: its commands are lines. */
export interface PrintedStep {
  readonly text: string;
  readonly command?: string;
  /** Another way than the steps before it. */
  readonly instead?: true;
  /** Only a person can do it. */
  readonly byPerson?: true;
}

/** Plug-ins whose pages name what stands without an option first. Source: IBM Cloud CLI reference, `ibmcloud iam` and `ibmcloud is`. */
const valuesFirst: ReadonlySet<Program> = new Set<Program>(['ibmcloud iam', 'ibmcloud is']);
/** Programs whose pages join an option and its value: `--chmod=+x`. */
const joined: ReadonlySet<Program> = new Set<Program>(['git']);

/** One line, which a shell takes apart into the very words of the command. */
export function printCommand({ tool, args, flags, values, into }: Command): string {
  const options = Object.entries(flags).flatMap(([name, value]) => printFlag(tool, name, value));
  const quoted = values.map(shellQuote);
  return [
    tool,
    ...args,
    ...(valuesFirst.has(tool) ? [...quoted, ...options] : [...options, ...quoted]),
    ...(into === undefined ? [] : ['>', shellQuote(into)]),
  ].join(' ');
}

/** A line for each command. */
export function printCommands(commands: readonly Command[]): string {
  return commands.map(printCommand).join('\n');
}

/** A fix for readers of JSON and of a terminal. */
export function printSteps(steps: readonly FixStep[]): readonly PrintedStep[] {
  return steps.map(({ text, commands, instead, byPerson }) => ({
    text,
    ...(commands && { command: printCommands(commands) }),
    ...(instead && { instead }),
    ...(byPerson && { byPerson }),
  }));
}

export type PrintedReport = Omit<Report, 'findings'> & {
  readonly findings: readonly (Omit<Finding, 'fix'> & { readonly fix: readonly PrintedStep[] })[];
};

/** A report for readers of JSON. */
export function printReport(report: Report): PrintedReport {
  return {
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, fix: printSteps(finding.fix) })),
  };
}

function printFlag(tool: Program, name: string, value: Command['flags'][string]): readonly string[] {
  if (value === undefined) return [];
  const option = `${name.length === 1 ? '-' : '--'}${name}`;
  if (value === true) return [option];
  return (Array.isArray(value) ? value : [value]).map((one) => {
    const text = String(one);
    // A value that begins with a dash would be taken for an option of its own.
    const joint = joined.has(tool) || text.startsWith('-') ? '=' : ' ';
    return `${option}${joint}${shellQuote(text)}`;
  });
}

function shellQuote(value: string): string {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Fix steps: exact commands with the user's own names filled in. */
import type { WorkloadKind } from './subject';

export interface FixStep {
  /** What to do, one sentence, imperative. */
  readonly text: string;
  /** A command that runs as it stands; CAPITALS only where a person must choose. */
  readonly command?: string;
}

/** What a remedy may fill in; everything is optional because evidence may be missing. */
export interface RemedyFacts {
  readonly kind?: WorkloadKind;
  /** Name of the subject. */
  readonly name?: string;
  readonly project?: string;
  readonly region?: string;
  readonly build?: string;
  readonly buildRun?: string;
  readonly app?: string;
  readonly revision?: string;
  readonly job?: string;
  readonly jobRun?: string;
  readonly function?: string;
  /** The image in question, as the user's resource spells it. */
  readonly image?: string;
  /** Registry host of `image`. */
  readonly registryHost?: string;
  readonly imageTag?: string;
  /** First path segment below the host: the namespace of IBM Container Registry. */
  readonly namespace?: string;
  /** Base image that a FROM line names, captured from a log. */
  readonly baseImage?: string;
  /** The registry secret that is configured for the failing pull or push. */
  readonly registrySecret?: string;
  readonly sourceUrl?: string;
  readonly sourceRevision?: string;
  readonly sourceSecret?: string;
  readonly contextDir?: string;
  readonly dockerfile?: string;
  readonly strategyType?: string;
  readonly strategySize?: string;
  /** Seconds. */
  readonly timeout?: number;
  readonly memory?: string;
  readonly cpu?: string;
  readonly ephemeralStorage?: string;
  readonly port?: number;
  /** Seconds. */
  readonly maxExecutionTime?: number;
  readonly runtime?: string;
  readonly exitCode?: number;
  readonly commands?: readonly string[];
  readonly envReference?: string;
  readonly egressIps?: readonly string[];
  /** Free captures of the matching pattern: `package`, `file`, `command`, `host`, `path` … */
  readonly captured: Readonly<Record<string, string>>;
}

/** Quotes an argument for a POSIX shell when it needs it. */
export function shellQuote(value: string): string {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** An `ibmcloud ce` command line: `ce('build update', { name: 'shop-api', size: 'large' })`. A value of `true`
 * is a bare flag; `undefined` is left out. */
export function ce(
  command: string,
  options: Readonly<Record<string, string | number | true | undefined>>,
): string {
  return commandLine(`ibmcloud ce ${command}`, options);
}

/** An `ibmcloud cr` (IBM Container Registry) command line with positional arguments. */
export function cr(
  command: string,
  positional: readonly string[] = [],
  options: Readonly<Record<string, string | number | true | undefined>> = {},
): string {
  return commandLine(['ibmcloud cr', command, ...positional.map(shellQuote)].join(' '), options);
}

function commandLine(
  head: string,
  options: Readonly<Record<string, string | number | true | undefined>>,
): string {
  const words = [head];
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    words.push(`--${name}`);
    if (value !== true) words.push(shellQuote(String(value)));
  }
  return words.join(' ');
}

/** The next larger build size, or undefined above `xxlarge`. Sizes: docs, planning your build. */
export function nextBuildSize(size: string | undefined): string | undefined {
  const sizes = ['small', 'medium', 'large', 'xlarge', 'xxlarge'];
  const at = sizes.indexOf(size ?? 'medium');
  return at < 0 ? 'xlarge' : sizes[at + 1];
}

/** How a cause is fixed: steps, and their commands as data. What a command looks like is decided when it is shown. */

/** Programs that a fix names; the plug-ins of IBM Cloud's command line each by itself. */
export type Program =
  | 'ibmcloud'
  | 'ibmcloud ce'
  | 'ibmcloud cr'
  | 'ibmcloud iam'
  | 'ibmcloud is'
  | 'docker'
  | 'kubectl'
  | 'git'
  | 'rm'
  | 'ssh-keygen'
  | 'ssh-keyscan';

/** Options by name: `true` is a bare flag, several values repeat the option, `undefined` is left out. */
export type Flags = Readonly<Record<string, string | number | true | readonly string[] | undefined>>;

export interface Command {
  readonly tool: Program;
  /** The words that say what is done: `['build', 'update']`. */
  readonly args: readonly string[];
  readonly flags: Flags;
  /** What stands without an option: a name, an image, an address. */
  readonly values: readonly string[];
  /** The file that takes what the command prints. */
  readonly into?: string;
}

export interface FixStep {
  /** What to do, one sentence, imperative. */
  readonly text: string;
  /** Commands that run as they stand, one after the other; CAPITALS only where a person must choose. */
  readonly commands?: readonly Command[];
  /** Belongs to another way than the steps before it: whoever took those leaves it out. */
  readonly instead?: true;
  /** What the commands take away for good, and what they leave. `text` says both. */
  readonly destroys?: { readonly removes: string; readonly keeps: string };
  /** Only a person can do it: change the source, decide, ask somebody, use a console. */
  readonly byPerson?: true;
}

export type FixSteps = readonly FixStep[];

/** Makes commands. */
import type { Command, Flags, Program } from '../model/fix';

/** A command of the Code Engine plug-in: `ce('build update', { name: 'shop-api', size: 'large' })`. */
export function ce(words: string, flags: Flags = {}): Command {
  return run('ibmcloud ce', words, flags);
}

/** A command of the IAM plug-in. */
export function iam(words: string, values: readonly string[], flags: Flags = {}): Command {
  return run('ibmcloud iam', words, flags, values);
}

/** A command of the Container Registry plug-in. */
export function cr(words: string, values: readonly string[] = [], flags: Flags = {}): Command {
  return run('ibmcloud cr', words, flags, values);
}

/** A command of any program: `run('git', 'lfs push', { all: true }, ['origin'])`. */
export function run(
  tool: Program,
  words: string,
  flags: Flags = {},
  values: readonly string[] = [],
): Command {
  return { tool, args: words === '' ? [] : words.split(' '), flags, values };
}

/** Whether a command is `words` of `tool`. */
export function isCommand(command: Command, tool: Program, words: string): boolean {
  return command.tool === tool && command.args.join(' ') === words;
}

/** Whether a command only says where the next ones work. */
export function isSelecting(command: Command): boolean {
  return (
    command.tool === 'ibmcloud' ||
    isCommand(command, 'ibmcloud ce', 'project select') ||
    isCommand(command, 'ibmcloud cr', 'region-set')
  );
}

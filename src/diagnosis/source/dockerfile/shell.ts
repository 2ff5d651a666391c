/** Commands of a shell text, as far as they can be told apart without running anything. */

export interface ShellCommand {
  /** Words without quotes; assignments in front are left out. */
  readonly words: readonly string[];
  /** Where it runs, as `cd` says, relative to where the text began; undefined: a variable hides it. */
  readonly directory: string | undefined;
}

/** Commands that are read. */
const MOST_COMMANDS = 400;
const WORD = /(?:"(?:[^"\\]|\\.){0,4000}"|'[^']{0,4000}'|\\.|[^\s"'\\]){1,4000}/g;

/** `if`, `for`, `(` and their kin make it unclear whether and where a command runs; such texts yield what is plain. */
export function commandsOf(text: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let directory: string | undefined = '';
  for (const part of text.split(/&&|\|\||[;|\n]/).slice(0, MOST_COMMANDS)) {
    const words = [...part.matchAll(WORD)].map(([word]) => word.replace(/^(["'])(.*)\1$/s, '$2'));
    while (
      /^\w+=/.test(words[0] ?? '') ||
      /^(?:then|do|else|exec|sudo|time|set|\(|\{|!)$/.test(words[0] ?? '')
    ) {
      if (words[0] === 'set') break;
      words.shift();
    }
    const [name, to] = words;
    if (name === undefined || name.startsWith('#')) continue;
    if (name === 'cd') {
      const known: string | undefined = to === undefined || /[$~`]/.test(to) ? undefined : to;
      directory =
        known === undefined
          ? undefined
          : known.startsWith('/')
            ? known
            : directory === undefined
              ? undefined
              : `${directory}/${known}`.replace(/^\//, '');
      continue;
    }
    commands.push({ words, directory });
  }
  return commands;
}

const shells = new Set(['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh']);

/** The script that a command runs, and whether it is started as a program of its own. */
export function scriptOf(
  words: readonly string[],
): { readonly path: string; readonly direct: boolean } | undefined {
  const [first = '', ...rest] = words;
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (shells.has(name) && (first === name || /^\/(?:usr\/)?bin\//.test(first))) {
    const script = rest.find((word) => !word.startsWith('-'));
    const isText = rest.some((word) => /^-[a-z]*c$/.test(word));
    return script === undefined || isText || /[$`*]/.test(script)
      ? undefined
      : { path: script, direct: false };
  }
  if (name === 'source' || first === '.') return undefined;
  if (!first.includes('/') || /[$`*()]/.test(first) || first.startsWith('-')) return undefined;
  return { path: first, direct: true };
}

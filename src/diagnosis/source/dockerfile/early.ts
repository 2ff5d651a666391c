/** Commands that want files of the project which the Dockerfile copies only afterwards, or which are not there at all. */

import { directoryOf } from '../../model/source-tree';
import type { Look } from '../look';
import { baseName, joined } from '../paths';
import type { StageFiles } from './image';
import { bindMounts, type Instruction } from './read';
import { commandsOf } from './shell';

const CAUSE = 'project-files-missing-in-build';

/** A command that wants a file which no instruction before it brings. */
export interface Early {
  readonly instruction: Instruction;
  readonly command: string;
  /** Absolute path in the image. */
  readonly path: string;
}

/** Official images hold no project of anybody's. */
export function isPlainBase(image: string): boolean {
  return /^(?:docker\.io\/)?(?:library\/)?[a-z0-9._-]+(?:[:@]\S*)?$/.test(image);
}

/** Phases of Maven, and goals that are about the project at hand. */
const ofProject =
  /^(?:clean|validate|compile|test|package|verify|install|deploy|dependency:(?:go-offline|resolve|tree)|spring-boot:.+)$/;

/** Files that a command cannot do without, from where it runs. */
function needsOf(words: readonly string[]): readonly string[] {
  const [name = '', verb = '', ...rest] = words;
  const packages = rest.filter((word) => !word.startsWith('-'));
  const goals = [verb, ...packages];
  switch (name) {
    case 'npm':
      return verb === 'ci' || (/^(?:install|i)$/.test(verb) && packages.length === 0 && !rest.includes('-g'))
        ? ['package.json']
        : [];
    case 'yarn':
    case 'pnpm':
      return /^(?:install|i)$/.test(verb) && packages.length === 0 ? ['package.json'] : [];
    case 'pip':
    case 'pip3':
      return verb === 'install' ? filesBehind(rest, ['-r', '--requirement']) : [];
    case 'poetry':
      return verb === 'install' ? ['pyproject.toml'] : [];
    case 'bundle':
      return verb === 'install' ? ['Gemfile'] : [];
    case 'composer':
      return verb === 'install' ? ['composer.json'] : [];
    case 'cargo':
      return verb === 'build' ? ['Cargo.toml'] : [];
    case 'go':
      return verb === 'mod' && rest[0] === 'download' ? ['go.mod'] : [];
    case 'mvn':
      return goals.some((goal) => ofProject.test(goal)) && !words.includes('-f') ? ['pom.xml'] : [];
    default:
      return [];
  }
}

function filesBehind(words: readonly string[], flags: readonly string[]): readonly string[] {
  return words.flatMap((word, at) => {
    const next = words[at + 1];
    if (flags.includes(word)) return next === undefined ? [] : [next];
    const attached = flags.find((flag) => word.startsWith(`${flag}=`));
    return attached === undefined ? [] : [word.slice(attached.length + 1)];
  });
}

/** Files that a RUN wants and that are not known to be there yet. */
export function wantedBy(instruction: Instruction, files: StageFiles): readonly Early[] {
  if (bindMounts(instruction).length > 0) return [];
  if (files.inherits || instruction.heredocs.length > 0 || instruction.isJson) return [];
  const commands = commandsOf(instruction.rest);
  return commands.flatMap(({ words, directory }, index) => {
    if (directory === undefined) return [];
    const earlier = commands.slice(0, index).map((one) => one.words.join(' '));
    const before = [files.commands, ...earlier].join('\n');
    return needsOf(words).flatMap((name): readonly Early[] => {
      const at = name.startsWith('/') || directory === '' ? name : `${directory}/${name}`;
      const path = files.resolve(at);
      if (path === undefined || before.includes(baseName(name))) return [];
      if (files.find(`/${path}`).state === 'copied') return [];
      return [{ instruction, command: words.slice(0, 3).join(' '), path: `/${path}` }];
    });
  });
}

/** @param files of the whole stage */
export function reportEarly(look: Look, file: string, early: readonly Early[], files: StageFiles): void {
  for (const { instruction, command, path } of early) {
    const found = files.find(path);
    const { line, text: quote } = instruction;
    if (found.state !== 'copied' || found.by.line <= line) continue;
    look.fails(
      CAUSE,
      `${instruction.keyword} ${command} wants ${baseName(path)}, which line ${found.by.line} copies only afterwards: copy ${found.entry.path} before it.`,
      { file, line, quote, facts: { path: found.entry.path } },
    );
    return;
  }
}

/** What the start scripts of build tools cannot do without, beside them. */
const wrappers: Readonly<Record<string, string>> = {
  gradlew: 'gradle/wrapper/gradle-wrapper.jar',
};

/** @param script path of a script that runs, from the root of the tree */
export function wrapperLacking(look: Look, script: string): string | undefined {
  const beside = wrappers[baseName(script)];
  if (beside === undefined) return undefined;
  const path = joined(directoryOf(script), beside);
  return look.tree.entry(path) === undefined ? path : undefined;
}

/** Commands that install what is locked: each wants the lock file beside the manifest, that very one, and in step with it. */

import { directoryOf } from '../../model/source-tree';
import { checkGoSum } from '../locks/go';
import { LOCK_CAUSE } from '../locks/lock';
import { checkNpmLock, checkPnpmLock, checkYarnLock, locks, otherLocks } from '../locks/node';
import { checkComposerLock } from '../locks/php';
import { checkPipfileLock, checkPoetryLock, checkUvLock } from '../locks/python';
import { checkGemfileLock } from '../locks/ruby';
import { checkCargoLock } from '../locks/rust';
import type { Look } from '../look';
import type { Context } from './context';
import type { StageFiles } from './image';
import { bindMounts, type Instruction } from './read';
import { commandsOf } from './shell';

interface Install {
  /** As the manifest of Node.js' managers is told from each other; of others the program. */
  readonly manager: string;
  readonly command: string;
  readonly manifest: string;
  /** Any of these will do. */
  readonly lockFiles: readonly string[];
  /** It goes on without a lock file. */
  readonly mayLack?: true;
  /** Looks whether the lock file of a directory is in step; absent: the command does not compare. */
  readonly check?: (look: Look, directory: string) => Promise<boolean>;
  /** What writes the lock file. */
  readonly cure: string;
}

/** Reports to `look` an install command whose lock file or manifest is not there, or belongs to another tool. */
export async function checkInstalls(
  look: Look,
  file: string,
  instruction: Instruction,
  files: StageFiles,
  context: Context,
): Promise<void> {
  // A mounted file need not be copied.
  if (bindMounts(instruction).length > 0) return;
  const texts =
    instruction.heredocs.length > 0 ? instruction.heredocs.map((each) => each.text) : [instruction.rest];
  const commands = commandsOf(texts.join('\n'));
  for (const [index, { words, directory }] of commands.entries()) {
    const before = [files.commands, ...commands.slice(0, index).map((each) => each.words.join(' '))].join(
      '\n',
    );
    const install = installOf(words, before);
    if (!install || directory === undefined) continue;
    const at = directory === '' ? '' : `${directory}/`;
    const found = install.lockFiles.map((name) => files.find(`${at}${name}`));
    const copied = found.flatMap((each) => (each.state === 'copied' ? [each] : []))[0];
    if (copied) {
      await install.check?.(look, directoryOf(copied.entry.path));
      continue;
    }
    // Without a copied manifest it is unclear which directory of the repository this is.
    const manifest = files.find(`${at}${install.manifest}`);
    if (manifest.state !== 'copied' || install.lockFiles.some((name) => before.includes(name))) continue;
    if (!install.mayLack)
      report(look, file, instruction, install, directoryOf(manifest.entry.path), manifest.by, context);
  }
}

/** @param before commands that ran before, in one text */
function installOf(words: readonly string[], before: string): Install | undefined {
  const [name = '', verb = '', ...rest] = words;
  const has = (...flags: readonly string[]) => flags.some((flag) => words.includes(flag));
  const command = words.slice(0, 3).join(' ');
  const node = { manifest: 'package.json' };
  switch (name) {
    case 'npm':
      if (!has('ci', 'clean-install')) return undefined;
      return {
        ...node,
        manager: 'npm',
        command: 'npm ci',
        lockFiles: ['package-lock.json', 'npm-shrinkwrap.json'],
        check: checkNpmLock,
        cure: 'npm install',
      };
    case 'pnpm':
      if (!/^(?:install|i)$/.test(verb) || !has('--frozen-lockfile')) return undefined;
      return {
        ...node,
        manager: 'pnpm',
        command,
        lockFiles: ['pnpm-lock.yaml'],
        check: checkPnpmLock,
        cure: 'pnpm install',
      };
    case 'yarn':
      if (!has('--frozen-lockfile', '--immutable')) return undefined;
      return {
        ...node,
        manager: 'Yarn',
        command,
        lockFiles: ['yarn.lock'],
        check: checkYarnLock,
        cure: 'yarn install',
      };
    case 'poetry':
      if (!/^(?:install|sync)$/.test(verb)) return undefined;
      return ofProgram(name, command, 'pyproject.toml', 'poetry.lock', checkPoetryLock, 'poetry lock', true);
    case 'uv':
      if (verb !== 'sync' || !has('--locked')) return undefined;
      return ofProgram(name, command, 'pyproject.toml', 'uv.lock', checkUvLock, 'uv lock');
    case 'pipenv':
      if (verb !== 'sync' && !(verb === 'install' && has('--deploy'))) return undefined;
      return ofProgram(name, command, 'Pipfile', 'Pipfile.lock', checkPipfileLock, 'pipenv lock');
    case 'bundle':
      if (verb !== 'install' || !(has('--deployment', '--frozen') || FROZEN.test(before))) return undefined;
      return ofProgram(name, command, 'Gemfile', 'Gemfile.lock', checkGemfileLock, 'bundle install');
    case 'composer':
      if (verb !== 'install') return undefined;
      return ofProgram(
        name,
        command,
        'composer.json',
        'composer.lock',
        checkComposerLock,
        'composer update',
        true,
      );
    case 'cargo':
      if (!has('--locked', '--frozen')) return undefined;
      return ofProgram(name, command, 'Cargo.toml', 'Cargo.lock', checkCargoLock, 'cargo generate-lockfile');
    case 'go':
      if (!/^(?:build|install|test|run)$/.test(verb) || rest.some((word) => word.includes('@')))
        return undefined;
      // These write what is missing.
      if (/\bgo (?:mod (?:download|tidy|vendor)|get)\b|-mod=mod/.test(`${before}\n${words.join(' ')}`))
        return undefined;
      return ofProgram(name, command, 'go.mod', 'go.mod', checkGoSum, 'go mod tidy', true);
    default:
      return undefined;
  }
}

/** Settings with which Bundler takes what is locked, and nothing else. */
const FROZEN = /\bbundle config (?:set )?(?:--\w+ )?(?:deployment|frozen)\b/;

function ofProgram(
  manager: string,
  command: string,
  manifest: string,
  lockFile: string,
  check: NonNullable<Install['check']>,
  cure: string,
  mayLack?: true,
): Install {
  return { manager, command, manifest, lockFiles: [lockFile], check, cure, ...(mayLack && { mayLack }) };
}

function report(
  look: Look,
  file: string,
  { line, text: quote }: Instruction,
  { manager, command, manifest, lockFiles, cure }: Install,
  directory: string,
  copiedBy: Instruction,
  context: Context,
): void {
  const [lockFile = ''] = lockFiles;
  const path = directory === '' ? lockFile : `${directory}/${lockFile}`;
  const where = { file, line, quote, facts: { path } };
  const entry = look.tree.entry(path);
  const hidden = entry && context.hides(context.relative(entry));
  if (hidden) {
    look.fails(
      LOCK_CAUSE,
      `${command} wants ${path}, and line ${hidden.line} of ${context.ignore?.file} (${hidden.text}) keeps it out of the build.`,
      where,
    );
  } else if (entry) {
    look.fails(
      LOCK_CAUSE,
      `${command} wants ${lockFile}, and only ${manifest} is copied before it (line ${copiedBy.line}): copy ${lockFile} as well.`,
      where,
    );
  } else {
    const [other] = manifest === 'package.json' ? otherLocks(look, directory, manager) : [];
    const help =
      other === undefined
        ? `Run \`${cure}\`, and commit ${lockFile}.`
        : `${other} is there, which ${locks[other]} writes: install with ${locks[other]}, or commit ${lockFile}.`;
    look.fails(LOCK_CAUSE, `${command} wants ${path}, which is not in ${look.whole}. ${help}`, where);
  }
}

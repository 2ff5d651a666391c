/** `npm ci` and its kin: each wants a lock file beside the manifest, and that very one. */
import type { Look } from '../look';
import { checkNpmLock, locks, otherLocks } from '../packages';
import { directoryOf } from '../paths';
import type { Context } from './context';
import type { StageFiles } from './image';
import type { Instruction } from './read';
import { commandsOf } from './shell';

const CAUSE = 'package-lockfile-mismatch';

interface Install {
  readonly manager: string;
  readonly command: string;
  /** Any of these will do. */
  readonly lockFiles: readonly string[];
}

export async function checkInstalls(
  look: Look,
  file: string,
  instruction: Instruction,
  files: StageFiles,
  context: Context,
): Promise<void> {
  // A mounted file need not be copied.
  if (/type=bind/.test(instruction.flags.get('mount') ?? '')) return;
  const text =
    instruction.heredocs.length > 0
      ? instruction.heredocs.map((each) => each.text).join('\n')
      : instruction.rest;
  for (const { words, directory } of commandsOf(text)) {
    const install = installOf(words);
    if (!install || directory === undefined) continue;
    const at = directory === '' ? '' : `${directory}/`;
    const found = install.lockFiles.map((name) => ({ name, found: files.find(`${at}${name}`) }));
    const copied = found.flatMap((each) => (each.found.state === 'copied' ? [each.found] : []))[0];
    const manifest = files.find(`${at}package.json`);
    if (copied) {
      if (install.manager === 'npm') await checkNpmLock(look, directoryOf(copied.entry.path));
      continue;
    }
    // Without a copied manifest it is unclear which directory of the repository this is.
    if (manifest.state !== 'copied' || install.lockFiles.some((name) => files.commands.includes(name)))
      continue;
    report(look, file, instruction, install, directoryOf(manifest.entry.path), manifest.by, context);
  }
}

function installOf(words: readonly string[]): Install | undefined {
  const [name, ...rest] = words;
  const has = (...flags: readonly string[]) => flags.some((flag) => rest.includes(flag));
  const command = words.slice(0, 3).join(' ');
  if (name === 'npm' && has('ci', 'clean-install')) {
    return { manager: 'npm', command: 'npm ci', lockFiles: ['package-lock.json', 'npm-shrinkwrap.json'] };
  }
  if (name === 'pnpm' && has('install', 'i') && has('--frozen-lockfile')) {
    return { manager: 'pnpm', command, lockFiles: ['pnpm-lock.yaml'] };
  }
  if (name === 'yarn' && has('--frozen-lockfile', '--immutable')) {
    return { manager: 'Yarn', command, lockFiles: ['yarn.lock'] };
  }
  return undefined;
}

function report(
  look: Look,
  file: string,
  { line, text: quote }: Instruction,
  { manager, command, lockFiles }: Install,
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
      CAUSE,
      `${command} wants ${path}, and line ${hidden.line} of ${context.ignore?.file} (${hidden.text}) keeps it out of the build.`,
      where,
    );
  } else if (entry) {
    look.fails(
      CAUSE,
      `${command} wants ${lockFile}, and only package.json is copied before it (line ${copiedBy.line}): copy package*.json.`,
      where,
    );
  } else {
    const others = otherLocks(look, directory, manager);
    const [other] = others;
    const cure =
      other === undefined
        ? `Run \`${manager === 'npm' ? 'npm install' : `${manager.toLowerCase()} install`}\`, and commit ${lockFile}.`
        : `${other} is there, which ${locks[other]} writes: install with ${locks[other]}, or commit ${lockFile}.`;
    look.fails(CAUSE, `${command} wants ${path}, which is not in ${look.whole}. ${cure}`, where);
  }
}

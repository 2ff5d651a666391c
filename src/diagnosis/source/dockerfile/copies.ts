/** Every source of COPY and ADD against the build context: whether it is there, and if not, why. */

import { directoryOf } from '../../model/source-tree';
import type { Look } from '../look';
import { baseName, beforeGlob, below, cleaned, climbsOut, hasGlob } from '../paths';
import type { Context } from './context';
import { bindMounts, type Dockerfile, type Instruction } from './read';
import { expanded, globalValues, type Values, withValues } from './variables';

const CAUSE = 'dockerfile-copy-missing-file';
/** Directories and files that builds make, and that are seldom committed. */
const BUILT =
  /^(?:dist|build|target|out|bin|node_modules|vendor|\.next|public\/build|venv|\.venv|coverage)(?:\/|$)|\.(?:jar|war|whl|exe|dll|so|o|class)$/;

/** Reports to `look` each source of COPY and ADD that the build context does not have. */
export async function checkCopies(
  look: Look,
  file: string,
  dockerfile: Dockerfile,
  context: Context,
): Promise<void> {
  const globals = globalValues(dockerfile, look.source.args);
  let seen = 0;
  for (const stage of dockerfile.stages) {
    for (const [instruction, values] of withValues(stage, globals, look.source.args)) {
      for (const source of sourcesOf(instruction, values)) {
        seen += 1;
        await checkSource(look, file, instruction, source, context);
      }
    }
  }
  if (seen > 0 && !look.findings.some(({ cause }) => cause === CAUSE)) {
    look.well.push(
      seen === 1
        ? 'what is copied is in the build context'
        : `all ${seen} sources of COPY and ADD are in the build context`,
    );
  }
}

/** Paths of the context that an instruction takes. */
function sourcesOf(instruction: Instruction, values: Values): readonly string[] {
  const { keyword, words, flags } = instruction;
  if (keyword === 'RUN') {
    return bindMounts(instruction).flatMap((mount) => expanded(mount.get('source') ?? '', values) ?? []);
  }
  if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.has('from')) return [];
  return words.slice(0, -1).flatMap((word) => {
    const source = expanded(word, values);
    const isRemote = keyword === 'ADD' && /^(?:https?:\/\/|git@|ssh:\/\/|git:\/\/)/i.test(source ?? '');
    // What begins so is written in the Dockerfile itself.
    return source === undefined || isRemote || source.startsWith('<<') ? [] : [source];
  });
}

async function checkSource(
  look: Look,
  file: string,
  instruction: Instruction,
  source: string,
  context: Context,
): Promise<void> {
  const { keyword, line, text: quote } = instruction;
  const path = cleaned(source);
  if (path === '') return;
  const where = { file, line, quote };
  const name = keyword === 'RUN' ? `the mount of ${source}` : `${keyword} ${source}`;
  if (hasGlob(path)) return checkPattern(look, where, name, path, context);
  const hidden = context.hides(path);
  const followed = await context.follow(path);
  const entry = followed.entry ?? context.entry(path);
  if (followed.entry && !hidden) return;
  if (followed.broken && !hidden) {
    const { link, target } = followed.broken;
    look.fails(CAUSE, `${name}: ${link} is a link to ${target}, which is not in ${look.whole}.`, {
      ...where,
      facts: { path: link },
    });
    return;
  }
  if (entry && hidden && context.ignore) {
    const { file: ignoreFile } = context.ignore;
    look.fails(
      CAUSE,
      `${name}: the file is committed, and line ${hidden.line} of ${ignoreFile} (${hidden.text}) keeps it out of the build.`,
      { ...where, facts: { path: ignoreFile } },
    );
    return;
  }
  const full = look.inContext(path);
  if (climbsOut(source)) {
    const above = cleaned(`${look.source.contextDir}/../${source.replace(/^(?:\.\.\/)+/, '')}`);
    const isThere = look.tree.entry(above) !== undefined;
    const cure = isThere
      ? ` It is at ${above}: build from ${directoryOf(above) || `the root of ${look.whole}`}, with the Dockerfile’s path from there.`
      : '';
    look.fails(
      CAUSE,
      `${name} leads out of ${look.contextName}, and nothing outside of it reaches the builder.${cure}`,
      { ...where, ...(isThere && { facts: upwards(look, above) }) },
    );
    return;
  }
  const other = context.otherCase(path);
  if (other !== undefined) {
    const right = below(look.source.contextDir, other) ?? other;
    look.fails(CAUSE, `${name}: the file is called ${right}; upper and lower case differ.`, {
      ...where,
      facts: { path: right },
    });
    return;
  }
  const removed = await look.removal(full, 'It');
  const it = full === source ? 'it' : full;
  const ignored = await context.leftOut(path);
  if (ignored) {
    look.fails(
      CAUSE,
      `${name}: ${it} is not in ${look.whole}, because line ${ignored.line} of ${ignored.file} (${ignored.text}) keeps it out${look.isUpload ? '' : ' of git'}.${removed || whereItIs(look)}`,
      where,
    );
    return;
  }
  const [elsewhere] = context.elsewhere(path);
  if (elsewhere !== undefined) {
    const root = elsewhere.slice(0, elsewhere.length - path.length).replace(/\/$/, '');
    const fits =
      root !== look.source.contextDir && (root === '' || look.tree.entry(root)?.kind === 'directory');
    look.fails(
      CAUSE,
      `${name}: ${it} is not in ${look.whole}; ${elsewhere} is. The build takes ${look.contextName} for its context.${removed}`,
      { ...where, ...(fits && { facts: contextAt(look, root) }) },
    );
    return;
  }
  const made =
    removed === '' && BUILT.test(path)
      ? ' Such a file is made by a build: make it in the Dockerfile.'
      : removed;
  look.fails(CAUSE, `${name}: ${it} is not in ${look.whole}.${made}`, where);
}

function whereItIs(look: Look): string {
  return look.isUpload
    ? ' Take the line out, or let the Dockerfile make it.'
    : ' It exists only where it was built; let the Dockerfile build it.';
}

function checkPattern(
  look: Look,
  where: { readonly file: string; readonly line: number; readonly quote: string },
  name: string,
  pattern: string,
  context: Context,
): void {
  const matching = context.matching(pattern);
  if (matching.some((entry) => !context.hides(context.relative(entry)))) return;
  // A star behind a whole name is how people say that a file may be absent.
  if (matching.length === 0 && /\.[a-z]{2,5}\*$/.test(pattern)) return;
  const fixed = beforeGlob(pattern);
  const isThere = fixed === '' || context.entry(fixed)?.kind === 'directory';
  if (!isThere) {
    look.fails(CAUSE, `${name}: the directory ${look.inContext(fixed)} is not in ${look.whole}.`, where);
    return;
  }
  const rule = matching[0] && context.hides(context.relative(matching[0]));
  const why = rule
    ? `line ${rule.line} of ${context.ignore?.file} (${rule.text}) keeps ${baseName(matching[0]?.path ?? '')} out of the build`
    : `no file of ${look.whole} fits the pattern`;
  look.risk(CAUSE, `${name}: ${why}. BuildKit copies nothing then, and goes on.`, where);
}

/** The build, seen from a directory further up. */
function upwards(look: Look, above: string) {
  return contextAt(look, commonDirectory(above, look.source.contextDir));
}

function commonDirectory(one: string, other: string): string {
  const parts = directoryOf(one).split('/');
  const others = other.split('/');
  let length = 0;
  while (length < parts.length && parts[length] === others[length]) length += 1;
  return parts.slice(0, length).join('/');
}

/** Facts for building from another directory with the same Dockerfile. */
function contextAt(look: Look, directory: string) {
  const dockerfile = below(directory, look.inContext(look.source.dockerfile));
  return {
    contextDir: directory || '.',
    ...(dockerfile !== undefined && dockerfile !== '' && { dockerfile }),
  };
}

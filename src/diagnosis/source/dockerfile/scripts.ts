/** Scripts that RUN, ENTRYPOINT and CMD start: whether they are there, may be executed, and have the line endings of Linux. */
import type { CauseId } from '../../model/cause-id';
import { escapeRegExp } from '../../model/text';
import type { Look } from '../look';
import { baseName } from '../paths';
import type { Context } from './context';
import { type Early, isPlainBase, reportEarly, wantedBy, wrapperLacking } from './early';
import { type InImage, StageFiles } from './image';
import { checkInstalls } from './installs';
import { bindMounts, type Dockerfile, type DockerStage, type Instruction } from './read';
import { commandsOf, scriptOf } from './shell';
import { globalValues, withValues } from './variables';

interface Started {
  readonly path: string;
  readonly direct: boolean;
  readonly instruction: Instruction;
  readonly found: InImage;
  /** A command before it makes it executable. */
  readonly madeExecutable: boolean;
  /** A command before it gives it the line endings of Linux. */
  readonly madeUnix: boolean;
  /** A command before it may have made what it starts. */
  readonly madeWrapper: boolean;
}

/** Causes of a script that cannot be started, while building and when the image starts. */
const causes: Readonly<
  Record<'RUN' | 'start', { readonly absent: CauseId; readonly mode: CauseId; readonly lines: CauseId }>
> = {
  RUN: {
    absent: 'command-not-found-in-build',
    mode: 'permission-denied-in-build',
    lines: 'command-not-found-in-build',
  },
  start: { absent: 'entrypoint-not-found', mode: 'entrypoint-not-executable', lines: 'entrypoint-not-found' },
};

/** Runs through the stages, with the files of each. */
export async function checkScripts(
  look: Look,
  file: string,
  dockerfile: Dockerfile,
  context: Context,
): Promise<void> {
  const globals = globalValues(dockerfile, look.source.args);
  const started: Started[] = [];
  const done: StageFiles[] = [];
  const called = (name: string): StageFiles | undefined => {
    const stage = dockerfile.stages.find(({ name: own, index }) =>
      /^\d+$/.test(name) ? index === Number(name) : own?.toLowerCase() === name.toLowerCase(),
    );
    return stage && done[stage.index];
  };
  for (const stage of dockerfile.stages) {
    const files = new StageFiles(context, called(stage.base), called);
    const early: Early[] = [];
    for (const [instruction, values] of withValues(stage, globals, look.source.args)) {
      if (instruction.keyword === 'RUN') {
        started.push(...runs(instruction, files));
        await checkInstalls(look, file, instruction, files, context);
        if (isPlainBase(stage.base)) early.push(...wantedBy(instruction, files));
      }
      files.take(instruction, values);
    }
    reportEarly(look, file, early, files);
    if (stage.index === dockerfile.stages.length - 1) started.push(...starts(stage, files));
    done.push(files);
  }
  const paths = started.flatMap(({ found }) => (found.state === 'copied' ? [found.entry.path] : []));
  const read = await look.read([...new Set(paths)]);
  for (const each of started) {
    const path = each.found.state === 'copied' ? each.found.entry.path : '';
    await report(look, file, each, context, read.get(path)?.text);
  }
}

function runs(instruction: Instruction, files: StageFiles): readonly Started[] {
  if (bindMounts(instruction).length > 0) return [];
  const text = instruction.isJson ? instruction.words.join(' ') : instruction.rest;
  const texts = instruction.heredocs.length > 0 ? instruction.heredocs.map((each) => each.text) : [text];
  return texts.flatMap((each) => {
    const commands = commandsOf(each);
    return commands.flatMap(({ words, directory }, index): readonly Started[] => {
      const script = scriptOf(words);
      if (!script || directory === undefined) return [];
      const path =
        directory === '' || script.path.startsWith('/') ? script.path : `${directory}/${script.path}`;
      // What ran before in the same text may have made or mended it.
      const earlier = commands.slice(0, index).map((one) => one.words.join(' '));
      const before = [files.commands, ...earlier].join('\n');
      return [startedBy(instruction, { path, direct: script.direct }, files, before)];
    });
  });
}

/** @param before commands that ran before: too long to be kept with each script */
function startedBy(
  instruction: Instruction,
  { path, direct }: Pick<Started, 'path' | 'direct'>,
  files: StageFiles,
  before: string,
): Started {
  const inImage = files.find(path);
  const mayBeMade = inImage.state === 'absent' && before.includes(baseName(path));
  const found: InImage = mayBeMade ? { state: 'unknown' } : inImage;
  const name = found.state === 'copied' ? escapeRegExp(baseName(found.entry.path)) : undefined;
  return {
    path,
    direct,
    instruction,
    found,
    madeExecutable:
      name !== undefined && new RegExp(`chmod[^\\n]{0,200}(?:${name}|\\*|-R|\\s\\.(?:\\s|$))`).test(before),
    madeWrapper: /\bwrapper\b/.test(before),
    madeUnix: /\b(?:dos2unix|sed[^\n]{0,100}\\r|tr -d)/.test(before),
  };
}

function starts({ instructions }: DockerStage, files: StageFiles): readonly Started[] {
  const last = (keyword: string) => instructions.findLast((each) => each.keyword === keyword);
  const entrypoint = last('ENTRYPOINT');
  const cmd = last('CMD');
  const first = entrypoint ?? cmd;
  if (!first) return [];
  const commands = first.isJson ? [{ words: first.words, directory: '' }] : commandsOf(first.rest).slice(-1);
  const script = scriptOf(commands[0]?.words ?? []);
  return script ? [startedBy(first, script, files, files.commands)] : [];
}

async function report(
  look: Look,
  file: string,
  { path, direct, instruction, found, madeExecutable, madeUnix, madeWrapper }: Started,
  context: Context,
  text: string | undefined,
): Promise<void> {
  const { keyword, line, text: quote } = instruction;
  const cause = keyword === 'RUN' ? causes.RUN : causes.start;
  const where = { file, line, quote };
  if (found.state === 'absent') {
    const { path: source, by } = found;
    const entry = context.entry(source);
    const hidden = entry && context.hides(source);
    const other = entry ? undefined : context.otherCase(source);
    const removed = entry || other !== undefined ? '' : await look.removal(look.inContext(source));
    const why = hidden
      ? `line ${hidden.line} of ${context.ignore?.file} (${hidden.text}) keeps it out of the build`
      : other !== undefined
        ? `the file is called ${baseName(other)}; upper and lower case differ`
        : `${look.inContext(source)} is not in ${look.whole}`;
    look.fails(
      cause.absent,
      `${keyword} ${path}: ${why} (line ${by.line} copies its directory).${removed}`,
      where,
    );
    return;
  }
  if (found.state !== 'copied') return;
  const { entry, by } = found;
  const script = entry.path;
  const lacking = keyword === 'RUN' && !madeWrapper ? wrapperLacking(look, script) : undefined;
  if (lacking !== undefined) {
    const rule = await context.leftOut(context.relative({ path: lacking, kind: 'file' }));
    const why = rule ? `: line ${rule.line} of ${rule.file} (${rule.text}) keeps it out` : '';
    look.fails(
      'project-files-missing-in-build',
      `${keyword} ${path} starts ${lacking}, which is not in ${look.whole}${why}. Commit it, with \`git add -f ${lacking}\` where a rule ignores it.`,
      { ...where, facts: { path: lacking } },
    );
    return;
  }
  if (entry.kind === 'directory' || entry.kind === 'submodule' || entry.kind === 'symlink') return;
  if (direct && entry.kind === 'file' && !by.flags.has('chmod') && !madeExecutable) {
    look.fails(
      cause.mode,
      `${keyword} ${path}: ${script} is not executable in git (mode 100644). Run \`git update-index --chmod=+x ${script}\`, or start it with sh.`,
      { ...where, facts: { path: script } },
    );
    return;
  }
  if (text !== undefined && /^[^\n]*\r\n/.test(text) && !madeUnix) {
    look.fails(
      cause.lines,
      `${keyword} ${path}: ${script} has the line endings of Windows (CRLF), so Linux looks for an interpreter whose name ends in a carriage return.`,
      { file: script, line: 1, quote: text.split('\n', 1)[0] ?? '', facts: { path: script } },
    );
    return;
  }
  if (
    direct &&
    keyword !== 'RUN' &&
    instruction.isJson &&
    text !== undefined &&
    /\.(?:sh|bash)$/.test(script) &&
    !text.startsWith('#!')
  ) {
    look.fails(
      'exec-format-error',
      `${keyword} ${path}: ${script} does not begin with #!, so the system does not know what runs it.`,
      { file: script, line: 1, quote: text.split('\n', 1)[0] ?? '', facts: { path: script } },
    );
  }
}

/** Everything that can be told of a build with buildpacks before it runs. */

import { directoryOf } from '../../model/source-tree';
import { checkGoSum } from '../locks/go';
import { lineOf, parsed, record } from '../locks/lock';
import { checkNpmLock, checkYarnLock, locks } from '../locks/node';
import { checkComposerLock } from '../locks/php';
import { checkPipfileLock, checkPoetryLock } from '../locks/python';
import { checkGemfileLock } from '../locks/ruby';
import type { Look } from '../look';
import { baseName, joined } from '../paths';
import { appsBelow, languagesOf } from './languages';
import { checkRuntimes } from './runtimes';

/** Reports to `look` what keeps buildpacks from building the context directory. */
export async function checkBuildpacks(look: Look): Promise<void> {
  const { tree, source } = look;
  const { contextDir } = source;
  if (contextDir !== '' && tree.entry(contextDir)?.kind !== 'directory') {
    look.fails('buildpack-none-detected', `The context directory ${contextDir} is not in ${look.whole}.`, {
      file: contextDir,
    });
    return;
  }
  const found = languagesOf(tree, contextDir);
  if (found.length === 0) {
    noneDetected(look);
    return;
  }
  look.well.push(`buildpacks find ${found.map(({ name, by }) => `${name} (${by})`).join(', ')}`);
  await checkRuntimes(look, contextDir);
  const names = new Set(found.map(({ name }) => name));
  // The first group that fits builds; a manifest of Node.js beside another language belongs to its pages.
  if (names.has('Node.js') && tree.entry(joined(contextDir, 'package.json')))
    await checkNode(look, contextDir, names.size === 1);
  else if (names.has('Python') && names.size === 1) await checkPython(look, contextDir, found[0]?.by ?? '');
  if (names.has('Go')) await checkGoSum(look, contextDir);
  if (names.has('PHP')) await checkComposerLock(look, contextDir);
  if (names.has('Ruby')) await checkRuby(look, contextDir);
}

function noneDetected(look: Look): void {
  const { tree, source } = look;
  const apps = appsBelow(tree, source.contextDir);
  const above =
    source.contextDir === ''
      ? []
      : languagesOf(tree, directoryOf(source.contextDir)).filter(({ by }) => !/\.(?:js|go|py|php)$/.test(by));
  const where = look.contextName;
  if (apps.length === 1 && apps[0]) {
    const { directory, name, by } = apps[0];
    look.fails(
      'buildpack-none-detected',
      `There is no app in ${where}; one of ${name} is in ${directory} (${baseName(by)}).`,
      {
        file: by,
        facts: { contextDir: directory },
      },
    );
  } else if (apps.length > 1) {
    const list = apps.map(({ directory, name }) => `${directory} (${name})`).join(', ');
    look.fails(
      'buildpack-none-detected',
      `There is no app in ${where}, and several below it: ${list}. The build must name one.`,
      {
        ...(apps[0] && { file: apps[0].by, facts: { contextDir: apps[0].directory } }),
      },
    );
  } else if (above[0]) {
    const directory = directoryOf(above[0].by);
    look.fails(
      'buildpack-none-detected',
      `There is no app in ${where}; one of ${above[0].name} is in ${directory || 'the root'}.`,
      {
        file: above[0].by,
        facts: { contextDir: directory || '.' },
      },
    );
  } else {
    const dockerfile = tree.list(source.contextDir).find(({ path }) => /^dockerfile$/i.test(baseName(path)));
    const cure = dockerfile ? ` ${dockerfile.path} is there: build with the strategy dockerfile.` : '';
    look.fails(
      'buildpack-none-detected',
      `There is no file in ${where} that shows one of the languages that buildpacks know: Go, Java, .NET, Node.js, PHP, Python, Ruby.${cure}`,
      dockerfile ? { file: dockerfile.path } : {},
    );
  }
}

async function checkNode(look: Look, directory: string, alone: boolean): Promise<void> {
  const path = joined(directory, 'package.json');
  const text = (await look.read([path])).get(path)?.text;
  const manifest = parsed(text);
  if (text === undefined) return;
  if (!manifest) {
    const at = text.split(/\r?\n/).findIndex((line) => /^(?:<{7}|={7}|>{7})/.test(line));
    const why = at < 0 ? 'cannot be read as JSON' : 'holds the marks of a merge that was not finished';
    look.fails('buildpack-none-detected', `${path} ${why}, so no buildpack takes it.`, {
      file: path,
      ...(at >= 0 && { line: at + 1 }),
    });
    return;
  }
  const has = (name: string) => look.tree.entry(joined(directory, name)) !== undefined;
  if (has('package-lock.json')) await checkNpmLock(look, directory);
  // The buildpack installs what is locked, and nothing else.
  else if (has('yarn.lock')) await checkYarnLock(look, directory);
  const present = Object.keys(locks).filter(has);
  const managers = new Set(present.map((name) => locks[name]));
  if (managers.size > 1) {
    look.risk(
      'package-lockfile-mismatch',
      `${present.join(' and ')} are both there: each manager reads its own, and only one of them is kept up to date.`,
      { file: joined(directory, present[0] ?? ''), facts: { path: joined(directory, present[1] ?? '') } },
    );
  } else if (present.length === 0 && Object.keys(record(manifest.dependencies)).length > 0) {
    look.risk(
      'package-lockfile-mismatch',
      `${path} has dependencies and no lock file: every build may take other versions.`,
      lineOf(path, text, 'dependencies'),
    );
  }
  const start = record(manifest.scripts).start;
  const files = ['server.js', 'app.js', 'main.js', 'index.js', 'Procfile'];
  if (alone && typeof start !== 'string' && !files.some(has)) {
    look.fails(
      'buildpack-no-start-command',
      `${path} has no start script, and there is no Procfile and none of ${files.slice(0, -1).join(', ')}: the image would have nothing to start.`,
      lineOf(path, text, 'scripts'),
    );
    return;
  }
  const script = /^node\s+(?:\.\/)?([\w./-]{1,200}\.[cm]?js)\s*$/.exec(
    typeof start === 'string' ? start : '',
  )?.[1];
  const isBuilt =
    script !== undefined &&
    (/^(?:dist|build|out|lib|\.output)\//.test(script) || typeof record(manifest.scripts).build === 'string');
  if (script !== undefined && !isBuilt && !has(script)) {
    look.fails(
      'entrypoint-not-found',
      `The start script runs ${script}, which is not in ${look.whole}.`,
      lineOf(path, text, 'start'),
    );
  }
}

async function checkPython(look: Look, directory: string, by: string): Promise<void> {
  const path = joined(directory, 'Procfile');
  if (await checkPipfileLock(look, directory)) return;
  if (await checkPoetryLock(look, directory)) return;
  if (!look.tree.entry(path)) {
    look.fails(
      'buildpack-no-start-command',
      'There is no Procfile: the image would start the Python prompt, which ends at once. Add one, for example `web: python main.py`.',
      { file: by },
    );
    return;
  }
  const text = (await look.read([path])).get(path)?.text;
  if (text === undefined || /^web\s*:/m.test(text)) return;
  const [first = ''] = text.split(/\r?\n/);
  look.risk(
    'buildpack-no-start-command',
    `${path} names no process web, which is the one that is started by itself.`,
    { file: path, line: 1, quote: first },
  );
}

async function checkRuby(look: Look, directory: string): Promise<void> {
  const [path, lockPath] = [joined(directory, 'Gemfile'), joined(directory, 'Gemfile.lock')];
  if (!look.tree.entry(path)) return;
  if (!look.tree.entry(lockPath)) {
    look.risk(
      'package-lockfile-mismatch',
      `${path} has no Gemfile.lock: every build may take other versions.`,
      { file: path },
    );
    return;
  }
  await checkGemfileLock(look, directory);
}

/** Everything that can be told of a build with buildpacks before it runs. */
import type { Look } from '../look';
import { checkNpmLock, lineOf, locks, parsed, record } from '../packages';
import { baseName, directoryOf, joined } from '../paths';
import { appsBelow, languagesOf } from './languages';
import { checkRuntimes } from './runtimes';

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
  else if (names.has('Python') && names.size === 1) checkPython(look, contextDir, found[0]?.by ?? '');
  if (names.has('Go')) await checkGo(look, contextDir);
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
  const text = (await look.tree.read([path])).get(path)?.text;
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

function checkPython(look: Look, directory: string, by: string): void {
  if (look.tree.entry(joined(directory, 'Procfile'))) return;
  look.fails(
    'buildpack-no-start-command',
    'There is no Procfile: the image would start the Python prompt, which ends at once. Add one, for example `web: python main.py`.',
    { file: by },
  );
}

async function checkGo(look: Look, directory: string): Promise<void> {
  const path = joined(directory, 'go.mod');
  const has = (name: string) => look.tree.entry(joined(directory, name)) !== undefined;
  const text = (await look.tree.read([path])).get(path)?.text;
  if (text === undefined || has('go.sum') || has('vendor')) return;
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((line) => /^\s*(?:require\s+)?[\w.-]+\.[a-z]{2,}\/\S+\s+v\d/.test(line));
  if (at < 0) return;
  look.fails(
    'package-lockfile-mismatch',
    `${path} requires modules, and go.sum is not in ${look.whole}: run \`go mod tidy\` and commit it.`,
    {
      file: path,
      line: at + 1,
      quote: lines[at] ?? '',
    },
  );
}

async function checkRuby(look: Look, directory: string): Promise<void> {
  const [path, lockPath] = [joined(directory, 'Gemfile'), joined(directory, 'Gemfile.lock')];
  const files = await look.tree.read([path, lockPath]);
  const text = files.get(path)?.text;
  if (text === undefined) return;
  const lock = files.get(lockPath)?.text;
  const lines = text.split(/\r?\n/);
  if (lock === undefined) {
    look.risk(
      'package-lockfile-mismatch',
      `${path} has no Gemfile.lock: every build may take other versions.`,
      { file: path },
    );
    return;
  }
  for (const [index, line] of lines.entries()) {
    const gem = /^\s*gem\s+["']([\w.-]{1,100})["']/.exec(line)?.[1];
    if (
      gem === undefined ||
      new RegExp(`^ {2,4}${gem.replace(/[.-]/g, '\\$&')}[ !(]?`, 'm').test(`${lock}\n`)
    )
      continue;
    look.fails(
      'package-lockfile-mismatch',
      `${path} asks for the gem ${gem}, and ${lockPath} does not have it: run \`bundle install\` and commit the lock file.`,
      {
        file: path,
        line: index + 1,
        quote: line,
      },
    );
    return;
  }
}

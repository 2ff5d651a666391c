/** Lock files of Python: poetry.lock, uv.lock, Pipfile.lock. What is locked is compared by name. */
import { escapeRegExp } from '../../model/text';
import type { Look } from '../look';
import { lineWhere, outOfStep, type Pair, pairOf, parsed, record } from './lock';
import { lockedPackages, tomlOf } from './toml';

/** Names of Python's packages are the same whatever case and signs part their words. Source: PEP 503. */
const normal = (name: string) => name.toLowerCase().replace(/[-_.]+/g, '-');

/** The name at the beginning of a requirement. Source: PEP 508. */
function nameIn(requirement: unknown): string | undefined {
  return typeof requirement === 'string'
    ? /^\s*([A-Za-z0-9][\w.-]{0,200})/.exec(requirement)?.[1]
    : undefined;
}

function check(
  look: Look,
  pair: Pair,
  wanted: readonly string[],
  locked: ReadonlySet<string>,
  said: Parameters<typeof outOfStep>[3],
): boolean {
  const missing = wanted.find((name) => !locked.has(normal(name)));
  if (missing === undefined) return false;
  const names = new RegExp(`(?:^|["'\\s])${escapeRegExp(missing)}(?![\\w.-])`);
  const where = lineWhere(pair.manifestPath, pair.manifest, (line) => names.test(line));
  outOfStep(look, pair, { wants: missing, where }, said);
  return true;
}

/** What a pyproject.toml wants at all times; extras and groups that may be left out are left out. */
function wantedBy(manifest: Readonly<Record<string, unknown>>): readonly string[] {
  const { dependencies } = record(manifest.project);
  const standard = Array.isArray(dependencies) ? dependencies.flatMap((each) => nameIn(each) ?? []) : [];
  const poetry = record(record(record(manifest.tool).poetry).dependencies);
  const ofPoetry = Object.entries(poetry).flatMap(([name, each]) =>
    name === 'python' || record(each).path !== undefined || record(each).optional === true ? [] : [name],
  );
  return [...standard, ...ofPoetry];
}

/** Compares poetry.lock with pyproject.toml, and reports to `look`; true when it reported. */
export function checkPoetryLock(look: Look, directory: string): Promise<boolean> {
  return checkPyprojectLock(look, directory, 'poetry.lock', {
    refuses: 'poetry install',
    cure: 'poetry lock',
  });
}

/** Compares uv.lock with pyproject.toml, and reports to `look`; true when it reported. */
export function checkUvLock(look: Look, directory: string): Promise<boolean> {
  return checkPyprojectLock(look, directory, 'uv.lock', { refuses: 'uv', cure: 'uv lock' });
}

/** A pyproject.toml against a lock file in TOML that lists packages by their names. */
async function checkPyprojectLock(
  look: Look,
  directory: string,
  file: string,
  words: Parameters<typeof check>[4],
): Promise<boolean> {
  const pair = await pairOf(look, directory, 'pyproject.toml', file);
  const manifest = pair && tomlOf(pair.manifest);
  if (!manifest) return false;
  const locked = new Set(lockedPackages(pair.lock).map(({ name }) => normal(name)));
  return check(look, pair, wantedBy(manifest), locked, words);
}

/** Compares Pipfile.lock with Pipfile, and reports to `look`; true when it reported. */
export async function checkPipfileLock(look: Look, directory: string): Promise<boolean> {
  const pair = await pairOf(look, directory, 'Pipfile', 'Pipfile.lock');
  const manifest = pair && tomlOf(pair.manifest);
  const lock = pair && parsed(pair.lock);
  if (!manifest || !lock) return false;
  const wanted = Object.entries(record(manifest.packages)).flatMap(([name, each]) =>
    record(each).path === undefined ? [name] : [],
  );
  const locked = new Set(Object.keys(record(lock.default)).map(normal));
  return check(look, pair, wanted, locked, { refuses: 'pipenv', cure: 'pipenv lock' });
}

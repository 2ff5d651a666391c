/** Lock files of Node.js: npm, Yarn and pnpm. */
import { satisfies, validRange } from 'semver';
import { parse } from 'yaml';
import type { Look } from '../look';
import { joined } from '../paths';
import { type LockGap, lineOf, outOfStep, type Pair, pairOf, parsed, record } from './lock';

/** Lock files, and who writes them. */
export const locks: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
  'yarn.lock': 'Yarn',
  'pnpm-lock.yaml': 'pnpm',
  'bun.lock': 'Bun',
  'bun.lockb': 'Bun',
};

/** Lock files that a directory has, of other managers than `manager`. */
export function otherLocks(look: Look, directory: string, manager: string): readonly string[] {
  return Object.entries(locks)
    .filter(([name, who]) => who !== manager && look.tree.entry(joined(directory, name)) !== undefined)
    .map(([name]) => name);
}

/** A dependency that is named with a range of versions; paths, addresses, tags and aliases are left out. */
interface Wanted {
  readonly name: string;
  readonly range: string;
  readonly optional: boolean;
}

function wantedBy(text: string): readonly Wanted[] | undefined {
  const manifest = parsed(text);
  if (!manifest) return undefined;
  const optional = record(manifest.optionalDependencies);
  const all = { ...optional, ...record(manifest.devDependencies), ...record(manifest.dependencies) };
  return Object.entries(all).flatMap(([name, range]) =>
    typeof range === 'string' && validRange(range) !== null
      ? [{ name, range, optional: name in optional }]
      : [],
  );
}

/**
 * Looks for a dependency that a lock file lacks, or has in another version.
 * @param locked what the lock has of a dependency that does not fit; `true`: it fits
 */
function check(
  look: Look,
  pair: Pair,
  locked: (wanted: Wanted) => true | string | undefined,
  said: Parameters<typeof outOfStep>[3],
): boolean {
  for (const wanted of wantedBy(pair.manifest) ?? []) {
    const has = locked(wanted);
    if (has === true || (has === undefined && wanted.optional)) continue;
    const gap: LockGap = {
      wants: `${wanted.name} ${wanted.range}`,
      ...(has !== undefined && { has }),
      where: lineOf(pair.manifestPath, pair.manifest, wanted.name),
    };
    outOfStep(look, pair, gap, said);
    return true;
  }
  return false;
}

/** As `npm ci` compares: every dependency must be locked, at a version that the manifest allows. */
export async function checkNpmLock(look: Look, directory: string): Promise<boolean> {
  const pair = await pairOf(look, directory, 'package.json', 'package-lock.json', 'npm-shrinkwrap.json');
  const versions = pair && versionsOf(parsed(pair.lock));
  if (!versions) return false;
  const locked = ({ name, range }: Wanted) => {
    const version = versions.get(name);
    // A workspace is linked, and has the version that its own manifest says.
    if (version === null) return true;
    return version !== undefined && satisfies(version, range, { includePrerelease: true }) ? true : version;
  };
  return check(look, pair, locked, { refuses: 'npm ci', cure: 'npm install' });
}

/** Versions of what is installed at the top, `null` for what is linked; undefined: a form of lock that is not known. */
function versionsOf(
  lock: Readonly<Record<string, unknown>> | undefined,
): ReadonlyMap<string, string | null> | undefined {
  if (!lock) return undefined;
  const modern = Object.entries(record(lock.packages));
  if (modern.length === 0 && lock.dependencies === undefined && lock.lockfileVersion === undefined)
    return undefined;
  const entries =
    modern.length > 0
      ? modern.flatMap(([path, each]) => {
          const name = /^node_modules\/((?:@[^/]{1,200}\/)?[^/]{1,200})$/.exec(path)?.[1];
          return name === undefined ? [] : [[name, record(each)] as const];
        })
      : Object.entries(record(lock.dependencies)).map(([name, each]) => [name, record(each)] as const);
  const versions = new Map<string, string | null>();
  for (const [name, { version, link }] of entries) {
    if (link === true) versions.set(name, null);
    else if (typeof version === 'string') versions.set(name, version);
  }
  return versions;
}

/** As `yarn install --frozen-lockfile` and `--immutable` compare: the lock has an entry for the very range. */
export async function checkYarnLock(look: Look, directory: string): Promise<boolean> {
  const pair = await pairOf(look, directory, 'package.json', 'yarn.lock');
  if (!pair) return false;
  const descriptors = new Map<string, string>();
  for (const line of pair.lock.split(/\r?\n/)) {
    if (/^[\s#]/.test(line) || !line.endsWith(':')) continue;
    for (const part of line.slice(0, -1).split(/,\s*/)) {
      const [, name, range] =
        /^"?((?:@[^@/"]{1,200}\/)?[^@/"]{1,200})@(?:npm:)?([^"]{1,300})"?$/.exec(part.trim()) ?? [];
      if (name !== undefined && range !== undefined) descriptors.set(`${name}@${range}`, name);
    }
  }
  if (descriptors.size === 0 && /\S/.test(pair.lock.replace(/^#.*$/gm, ''))) return false;
  // What is put in the place of ranges has entries of its own.
  const manifest = parsed(pair.manifest);
  const replaced = record(manifest?.resolutions);
  const hasWorkspaces = manifest?.workspaces !== undefined;
  const locked = ({ name, range }: Wanted) => {
    if (descriptors.has(`${name}@${range}`) || name in replaced) return true;
    const [other] = [...descriptors].find(([, of]) => of === name) ?? [];
    // A workspace has no entry in the older form.
    return other?.slice(name.length + 1) ?? (hasWorkspaces ? true : undefined);
  };
  return check(look, pair, locked, { refuses: 'Yarn', cure: 'yarn install' });
}

/** As `pnpm install --frozen-lockfile` compares: the lock repeats the ranges of the manifest. */
export async function checkPnpmLock(look: Look, directory: string): Promise<boolean> {
  const pair = await pairOf(look, directory, 'package.json', 'pnpm-lock.yaml');
  const head = pair && headOf(pair.lock);
  const specifiers = head && specifiersOf(head);
  if (!specifiers) return false;
  // What is put in the place of ranges, wherever that is said.
  const overrides = { ...record(record(parsed(pair.manifest)?.pnpm).overrides), ...record(head.overrides) };
  const locked = ({ name, range }: Wanted) =>
    specifiers.get(name) === range || name in overrides ? true : specifiers.get(name);
  return check(look, pair, locked, { refuses: 'pnpm', cure: 'pnpm install' });
}

/** What a lock of pnpm says before the packages, which are most of it; undefined: it cannot be read. */
function headOf(lock: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return record(parse(lock.split(/^(?:packages|snapshots):/m, 1)[0] ?? ''));
  } catch {
    return undefined;
  }
}

/** Ranges that a lock of pnpm was made for, of the app at its own place; undefined: another form. */
function specifiersOf(read: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> | undefined {
  const own = read.importers === undefined ? read : record(record(read.importers)['.']);
  const found = new Map<string, string>();
  for (const [name, range] of Object.entries(record(own.specifiers))) found.set(name, String(range));
  for (const group of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    for (const [name, each] of Object.entries(record(own[group]))) {
      const { specifier } = record(each);
      if (typeof specifier === 'string') found.set(name, specifier);
    }
  }
  return read.lockfileVersion === undefined ? undefined : found;
}

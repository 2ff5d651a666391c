/** Manifests and lock files of Node.js: whether the lock is there, is that of the manager in use, and agrees. */
import { satisfies, validRange } from 'semver';
import type { Look, Where } from './look';
import { joined } from './paths';

const CAUSE = 'package-lockfile-mismatch';

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

type Versions = Readonly<Record<string, unknown>>;

/**
 * Compares a manifest with its npm lock file, as `npm ci` does it: every dependency must be locked, at a version that
 * the manifest allows. Specs that are no version ranges (paths, addresses, aliases) are left out.
 */
export async function checkNpmLock(look: Look, directory: string): Promise<boolean> {
  const manifestPath = joined(directory, 'package.json');
  const lockPath = ['package-lock.json', 'npm-shrinkwrap.json']
    .map((name) => joined(directory, name))
    .find((path) => look.tree.entry(path) !== undefined);
  if (lockPath === undefined || look.tree.entry(manifestPath) === undefined) return false;
  const files = await look.tree.read([manifestPath, lockPath]);
  const text = files.get(manifestPath)?.text;
  const manifest = parsed(text);
  const lock = parsed(files.get(lockPath)?.text);
  if (!manifest || !lock || text === undefined) return false;
  const locked = versionsOf(lock);
  if (!locked) return false;
  const wanted = {
    ...record(manifest.optionalDependencies),
    ...record(manifest.devDependencies),
    ...record(manifest.dependencies),
  };
  for (const [name, spec] of Object.entries(wanted)) {
    if (typeof spec !== 'string' || validRange(spec) === null) continue;
    const version = locked.get(name);
    const optional = name in record(manifest.optionalDependencies);
    if (version === undefined && optional) continue;
    if (version !== undefined && satisfies(version, spec, { includePrerelease: true })) continue;
    const has = version === undefined ? `and ${lockPath} does not have it` : `and ${lockPath} has ${version}`;
    look.fails(
      CAUSE,
      `${manifestPath} asks for ${name} ${spec}, ${has}: npm ci refuses. Run \`npm install\` and commit the lock file.`,
      { ...lineOf(manifestPath, text, name), facts: { path: lockPath } },
    );
    return true;
  }
  return false;
}

/** The line of a JSON file at which a key stands. */
export function lineOf(file: string, text: string, key: string): Where {
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((line) => line.includes(`"${key}"`) && /"\s*:/.test(line));
  return at < 0 ? { file } : { file, line: at + 1, quote: lines[at] ?? '' };
}

/** A JSON object; undefined: it is none. */
export function parsed(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse((text ?? '').replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

export function record(value: unknown): Versions {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Versions) : {};
}

/** Versions of what is installed at the top, by name; undefined: a form of lock file that is not known. */
function versionsOf(lock: Versions): ReadonlyMap<string, string> | undefined {
  const modern = record(lock.packages);
  const entries: readonly (readonly [string, unknown])[] =
    Object.keys(modern).length > 0
      ? Object.entries(modern).flatMap(([path, each]) => {
          const name = /^node_modules\/((?:@[^/]{1,200}\/)?[^/]{1,200})$/.exec(path)?.[1];
          return name === undefined ? [] : [[name, record(each)] as const];
        })
      : Object.entries(record(lock.dependencies));
  if (
    entries.length === 0 &&
    Object.keys(modern).length === 0 &&
    lock.dependencies === undefined &&
    lock.lockfileVersion === undefined
  ) {
    return undefined;
  }
  return new Map(
    entries.flatMap(([name, each]) => {
      const { version, link } = record(each);
      // A workspace is linked, and has the version that its own manifest says.
      return link !== true && typeof version === 'string' ? [[name, version] as const] : [];
    }),
  );
}

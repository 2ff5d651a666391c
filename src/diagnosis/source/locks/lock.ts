/** Manifests and the lock files beside them: what the kinds of them have in common. */
import { asRecord, parseJson } from '../../model/json';
import type { Look, Where } from '../look';
import { joined } from '../paths';

export const LOCK_CAUSE = 'package-lockfile-mismatch';

/** Characters of a file that are looked at: a lock file of a large app has a million. */
const MOST_CHARACTERS = 4_000_000;

export interface Pair {
  readonly manifestPath: string;
  readonly manifest: string;
  readonly lockPath: string;
  readonly lock: string;
}

/** Both files of a directory; undefined unless both are there and can be read. */
export async function pairOf(
  look: Look,
  directory: string,
  manifestName: string,
  ...lockNames: readonly string[]
): Promise<Pair | undefined> {
  const manifestPath = joined(directory, manifestName);
  const lockPath = lockNames
    .map((name) => joined(directory, name))
    .find((path) => look.tree.entry(path) !== undefined);
  if (lockPath === undefined || look.tree.entry(manifestPath) === undefined) return undefined;
  const files = await look.read([manifestPath, lockPath]);
  const [manifest, lock] = [files.get(manifestPath), files.get(lockPath)];
  if (!manifest || !lock || manifest.binary || lock.binary) return undefined;
  if (manifest.text.length > MOST_CHARACTERS || lock.text.length > MOST_CHARACTERS) return undefined;
  return { manifestPath, manifest: manifest.text, lockPath, lock: lock.text };
}

/** What a manifest asks for, and the lock file does not have. */
export interface LockGap {
  /** As the manifest writes it, for example `express ^4.19.0`. */
  readonly wants: string;
  /** What the lock has in its place; absent: nothing. */
  readonly has?: string;
  readonly where: Where;
}

/** Says that a lock file is out of step, and what writes it anew. */
export function outOfStep(
  look: Look,
  { manifestPath, lockPath }: Pick<Pair, 'manifestPath' | 'lockPath'>,
  { wants, has, where }: LockGap,
  /** Who refuses, and what to run: `npm ci`, `npm install`. */
  { refuses, cure }: { readonly refuses: string; readonly cure: string },
): void {
  const instead = has === undefined ? `and ${lockPath} does not have it` : `and ${lockPath} has ${has}`;
  look.fails(
    LOCK_CAUSE,
    `${manifestPath} asks for ${wants}, ${instead}: ${refuses} refuses. Run \`${cure}\` and commit the lock file.`,
    { ...where, facts: { path: lockPath } },
  );
}

/** The first line that a test takes, as a place. */
export function lineWhere(file: string, text: string, test: (line: string) => boolean): Where {
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex(test);
  return at < 0 ? { file } : { file, line: at + 1, quote: lines[at] ?? '' };
}

/** A JSON object; undefined: it is none. */
export function parsed(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  return asRecord(parseJson((text ?? '').replace(/^\uFEFF/, '')));
}

/** The fields of an object; none of anything else. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return asRecord(value) ?? {};
}

/** The line of a JSON file at which a key stands. */
export function lineOf(file: string, text: string, key: string): Where {
  return lineWhere(file, text, (line) => line.includes(`"${key}"`) && /"\s*:/.test(line));
}

/** Cargo.lock, as `cargo build --locked` compares it. */
import { satisfies, validRange } from 'semver';
import { escapeRegExp } from '../../model/text';
import type { Look } from '../look';
import { lineWhere, outOfStep, pairOf, record } from './lock';
import { lockedPackages, tomlOf } from './toml';

/** Compares Cargo.lock with Cargo.toml, and reports to `look`; true when it reported. */
export async function checkCargoLock(look: Look, directory: string): Promise<boolean> {
  const pair = await pairOf(look, directory, 'Cargo.toml', 'Cargo.lock');
  const manifest = pair && tomlOf(pair.manifest);
  if (!manifest) return false;
  const versions = new Map<string, string[]>();
  for (const { name, version } of lockedPackages(pair.lock)) {
    versions.set(name, [...(versions.get(name) ?? []), ...(version === undefined ? [] : [version])]);
  }
  const groups = ['dependencies', 'dev-dependencies', 'build-dependencies'];
  const all = groups.flatMap((group) => Object.entries(record(manifest[group])));
  for (const [key, each] of all) {
    const spec = typeof each === 'string' ? { version: each } : record(each);
    const { package: renamed, version, optional, workspace } = spec as Readonly<Record<string, unknown>>;
    if (optional === true || workspace === true) continue;
    const name = typeof renamed === 'string' ? renamed : key;
    const has = versions.get(name);
    const range = rangeOf(version);
    if (has && (range === undefined || has.some((one) => satisfies(one, range, { includePrerelease: true }))))
      continue;
    const named = new RegExp(`^\\s*"?${escapeRegExp(key)}"?\\s*=|^\\[.{0,200}\\.${escapeRegExp(key)}\\]`);
    const where = lineWhere(pair.manifestPath, pair.manifest, (line) => named.test(line));
    const [other] = has ?? [];
    const wants = typeof version === 'string' ? `${name} ${version}` : name;
    outOfStep(look, pair, { wants, where, ...(other !== undefined && { has: other }) }, said);
    return true;
  }
  return false;
}

const said = { refuses: 'cargo --locked', cure: 'cargo update --workspace' };

/** A version without a sign means what fits it, as `^` says. Undefined: it cannot be compared. */
function rangeOf(version: unknown): string | undefined {
  if (typeof version !== 'string') return undefined;
  const range = version
    .split(',')
    .map((part) => (/^\s*\d/.test(part) ? `^${part.trim()}` : part.trim()))
    .join(' ');
  return validRange(range) === null ? undefined : range;
}

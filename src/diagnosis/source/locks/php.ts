/** composer.lock: `composer install` refuses when a package that composer.json requires is not in it. */
import type { Look } from '../look';
import { lineOf, outOfStep, pairOf, parsed, record } from './lock';

/** Compares composer.lock with composer.json, and reports to `look`; true when it reported. */
export async function checkComposerLock(look: Look, directory: string): Promise<boolean> {
  const pair = await pairOf(look, directory, 'composer.json', 'composer.lock');
  const manifest = pair && parsed(pair.manifest);
  const lock = pair && parsed(pair.lock);
  if (!manifest || !lock) return false;
  const packages = [lock.packages, lock['packages-dev']].flatMap((each) => (Array.isArray(each) ? each : []));
  const locked = new Set([...packages.flatMap((each) => providedBy(record(each))), ...providedBy(manifest)]);
  // PHP itself, its extensions and its libraries are none of Composer's packages.
  const missing = Object.keys(record(manifest.require)).find(
    (name) => name.includes('/') && !locked.has(name.toLowerCase()),
  );
  if (missing === undefined) return false;
  const where = lineOf(pair.manifestPath, pair.manifest, missing);
  outOfStep(
    look,
    pair,
    { wants: missing, where },
    { refuses: 'composer install', cure: `composer update ${missing}` },
  );
  return true;
}

function providedBy({ name, provide, replace }: Readonly<Record<string, unknown>>): readonly string[] {
  const names = [name, ...Object.keys(record(provide)), ...Object.keys(record(replace))];
  return names.flatMap((each) => (typeof each === 'string' ? [each.toLowerCase()] : []));
}

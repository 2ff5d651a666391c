/** TOML of manifests, and the lock files that are lists of packages. */
import { parse } from 'smol-toml';
import { record } from './lock';

/** Undefined: it is no TOML. */
export function tomlOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return record(parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return undefined;
  }
}

export interface LockedPackage {
  readonly name: string;
  readonly version?: string;
}

/**
 * Packages of poetry.lock, uv.lock and Cargo.lock: programs write them, one field a line, and they are long, so their
 * lines are read and the rest is not.
 */
export function lockedPackages(lock: string): readonly LockedPackage[] {
  return lock.split(/^\[\[package\]\]\s*$/m).flatMap((block, at) => {
    const name = at === 0 ? undefined : /^name = "([^"]{1,200})"/m.exec(block)?.[1];
    const version = /^version = "([^"]{1,200})"/m.exec(block)?.[1];
    return name === undefined ? [] : [{ name, ...(version !== undefined && { version }) }];
  });
}

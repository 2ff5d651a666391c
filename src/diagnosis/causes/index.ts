/** The catalogue: every cause that can be named. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CauseId, stages } from '../model/cause-id';
import type { Cause, PlatformReason } from './cause';
import type { Traits } from './traits';

export type { Cause, PlatformReason } from './cause';

/**
 * Every cause of the folders that are named after a stage: adding a file adds a cause.
 * @throws Error that names the file, when it is not named after the stage and the id of the cause in it
 */
function loadCauses(folder: string): ReadonlyMap<CauseId, Cause> {
  const causes = new Map<CauseId, Cause>();
  for (const stage of stages) {
    for (const file of filesOf(join(folder, stage))) {
      const cause = require(file).default as Cause | undefined;
      if (cause?.id !== basename(file).split('.')[0] || cause?.stage !== stage) {
        throw new Error(`${file} does not hold the cause and the stage that it is named after`);
      }
      causes.set(cause.id, cause);
    }
  }
  return causes;
}

/** The modules of a folder, as source or compiled; none when there is no such folder. */
function filesOf(folder: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => /^[a-z0-9-]+\.[jt]s$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

export const catalogue: ReadonlyMap<CauseId, Cause> = loadCauses(__dirname);

/** The entry of `id`. */
export function causeOf(id: CauseId): Cause {
  const cause = catalogue.get(id);
  if (!cause) throw new RangeError(`no cause ${id} in the catalogue`);
  return cause;
}

/** The traits of `id`. */
export function traitsOf(id: CauseId): Traits {
  return causeOf(id).traits;
}

/** Causes that a structured word of the platform names, the decisive ones first. */
export function causesOfReason(
  of: PlatformReason['of'],
  value: string,
): readonly { readonly cause: CauseId; readonly strength: PlatformReason['strength'] }[] {
  return [...catalogue.values()]
    .flatMap(({ id, reasons = [] }) =>
      reasons
        .filter(
          (reason) =>
            reason.of === of &&
            (typeof reason.value === 'string' ? reason.value === value : reason.value.test(value)),
        )
        .map(({ strength }) => ({ cause: id, strength })),
    )
    .sort((a, b) => Number(a.strength === 'symptom') - Number(b.strength === 'symptom'));
}

/** The catalogue: every cause that can be named. */

import { buildpacksCauses } from './buildpacks';
import type { Cause, PlatformReason } from './cause';
import { dockerfileCauses } from './dockerfile';
import { noneCauses } from './none';
import { packagesCauses } from './packages';
import { platformCauses } from './platform';
import { pullCauses } from './pull';
import { pushCauses } from './push';
import { registryCauses } from './registry';
import { runCauses } from './run';
import { sourceCauses } from './source';

export type { Cause, Pattern, Phase, PlatformReason, Stage } from './cause';
export { stages } from './cause';

const entries = [
  ...pullCauses,
  ...pushCauses,
  ...sourceCauses,
  ...dockerfileCauses,
  ...packagesCauses,
  ...buildpacksCauses,
  ...runCauses,
  ...noneCauses,
  ...registryCauses,
  ...platformCauses,
] as const;

/** Id of a cause; ids are added, never renamed. */
export type CauseId = (typeof entries)[number]['id'];

export const catalogue: ReadonlyMap<CauseId, Cause<CauseId>> = new Map(
  entries.map((entry): [CauseId, Cause<CauseId>] => [entry.id, entry]),
);

/** The entry of `id`. */
export function causeOf(id: CauseId): Cause<CauseId> {
  const cause = catalogue.get(id);
  if (!cause) throw new RangeError(`no cause ${id} in the catalogue`);
  return cause;
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

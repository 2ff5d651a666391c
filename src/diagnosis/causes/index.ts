/** The catalogue: every cause that can be named. */

import { buildpacksCauses } from './buildpacks';
import type { Cause } from './cause';
import { dockerfileCauses } from './dockerfile';
import { noneCauses } from './none';
import { packagesCauses } from './packages';
import { platformCauses } from './platform';
import { pullCauses } from './pull';
import { pushCauses } from './push';
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

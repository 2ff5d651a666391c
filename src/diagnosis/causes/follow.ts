/** Facts -> causes. */
import type { CauseId, Phase } from '../model/cause-id';
import type { Fact, Thing, Went } from '../reading/fact';
import type { Follow } from './cause';
import { catalogue } from './index';

interface Entry extends Follow {
  readonly cause: CauseId;
  readonly number: number;
}

const byWent = new Map<Went, Entry[]>();
let count = 0;
for (const { id: cause, follows = [] } of catalogue.values()) {
  for (const follow of follows) {
    const entry = { ...follow, cause, number: count };
    count += 1;
    for (const went of follow.went) byWent.set(went, [...(byWent.get(went) ?? []), entry]);
  }
}

export interface Followed {
  readonly cause: CauseId;
  /** The object that decided; absent: the way to fail alone did. */
  readonly thing?: Thing;
  /** The way to fail means something else with another object, and this object is none of those. */
  readonly byDefault?: boolean;
}

/** The cause that a fact shows in a part of the work: by the nearest object that some cause speaks of. */
export function followFrom(
  { went, to, who }: Pick<Fact, 'went' | 'to' | 'who'>,
  phase: Phase,
): Followed | undefined {
  const entries = (byWent.get(went) ?? []).filter(
    (entry) =>
      (!entry.during || entry.during.includes(phase)) &&
      (!entry.who || (who !== undefined && entry.who.includes(who))),
  );
  for (const thing of to) {
    const found = entries.find((entry) => entry.to?.includes(thing));
    if (found) return { cause: found.cause, thing };
  }
  const alone = entries.find((entry) => entry.to === undefined);
  return alone && { cause: alone.cause, byDefault: entries.some(({ to: named }) => named !== undefined) };
}

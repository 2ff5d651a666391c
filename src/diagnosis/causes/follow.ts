/** Facts -> causes. */
import type { CauseId, Phase } from '../model/cause-id';
import type { Fact, Thing, Went } from '../reading/fact';
import type { Cause, FollowsFrom } from './cause';
import { catalogue } from './index';

interface Entry extends FollowsFrom {
  readonly cause: CauseId;
  readonly number: number;
}

export interface Followed {
  readonly cause: CauseId;
  /** The object that decided; absent: the way to fail alone did. */
  readonly thing?: Thing;
  /** The way to fail means something else with another object, and this object is none of those. */
  readonly byDefault?: boolean;
}

/** What every cause follows from, by the way to fail. */
export class Follows {
  readonly #byWent = new Map<Went, Entry[]>();
  #without: ReadonlySet<number> = new Set();
  #used: Set<number> | undefined;

  constructor(causes: Iterable<Cause>) {
    let number = 0;
    for (const { id: cause, follows = [] } of causes) {
      for (const follow of follows) {
        const entry: Entry = { ...follow, cause, number };
        number += 1;
        for (const went of follow.went) {
          this.#byWent.set(went, [...(this.#byWent.get(went) ?? []), entry]);
        }
      }
    }
  }

  /** The cause that a fact shows in a part of the work: by the nearest object that some cause speaks of. */
  from({ went, to, who }: Pick<Fact, 'went' | 'to' | 'who'>, phase: Phase): Followed | undefined {
    const entries = (this.#byWent.get(went) ?? []).filter(
      (entry) =>
        !this.#without.has(entry.number) &&
        (!entry.during || entry.during.includes(phase)) &&
        (!entry.who || (who !== undefined && entry.who.includes(who))),
    );
    for (const thing of to) {
      const found = entries.find((entry) => entry.to?.includes(thing));
      if (found) return { cause: this.#use(found), thing };
    }
    const alone = entries.find((entry) => entry.to === undefined);
    const byDefault = entries.some(({ to: named }) => named !== undefined);
    return alone && { cause: this.#use(alone), byDefault };
  }

  /** Collects the numbers of the declarations that decide from now on. */
  watch(): ReadonlySet<number> {
    this.#used = new Set();
    return this.#used;
  }

  /** Does without these, for measuring. */
  leaveOut(numbers: ReadonlySet<number>): void {
    this.#without = numbers;
  }

  #use({ cause, number }: Entry): CauseId {
    this.#used?.add(number);
    return cause;
  }
}

export const follows = new Follows(catalogue.values());

/** Names as people spell them: with a typing error, with spaces for dashes, or as the platform names what belongs to them. */
import { distance } from 'fastest-levenshtein';
import type { WorkloadKind } from '../../diagnosis/model/subject';

/** Letters that a name, or a part of it, needs before an error in it can be told from another name. */
const SHORTEST = 4;
/** Letters from which on two errors are forgiven. */
const LONG = 8;

/** The one name that was probably meant; undefined: none is near, or several are. */
export function nameMeant(typed: string, names: readonly string[]): string | undefined {
  const near = [...new Set(names)].filter((name) => name !== typed && isMisspelt(typed, name));
  return near.length === 1 ? near[0] : undefined;
}

/**
 * Whether `typed` is `name` with a typing error. Numbers never differ by mistake: `web-1` is another one than `web-2`; and a
 * short part is a word of its own: `api-eu` is not `api-us`.
 */
function isMisspelt(typed: string, name: string): boolean {
  if (numbers(typed) !== numbers(name)) return false;
  const [these, those] = [typed, name].map((each) => each.split(/[-_.]/));
  if (these && those && these.length === those.length) {
    const least = these.length > 1 ? SHORTEST - 1 : SHORTEST;
    return these.every((part, at) => part === those[at] || isNear(part, those[at] as string, least));
  }
  const [whole, other] = [squeezed(typed), squeezed(name)];
  // A part more is another name: `shop-api-2`, `wishlist-x`. A dash that was left out is not.
  const isLonger = (these?.length ?? 0) > (those?.length ?? 0);
  return whole === other || (!isLonger && isNear(whole, other, SHORTEST));
}

/** @param least letters that the shorter one needs when a letter is missing in it */
function isNear(one: string, other: string, least: number): boolean {
  const [shorter = 0, longer = 0] = [one.length, other.length].sort((a, b) => a - b);
  // A letter that is missing makes no other word of `room`; another letter does, of `api`.
  if (shorter < (longer === shorter ? SHORTEST : least)) return false;
  const errors = distance(one, other);
  // `card` is no `cart`: so short a word with another letter is another word, unless other parts of the name are right.
  if (least === SHORTEST && longer === SHORTEST && errors === 1 && longer === shorter) return false;
  return errors <= (shorter < LONG ? 1 : 2) || (errors === 2 && isSwap(one, other));
}

/** Whether the same letters stand in another order, as when two of them changed places. */
export function isSwap(one: string, other: string): boolean {
  const sorted = (word: string) => [...word].sort().join('');
  return one.length === other.length && sorted(one) === sorted(other);
}

function numbers(name: string): string {
  return (name.match(/\d+/g) ?? []).join(' ');
}

/** A name without what people leave out or write in another way: `Fitting Room`, `fitting_room`, `fitting-room`. */
export function squeezed(name: string): string {
  return name.toLowerCase().replace(/[\s._-]+/g, '');
}

/** What the platform makes of a resource carries its name. Sources: Knative's revisions and pods; Code Engine's pods of runs. */
const parts: readonly (readonly [RegExp, WorkloadKind])[] = [
  [/^(.+)-\d{5}(?:-(?:private|deployment(?:-[a-z0-9]+)*))?$/, 'app'],
  [/^(.+)-\d+-\d+$/, 'jobrun'],
  [/^(.+?)(?:-[a-z0-9]{5})?-pod$/, 'buildrun'],
];

/** The resource that a revision or a pod of this name belongs to, when it is one: `shop-api-00003-deployment-…`. */
export function ownersOf(name: string): readonly { readonly name: string; readonly kind: WorkloadKind }[] {
  return parts.flatMap(([form, kind]) => {
    const owner = form.exec(name)?.[1];
    return owner === undefined ? [] : [{ name: owner, kind }];
  });
}

/** Fix steps for an account of IBM's registry that has used up what its plan or its own quota allows. */

import type { FixStep, FixSteps } from '../../model/fix';
import { registryRegion } from '../../model/image-host';
import { bytes } from '../../model/quantity';
import { cr } from '../../remedy/command';
import type { RemedyFacts } from '../../remedy/facts';
import { destructiveStep, step } from '../../remedy/steps';

type Kind = 'storage' | 'traffic';

const MEGABYTE = 1_048_576;
/** What the free plan allows, in megabytes. Source: Registry docs, quota. */
const freePlan: Readonly<Record<Kind, number>> = { storage: 512, traffic: 5_120 };
/** Images that are named for deletion: enough to go on, and few enough to read. */
const MOST_DELETED = 5;

const words: Readonly<Record<Kind, string>> = { storage: 'storage', traffic: 'pull traffic' };

/** More of it: a larger plan where the plan is the limit, a larger quota where the account has set one itself. */
export function raiseQuota(facts: RemedyFacts, kind: Kind): FixSteps {
  const { icr } = facts;
  const quota = icr?.[kind];
  const megabytes = quota && quota.limit > 0 ? Math.round(quota.limit / MEGABYTE) : undefined;
  const isFree = icr?.plan === undefined ? megabytes === freePlan[kind] : /^(?:free|lite)$/i.test(icr.plan);
  const upgrade = (text: string): FixStep => step(text, cr('plan-upgrade', ['standard']));
  const raise = (text: string, amount: number | string): FixStep =>
    step(text, cr('quota-set', [], { [kind]: amount }));
  if (isFree) {
    return [upgrade('Upgrade from the free plan; the standard plan is paid by what is stored and pulled.')];
  }
  if (megabytes !== undefined) {
    return [
      raise(
        `Raise the account’s own quota of ${words[kind]} from ${megabytes} to ${2 * megabytes} megabytes.`,
        2 * megabytes,
      ),
    ];
  }
  return [
    step('See the plan, and what is used of the quota.', cr('plan'), cr('quota')),
    upgrade('If it is the free plan, upgrade; the standard plan is paid by what is stored and pulled.'),
    raise(`If the account has set a quota itself, raise that of ${words[kind]}, in megabytes.`, 'MEGABYTES'),
  ];
}

/**
 * Room without a larger quota: images that no tag names, by their digests, without those that revisions of the project
 * are pinned to. Nothing where namespace, region or the list is unknown: what would be deleted could not be told.
 */
export function orRemoveUntagged(facts: RemedyFacts): FixSteps {
  const { icr, pins, registryHost } = facts;
  if (registryRegion(registryHost ?? '') === undefined || icr?.untagged === undefined || pins === undefined) {
    return [];
  }
  const digestOf = (image: string) => image.split('@').at(-1);
  const pinned = new Set(pins.flatMap(({ image }) => (image === undefined ? [] : [digestOf(image)])));
  const free = icr.untagged.filter(({ image }) => !pinned.has(digestOf(image)));
  const spared = icr.untagged.filter(({ image }) => pinned.has(digestOf(image)));
  const oldest = free.slice(0, MOST_DELETED);
  if (oldest.length === 0) return [];
  const sum = oldest.reduce((total, one) => total + one.bytes, 0);
  const size = sum > 0 ? ` (${bytes(sum)})` : '';
  const runs = pins
    .filter(({ image }) => spared.some((one) => digestOf(one.image) === digestOf(image ?? '')))
    .map(({ revision, image = '' }) => `${(digestOf(image) ?? '').slice(0, 19)} of ${revision}`);
  return [
    destructiveStep(
      'Or delete images that no tag names and no revision of this project runs; if another project or cluster runs one, leave it out.',
      {
        removes: `the ${oldest.length} oldest of ${free.length}${size}, which the trash keeps for 30 days`,
        keeps: `every image with a tag${runs.length > 0 ? `, and what revisions are pinned to: ${runs.join(', ')}` : ''}`,
      },
      ...oldest.map(({ image }) => cr('image-rm', [image])),
    ),
  ];
}

/** Fix steps for an account of IBM's registry that has used up what its plan or its own quota allows. */

import type { ImagesInUse } from '../../model/evidence';
import type { FixStep, FixSteps } from '../../model/fix';
import { registryRegion } from '../../model/image-host';
import { bytes } from '../../model/quantity';
import type { UntaggedImage } from '../../model/registry-check';
import { cr } from '../../remedy/command';
import type { RemedyFacts } from '../../remedy/facts';
import { destructiveStep, personStep, step } from '../../remedy/steps';

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
 * Room without a larger quota. Only in a namespace that Code Engine made for this one project are images named for
 * deletion, by their digests: what no tag names, nothing that was seen runs, and no list of platforms consists of. In
 * any other namespace, and where something could not be looked at, what is known to run is listed, and the rest is left to
 * a person. Nothing where region, list or use is unknown.
 */
export function orRemoveUntagged(facts: RemedyFacts): FixSteps {
  const { icr, inUse, registryHost, namespace } = facts;
  if (registryRegion(registryHost ?? '') === undefined || !icr?.untagged || !inUse || !namespace) return [];
  const uses = usesOf(inUse);
  const spared = icr.untagged.filter(({ image }) => uses.has(digestOf(image)));
  const free = icr.untagged.filter(({ image, mayBePart }) => !uses.has(digestOf(image)) && !mayBePart);
  const run = spared.map(({ image }) => {
    const digest = digestOf(image);
    return `${digest.slice(0, 19)} ${uses.get(digest)}`;
  });
  if (isOfOneProject(namespace) && inUse.unread === 0) return removal(free, run);
  const rest = icr.untagged.length - spared.length;
  if (rest === 0) return [];
  const unread = unreadOf(inUse);
  return [
    personStep(
      `Or delete images of namespace ${namespace} that nobody runs: ${icr.untagged.length} have no tag${sizeOf(icr.untagged)}. ${
        run.length > 0 ? `Keep what is known to run: ${listed(run)}. ` : ''
      }Which of the other ${rest} run is not known: ${unread}clusters and projects that ce-image does not see were not looked at. The trash keeps what is deleted for 30 days.`,
      cr('image-digests', [], { restrict: namespace }),
    ),
  ];
}

/** Counted together: what is not read of any of them may run an image. */
function unreadOf({ unread }: ImagesInUse): string {
  if (unread === 0) return '';
  const what =
    unread === 1 ? 'project, region, list or revision was' : 'projects, regions, lists or revisions were';
  return `${unread} ${what} not read, and `;
}

/** The oldest of what nothing runs, by their digests. */
function removal(free: readonly UntaggedImage[], run: readonly string[]): FixSteps {
  const oldest = free.slice(0, MOST_DELETED);
  if (oldest.length === 0) return [];
  return [
    destructiveStep(
      'Or delete images that no tag names and nothing that ce-image sees runs; the namespace is one that Code Engine made for this project.',
      {
        removes: `the ${oldest.length} oldest of ${free.length}${sizeOf(oldest)}, which the trash keeps for 30 days`,
        keeps: `every image with a tag${run.length > 0 ? `, and what runs: ${listed(run)}` : ''}`,
      },
      ...oldest.map(({ image }) => cr('image-rm', [image])),
    ),
  ];
}

/** `ce--ab12c-SUBDOMAIN`. Source: Code Engine docs, builds that store their image by themselves. */
const isOfOneProject = (namespace: string): boolean => /^ce--[a-z0-9]+-[a-z0-9]+$/.test(namespace);

const digestOf = (image: string): string => image.split('@').at(-1) ?? '';

/** Who runs a digest, as it stands behind it. */
function usesOf({ revisions, named, elsewhere }: ImagesInUse): ReadonlyMap<string, string> {
  return new Map([
    ...elsewhere.map((digest) => [digest, 'of another project'] as const),
    ...named.map((digest) => [digest, 'in use in this project'] as const),
    ...revisions.flatMap(({ images, revision }) =>
      images.map((image) => [digestOf(image), `of ${revision}`] as const),
    ),
  ]);
}

function sizeOf(images: readonly UntaggedImage[]): string {
  const sum = images.reduce((total, one) => total + one.bytes, 0);
  return sum > 0 ? ` (${bytes(sum)})` : '';
}

/** Digests that are named in a sentence. */
const MOST_LISTED = 6;

function listed(run: readonly string[]): string {
  const left = run.length - MOST_LISTED;
  return `${run.slice(0, MOST_LISTED).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

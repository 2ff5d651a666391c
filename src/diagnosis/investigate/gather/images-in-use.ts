/** Which images something is known to run: asked where room is to be made in a registry. */
import type { Gathered, ImagesInUse } from '../../model/evidence';
import { type Inventory, isUsable, type Pod, type Project, type RevisionPin } from '../../model/platform';
import type { ProjectRef } from '../../model/subject';
import type { Gatherer } from './gatherer';

/** Other projects that are looked into. */
const MOST_PROJECTS = 20;

/** What of a project names or runs images. */
interface Uses {
  readonly revisions: readonly RevisionPin[];
  readonly digests: readonly string[];
  /** Lists that could not be read in whole, and revisions and pods that do not tell every digest. */
  readonly open: number;
}

/**
 * What the project and the other projects of its account name or run: revisions with every container, jobs and the
 * like that name a digest, and every container of every pod, of job runs too. What cannot be read is counted; where
 * the project itself cannot be read, nothing is known.
 * @param own the project as the list knows it; absent: not known, then every other project counts as one of its account
 */
export async function gatherImagesInUse(
  gatherer: Gatherer,
  ref: ProjectRef,
  own: Project | undefined,
): Promise<Gathered<ImagesInUse>> {
  const [mine, all] = await Promise.all([
    usesIn(gatherer, ref),
    gatherer.ask((signal) => gatherer.codeEngine.projects(signal)),
  ]);
  if (mine.state === 'missing') return mine;
  if (all.state === 'missing') return all;
  const others = all.value.projects.filter(
    ({ id, account }) => id !== ref.id && (own?.account === undefined || account === own.account),
  );
  // One that was deleted can be restored for a week, and then its revisions want their images.
  const asked = others.filter(isUsable).slice(0, MOST_PROJECTS);
  const answers = await Promise.all(asked.map((project) => usesIn(gatherer, project)));
  const read = answers.flatMap((one) => (one.state === 'present' ? [one.value] : []));
  const open = [mine.value, ...read].reduce((sum, uses) => sum + uses.open, 0);
  return {
    state: 'present',
    value: {
      revisions: mine.value.revisions,
      named: mine.value.digests,
      elsewhere: read.flatMap(({ revisions, digests }) => [...digestsIn(revisions), ...digests]),
      unread: others.length - read.length + all.value.failures.length + open,
    },
  };
}

async function usesIn(gatherer: Gatherer, ref: ProjectRef): Promise<Gathered<Uses>> {
  const { codeEngine } = gatherer;
  const [revisions, inventory, pods] = await Promise.all([
    gatherer.ask((signal) => codeEngine.pinsOf(ref, signal)),
    gatherer.ask((signal) => codeEngine.inventory(ref, signal)),
    gatherer.ask((signal) => codeEngine.pods(ref, { all: true }, signal)),
  ]);
  if (revisions.state === 'missing') return revisions;
  if (inventory.state === 'missing') return inventory;
  if (pods.state === 'missing') return pods;
  const { missing: unreadLists = [], ...lists } = inventory.value;
  const partly = [revisions, inventory, pods].filter(({ gap }) => gap !== undefined);
  return {
    state: 'present',
    value: {
      revisions: revisions.value,
      digests: [...new Set(digestsIn([namesOf(lists), pods.value]))],
      open:
        partly.length +
        unreadLists.length +
        revisions.value.filter(({ open }) => open).length +
        pods.value.filter(isOpen).length,
    },
  };
}

/** What a build made is not in use for that alone. */
function namesOf({ builds: _builds, buildRuns: _runs, ...lists }: Inventory): unknown {
  return lists;
}

/** Whether a container that has started, or must have, does not tell what it runs. */
function isOpen({ phase, containers }: Pod): boolean {
  const ran = phase === 'Running' || phase === 'Succeeded';
  return containers.some(
    ({ imageId = '', running, terminated }) =>
      (ran || running || terminated) && !/@sha256:[0-9a-f]{64}$/.test(imageId),
  );
}

/** Every digest in what was answered, wherever it stands. */
function digestsIn(answer: unknown): readonly string[] {
  return JSON.stringify(answer).match(/sha256:[0-9a-f]{64}/g) ?? [];
}

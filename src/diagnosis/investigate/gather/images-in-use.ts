/** Which images something is known to run: asked where room is to be made in a registry. */
import type { Gathered, ImagesInUse } from '../../model/evidence';
import { isUsable, type Project } from '../../model/platform';
import type { ProjectRef } from '../../model/subject';
import type { Gatherer } from './gatherer';

/** Other projects whose revisions are read: one question each. */
const MOST_PROJECTS = 20;

/**
 * What runs in the project, and what revisions of the other projects of its account are pinned to. That a project cannot
 * be read is counted, and so is every revision that does not tell its digest; where the project itself cannot be read,
 * nothing is known.
 * @param own the project as the list knows it; absent: not known, then every other project counts as one of its account
 */
export async function gatherImagesInUse(
  gatherer: Gatherer,
  ref: ProjectRef,
  own: Project | undefined,
): Promise<Gathered<ImagesInUse>> {
  const { codeEngine } = gatherer;
  const [revisions, inventory, all] = await Promise.all([
    gatherer.ask((signal) => codeEngine.pinsOf(ref, signal)),
    gatherer.ask((signal) => codeEngine.inventory(ref, signal)),
    gatherer.ask((signal) => codeEngine.projects(signal)),
  ]);
  const missing = [revisions, inventory, all].find(({ state }) => state === 'missing');
  if (revisions.state === 'missing' || inventory.state === 'missing' || all.state === 'missing') {
    return missing as Gathered<never>;
  }
  const others = all.value.projects.filter(
    ({ id, account }) => id !== ref.id && (own?.account === undefined || account === own.account),
  );
  // One that was deleted can be restored for a week, and then its revisions want their images.
  const asked = others.filter(isUsable).slice(0, MOST_PROJECTS);
  const answers = await Promise.all(
    asked.map((project) => gatherer.ask((signal) => codeEngine.pinsOf(project, signal))),
  );
  const read = answers.flatMap((one) => (one.state === 'present' && !one.gap ? [one.value] : []));
  const unpinned = [revisions.value, ...read].flat().filter((pin) => digestsIn(pin).length === 0);
  // What a build made is not in use for that alone.
  const { missing: unreadLists = [], builds: _builds, buildRuns: _runs, ...lists } = inventory.value;
  return {
    state: 'present',
    value: {
      revisions: revisions.value,
      named: [...new Set(digestsIn(lists))],
      elsewhere: [...new Set(digestsIn(read))],
      unread: others.length - read.length + all.value.failures.length + unreadLists.length + unpinned.length,
    },
  };
}

/** Every digest in what was answered, wherever it stands. */
function digestsIn(answer: unknown): readonly string[] {
  return JSON.stringify(answer).match(/sha256:[0-9a-f]{64}/g) ?? [];
}

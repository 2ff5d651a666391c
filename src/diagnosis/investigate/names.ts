/** The names that exist, for telling a name in a sentence from a word. */
import type { KnownName, Names, ProjectQuery } from '../model/diagnosis';
import { isUsable, type Project } from '../model/platform';
import type { Clock, CodeEngineSource } from '../model/sources';
import { refOf } from '../model/subject';
import { candidates } from './locate';
import { isProject, type ProjectFinder } from './projects';

/** How long the names of a project are trusted, milliseconds. */
const TRUSTED_FOR = 30_000;
/** Projects that are looked through for a name; each is seven lists. */
const MOST_PROJECTS = 24;

/** Names by project, kept for a short while: people ask in bursts. */
export class KnownNames {
  readonly #kept = new Map<string, { readonly names: readonly KnownName[]; readonly at: number }>();

  constructor(private readonly clock: Clock) {}

  /**
   * The projects that `projects` lets through, and the names in the one that is meant; `everywhere`: in the others as well.
   * What cannot be read is left out: names only help to understand. Rejects with SourceError when not even the projects
   * can be listed.
   */
  async read(
    { everywhere, ...query }: ProjectQuery & { readonly everywhere: boolean },
    projects: ProjectFinder,
    codeEngine: CodeEngineSource,
    signal: AbortSignal,
  ): Promise<Names> {
    const { projects: all } = await projects.list(signal);
    const found = await projects.find(query, signal);
    const own = isProject(found) ? found : undefined;
    const others = all.filter((each) => each.id !== own?.id && isUsable(each));
    const wanted = [...(own ? [own] : []), ...(everywhere ? others : [])].slice(0, MOST_PROJECTS);
    const lists = await Promise.all(wanted.map((project) => this.#namesOf(project, codeEngine, signal)));
    const unread = [
      ...wanted.filter((_, at) => !lists[at]),
      ...others.filter((each) => !wanted.includes(each)),
    ];
    return {
      projects: all.map(refOf),
      resources: lists.flatMap((names) => names ?? []),
      unread: unread.map(refOf),
      ...(own && { defaultProject: refOf(own) }),
    };
  }

  /** Undefined: they cannot be read. */
  async #namesOf(
    project: Project,
    codeEngine: CodeEngineSource,
    signal: AbortSignal,
  ): Promise<readonly KnownName[] | undefined> {
    const now = this.clock.now();
    const kept = this.#kept.get(project.id);
    if (kept && now - kept.at < TRUSTED_FOR) return kept.names;
    const ref = refOf(project);
    const inventory = await codeEngine.inventory(ref, signal).catch(() => undefined);
    if (!inventory) return undefined;
    const sources = new Map(inventory.builds.map(({ name, sourceUrl }) => [name, sourceUrl]));
    const names = candidates(inventory, ref).map(({ subject }): KnownName => {
      const source = subject.kind === 'build' ? sources.get(subject.name) : undefined;
      return { ...subject, ...(source !== undefined && { source }) };
    });
    if (!inventory.missing?.length) this.#kept.set(project.id, { names, at: now });
    return names;
  }
}

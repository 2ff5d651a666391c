/** The names that exist, for telling a name in a sentence from a word. */
import type { KnownName, Names } from '../model/diagnosis';
import type { Project } from '../model/platform';
import type { Clock, CodeEngineSource } from '../model/sources';
import { type ProjectRef, refOf } from '../model/subject';
import { candidates } from './locate';
import { isProject, type Projects } from './projects';

/** How long the names of a project are trusted, milliseconds. */
const TRUSTED_FOR = 30_000;
/** Projects that are looked through for a name; each is six lists. */
const MOST_PROJECTS = 12;

/** Names by project, kept for a short while: people ask in bursts. */
export class KnownNames {
  readonly #kept = new Map<string, { readonly names: readonly KnownName[]; readonly at: number }>();

  constructor(
    private readonly projects: Projects,
    private readonly clock: Clock,
  ) {}

  /**
   * The projects, and the names in the one that is meant; `everywhere`: in the others as well. What cannot be read is left
   * out: names only help to understand. Rejects with SourceError when not even the projects can be listed.
   */
  async read(
    query: { readonly project?: string | undefined; readonly everywhere: boolean },
    codeEngine: CodeEngineSource,
    signal: AbortSignal,
  ): Promise<Names> {
    const { projects } = await this.projects.list(signal);
    const found = await this.projects.find({ project: query.project }, signal);
    const own = isProject(found) ? found : undefined;
    const others = projects.filter(({ id, status }) => id !== own?.id && status === 'active');
    const wanted = [...(own ? [own] : []), ...(query.everywhere ? others : [])].slice(0, MOST_PROJECTS);
    const lists = await Promise.all(wanted.map((project) => this.#namesOf(project, codeEngine, signal)));
    return {
      projects: projects.map(refOf),
      resources: lists.flat(),
      ...(own && { defaultProject: refOf(own) }),
    };
  }

  async #namesOf(
    project: Project,
    codeEngine: CodeEngineSource,
    signal: AbortSignal,
  ): Promise<readonly KnownName[]> {
    const now = this.clock.now();
    const kept = this.#kept.get(project.id);
    if (kept && now - kept.at < TRUSTED_FOR) return kept.names;
    const ref: ProjectRef = refOf(project);
    const inventory = await codeEngine.inventory(ref, signal).catch(() => undefined);
    if (!inventory) return [];
    const sources = new Map(inventory.builds.map(({ name, sourceUrl }) => [name, sourceUrl]));
    const names = candidates(inventory, ref).map(({ subject }): KnownName => {
      const source = subject.kind === 'build' ? sources.get(subject.name) : undefined;
      return { ...subject, ...(source !== undefined && { source }) };
    });
    if (!inventory.missing?.length) this.#kept.set(project.id, { names, at: now });
    return names;
  }
}

/** Which project is meant. */
import { distance } from 'fastest-levenshtein';
import type { ProjectQuery, ProjectTrouble, Sees } from '../model/diagnosis';
import { SourceError } from '../model/evidence';
import type { Project } from '../model/platform';
import type { Clock, CodeEngineSource } from '../model/sources';
import { projectsCalled } from '../model/subject';

/** How long a list of projects is trusted, milliseconds: projects come and go rarely, people ask often. */
const TRUSTED_FOR = 60_000;
const MOST_NEAREST = 5;

export interface ProjectList {
  readonly projects: readonly Project[];
  readonly failedRegions: readonly string[];
}

/** Projects as somebody finds them. */
export interface ProjectFinder {
  list(signal: AbortSignal): Promise<ProjectList>;
  find(query: ProjectQuery, signal: AbortSignal): Promise<Project | ProjectTrouble>;
  readonly defaultProject: string | undefined;
}

/** Finds projects by name or id, and remembers the list for a minute. */
export class Projects implements ProjectFinder {
  #known?: { readonly list: ProjectList; readonly at: number };
  #asking: Promise<ProjectList> | undefined;

  constructor(
    private readonly codeEngine: CodeEngineSource,
    private readonly clock: Clock,
    readonly defaultProject: string | undefined,
  ) {}

  /** Every project of the configured regions. Rejects with SourceError when no region answered. */
  async list(signal: AbortSignal): Promise<ProjectList> {
    const now = this.clock.now();
    if (this.#known && now - this.#known.at < TRUSTED_FOR) return this.#known.list;
    const asking = this.#asking ?? this.#ask(now, signal);
    this.#asking = asking;
    try {
      return await asking;
    } finally {
      if (this.#asking === asking) this.#asking = undefined;
    }
  }

  async #ask(now: number, signal: AbortSignal): Promise<ProjectList> {
    const { projects, failures } = await this.codeEngine.projects(signal);
    if (projects.length === 0 && failures.length > 0) {
      throw new SourceError(
        'unreachable',
        `No project could be read: ${failures.map(({ region, error }) => `${region} (${error})`).join(', ')}`,
        'Check the IBM Cloud API key and the regions that ce-image is set up with.',
      );
    }
    const list = { projects, failedRegions: failures.map(({ region }) => region) };
    // A list with holes is asked for again at once.
    if (failures.length === 0) this.#known = { list, at: now };
    return list;
  }

  /** The same projects, for somebody for whom those that `sees` does not let through do not exist. */
  seenBy(sees: Sees | undefined): ProjectFinder {
    if (!sees) return this;
    const list = async (signal: AbortSignal) => {
      const { projects, failedRegions } = await this.list(signal);
      return { projects: projects.filter(sees), failedRegions };
    };
    return {
      list,
      find: async (query, signal) => this.#choose(query, await list(signal)),
      defaultProject: this.defaultProject,
    };
  }

  /** The project that is meant, or why it cannot be told. */
  async find(query: ProjectQuery, signal: AbortSignal): Promise<Project | ProjectTrouble> {
    return this.#choose(query, await this.list(signal));
  }

  #choose(query: ProjectQuery, { projects, failedRegions }: ProjectList): Project | ProjectTrouble {
    const inRegion = projects.filter(
      ({ region, account }) =>
        (!query.region || region === query.region) && (!query.account || account === query.account),
    );
    const place = {
      ...(query.region !== undefined && { region: query.region }),
      ...(query.account !== undefined && { account: query.account }),
    };
    const usual = this.defaultProject;
    // Of an account that does not have the usual project any other may be meant.
    const isUsual = usual !== undefined && (!query.account || projectsCalled(inRegion, usual).length > 0);
    const asked = query.project ?? (isUsual ? usual : undefined);
    if (asked === undefined) {
      const [only, ...others] = inRegion;
      return only && others.length === 0
        ? only
        : { found: 'project-required', ...place, projects: inRegion, failedRegions };
    }
    const matches = projectsCalled(inRegion, asked);
    const [match, ...more] = matches;
    if (match && more.length === 0) return match;
    if (match) return { found: 'project-ambiguous', asked, projects: matches };
    return {
      found: 'project-unknown',
      asked,
      ...place,
      // The same name in another region is the nearest that can be.
      nearest: nearest(projects, asked, ({ name }) => name, MOST_NEAREST),
      failedRegions,
    };
  }
}

/** Whether a project was found. */
export function isProject(found: Project | ProjectTrouble): found is Project {
  return 'id' in found;
}

/** Letters that a contained name needs to be a hint. */
const SHORTEST_PART = 3;

/** The items whose names are nearest to `asked`, nearest first: misspellings of it, and names that hold it or are held
 * by it. Names that are merely of the same project are left out. */
export function nearest<T>(
  items: readonly T[],
  asked: string,
  nameOf: (item: T) => string,
  most: number,
): readonly T[] {
  const wanted = asked.toLowerCase();
  // Two letters that changed places are two changes.
  const limit = wanted.length <= SHORTEST_PART ? 1 : Math.max(2, Math.floor(wanted.length / 4));
  return items
    .map((item) => {
      const name = nameOf(item).toLowerCase();
      const [shorter, longer] = name.length < wanted.length ? [name, wanted] : [wanted, name];
      const contains = shorter.length >= SHORTEST_PART && longer.includes(shorter);
      return { item, far: contains ? Math.min(0.5, distance(name, wanted)) : distance(name, wanted) };
    })
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ item }) => item);
}

/** The names that exist, as far as they were read: what people type is compared with them. */
import { gitAddress } from '../../diagnosis/model/git-address';
import type { ProjectRef, WorkloadKind } from '../../diagnosis/model/subject';

export interface KnownResource {
  readonly kind: WorkloadKind;
  readonly name: string;
  readonly project: ProjectRef;
  /** Address of the repository, of a build. */
  readonly source?: string;
}

export interface Known {
  /** That is meant when none is named. */
  readonly defaultProject?: ProjectRef;
  readonly projects: readonly ProjectRef[];
  readonly resources: readonly KnownResource[];
}

export const nothingKnown: Known = { projects: [], resources: [] };

/** Resources called `name`, in `project` when it is given, else in the default project, else wherever they are. */
export function resourcesCalled(known: Known, name: string, project?: string): readonly KnownResource[] {
  const called = known.resources.filter((each) => each.name === name);
  const wanted = project?.toLowerCase();
  if (wanted !== undefined) {
    return called.filter((each) => each.project.name.toLowerCase() === wanted || each.project.id === project);
  }
  const own = called.filter((each) => each.project.id === known.defaultProject?.id);
  return own.length > 0 ? own : called;
}

/** The project called `name`, in any case. */
export function projectCalled(known: Known, name: string): ProjectRef | undefined {
  const wanted = name.toLowerCase();
  return known.projects.find((each) => each.name.toLowerCase() === wanted || each.id === name);
}

/** The project that is called so, or that is the environment of this name. */
export function projectMeant(known: Known, word: string): ProjectRef | undefined {
  return projectCalled(known, word) ?? projectOfEnvironment(known, word);
}

/** What people call the place where something runs, and how names of projects write it. */
const environments: Readonly<Record<string, readonly string[]>> = {
  prod: ['prod', 'production', 'prd', 'live'],
  staging: ['staging', 'stage', 'stg'],
  dev: ['dev', 'development', 'develop'],
  qa: ['qa'],
  uat: ['uat'],
  preprod: ['preprod', 'pre-prod'],
  previews: ['preview', 'previews'],
  ci: ['ci'],
};
const environmentOf: ReadonlyMap<string, readonly string[]> = new Map(
  Object.values(environments).flatMap((words) => words.map((word) => [word, words] as const)),
);

/** `prod` of a company whose projects are `shop` and `shop-prod`: the only project that has the word in its name. */
function projectOfEnvironment(known: Known, word: string): ProjectRef | undefined {
  const words = environmentOf.get(word.toLowerCase());
  if (!words) return undefined;
  const own = known.defaultProject?.name.toLowerCase();
  const named = known.projects.filter(({ name }) =>
    name
      .toLowerCase()
      .split(/[-_.]/)
      .some((part) => words.includes(part)),
  );
  const [only, ...others] = named;
  if (others.length === 0) return only;
  // Of several the one that is named after the usual project.
  const siblings = named.filter(({ name }) => own !== undefined && name.toLowerCase().startsWith(`${own}-`));
  return siblings.length === 1 ? siblings[0] : undefined;
}

/** The builds of a repository, however its address is written. */
export function buildsOf(known: Known, url: string): readonly KnownResource[] {
  const key = (each: string | undefined) => {
    const address = gitAddress(each);
    return address && `${address.host}/${address.path}`.toLowerCase();
  };
  const wanted = key(url);
  return wanted === undefined ? [] : known.resources.filter(({ source }) => key(source) === wanted);
}

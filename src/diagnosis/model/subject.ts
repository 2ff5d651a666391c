/** What can be asked about. Names are Code Engine's own; see facts of API v2. */

/** A Code Engine project; one project lives in exactly one region. */
export interface ProjectRef {
  /** GUID of the project. */
  readonly id: string;
  readonly name: string;
  /** Region id, for example `eu-de`. */
  readonly region: string;
}

/** What names the project, and nothing else of it. */
export function refOf({ id, name, region }: ProjectRef): ProjectRef {
  return { id, name, region };
}

/**
 * Projects with the id or name `asked`; a name may stand in any case, and its own spelling goes first. There can be
 * more than one: a name is unique only within a resource group and region. Source: docs, manage-project.
 */
export function projectsCalled<P extends Pick<ProjectRef, 'id' | 'name'>>(
  projects: readonly P[],
  asked: string,
): readonly P[] {
  const exact = projects.filter(({ id, name }) => id === asked || name === asked);
  if (exact.length > 0) return exact;
  const wanted = asked.toLowerCase();
  return projects.filter(({ name }) => name.toLowerCase() === wanted);
}

/** Kinds of Code Engine resource that can be diagnosed by name. */
export const workloadKinds = ['build', 'buildrun', 'app', 'job', 'jobrun', 'function', 'fleet'] as const;
export type WorkloadKind = (typeof workloadKinds)[number];

/** A named resource of a project. */
export interface WorkloadSubject {
  readonly kind: WorkloadKind;
  readonly name: string;
  readonly project: ProjectRef;
}

/** An image reference, as a person typed it. */
export interface ImageSubject {
  readonly kind: 'image';
  readonly reference: string;
  /** Where `secret` lives, and whose hosts may be probed. */
  readonly project?: ProjectRef;
  /** Name of the registry secret to prove; absent: that of the project for the host, if there is one, else none. */
  readonly secret?: string;
  /** Nobody named `secret`: it is the project's for this host. */
  readonly chosen?: true;
  /** What was typed, where `reference` names the same image by the host that the login is for. */
  readonly typed?: string;
  /** Ask without a login, whatever the project has. */
  readonly anonymous?: true;
  /** Also prove that the credential may push. */
  readonly push?: boolean;
}

/** The source of a build, before any run: of a build of a project, or of whatever a person names. */
export interface SourceSubject {
  readonly kind: 'source';
  /** Whose builds' hosts may be asked, and where secrets are read. */
  readonly project?: ProjectRef;
  readonly of:
    | { readonly build: WorkloadSubject }
    | {
        readonly url: string;
        readonly revision?: string;
        readonly contextDir?: string;
        readonly dockerfile?: string;
        readonly strategy?: 'dockerfile' | 'buildpacks';
        readonly secret?: string;
      };
}

/** A pasted event, error or log. */
export interface TextSubject {
  readonly kind: 'text';
  readonly text: string;
}

export type Subject = WorkloadSubject | ImageSubject | SourceSubject | TextSubject;

/** Whether it is a resource of a project, which has a name. */
export function isWorkload(subject: Subject): subject is WorkloadSubject {
  return (workloadKinds as readonly string[]).includes(subject.kind);
}

/** `source of build shop-api`, `source github.com/shop/api`. */
export function sourceName({ of }: SourceSubject): string {
  // The scheme stands on the card, and a headline is short.
  return 'build' in of ? `source of build ${of.build.name}` : `source ${of.url.replace(/^https?:\/\//, '')}`;
}

/** How people call each kind, in a sentence. */
export const kindNames: Readonly<Record<WorkloadKind, string>> = {
  build: 'build',
  buildrun: 'build run',
  app: 'app',
  job: 'job',
  jobrun: 'job run',
  function: 'function',
  fleet: 'fleet',
};

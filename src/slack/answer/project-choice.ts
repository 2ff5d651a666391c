/** Which project a command means: the core asks for a project by reference, a person names it. */
import { distance } from 'fastest-levenshtein';
import type { Diagnosis, ProjectTrouble } from '../../diagnosis/model/diagnosis';
import { SourceError } from '../../diagnosis/model/evidence';
import type { Project } from '../../diagnosis/model/platform';
import type { ProjectRef } from '../../diagnosis/model/subject';

/**
 * The project that is meant; undefined when it cannot be told and is not `needed`. Rejects with SourceError when a
 * project is needed and the projects cannot be read.
 */
export async function projectOf<Needed extends boolean>(
  command: { readonly project?: string; readonly region?: string },
  needed: Needed,
  diagnosis: Pick<Diagnosis, 'projects'>,
): Promise<ProjectRef | ProjectTrouble | (Needed extends true ? never : undefined)> {
  const nothing = undefined as Needed extends true ? never : undefined;
  let listed: Awaited<ReturnType<Diagnosis['projects']>>;
  try {
    listed = await diagnosis.projects();
  } catch (error) {
    if (!needed && error instanceof SourceError) return nothing;
    throw error;
  }
  const { projects, failedRegions } = listed;
  const inRegion = projects.filter((project) => !command.region || project.region === command.region);
  const asked = command.project ?? listed.defaultProject;
  if (asked === undefined) {
    const [only, ...others] = inRegion;
    if (only && others.length === 0) return reference(only);
    return needed ? { found: 'project-required', projects: inRegion, failedRegions } : nothing;
  }
  const matches = inRegion.filter((project) => project.id === asked || project.name === asked);
  const [match, ...others] = matches;
  if (match && others.length === 0) return reference(match);
  if (match) return { found: 'project-ambiguous', asked, projects: matches };
  if (!needed) return nothing;
  const near = [...inRegion].sort((a, b) => distance(asked, a.name) - distance(asked, b.name)).slice(0, 5);
  return {
    found: 'project-unknown',
    asked,
    ...(command.region ? { region: command.region } : {}),
    nearest: near,
    failedRegions,
  };
}

function reference({ id, name, region }: Project): ProjectRef {
  return { id, name, region };
}

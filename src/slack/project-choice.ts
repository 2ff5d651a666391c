/** Which project an image command means: the core asks for a project by reference, a person names it. */
import { distance } from 'fastest-levenshtein';
import type { Diagnosis, ProjectTrouble } from '../diagnosis/diagnosis';
import { SourceError } from '../diagnosis/evidence';
import type { Project } from '../diagnosis/platform';
import type { ProjectRef } from '../diagnosis/subject';
import type { ImageCommand } from './command';

/**
 * The project of an image command; undefined when none was named and none is needed. Rejects with SourceError
 * when a project is needed and the projects cannot be read.
 */
export async function projectOf(
  command: ImageCommand,
  diagnosis: Pick<Diagnosis, 'projects'>,
): Promise<ProjectRef | ProjectTrouble | undefined> {
  const needed = command.project !== undefined || command.secret !== undefined;
  let listed: Awaited<ReturnType<Diagnosis['projects']>>;
  try {
    listed = await diagnosis.projects();
  } catch (error) {
    if (!needed && error instanceof SourceError) return undefined;
    throw error;
  }
  const { projects, failedRegions } = listed;
  const inRegion = projects.filter((project) => !command.region || project.region === command.region);
  const asked = command.project ?? listed.defaultProject;
  if (asked === undefined) {
    const [only, ...others] = inRegion;
    if (only && others.length === 0) return reference(only);
    return needed ? { found: 'project-required', projects: inRegion, failedRegions } : undefined;
  }
  const matches = inRegion.filter((project) => project.id === asked || project.name === asked);
  const [match, ...others] = matches;
  if (match && others.length === 0) return reference(match);
  if (match) return { found: 'project-ambiguous', asked, projects: matches };
  if (!needed) return undefined;
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

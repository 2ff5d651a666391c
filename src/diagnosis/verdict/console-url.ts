import type { WorkloadSubject } from '../model/subject';

/** The console page of a resource. Documented for apps (cloud.ibm.com/codeengine/project/REGION/ID/application/NAME/
 * configuration); for the other kinds the project's page is used. */
export function consoleUrl({ kind, name, project }: WorkloadSubject): string {
  const base = `https://cloud.ibm.com/codeengine/project/${encodeURIComponent(project.region)}/${encodeURIComponent(project.id)}`;
  return kind === 'app'
    ? `${base}/application/${encodeURIComponent(name)}/configuration`
    : `${base}/overview`;
}

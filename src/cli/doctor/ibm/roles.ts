import { SourceError } from '../../../diagnosis/model/evidence';
import { type ProjectRef, refOf } from '../../../diagnosis/model/subject';
import type { Check } from '../check';
import { failed, type Outcome, passed, skipped } from '../outcome';
import { failure, type IbmCloud, listed, loggedIn, NOBODY } from './cloud';

/** Projects that are tried; each is two calls. */
const MOST_TRIED = 25;

const grant =
  '`ibmcloud iam service-policy-create SERVICE_ID --service-name codeengine --roles Viewer,Reader`';

const lines = {
  Writer: (on: string) => passed(`Writer on ${on}: everything works`),
  Reader: (on: string) =>
    passed(
      `Reader on ${on}: system events are not read and builds are not started again; all else works`,
      'With the service role Writer both work.',
    ),
  'at least Reader': (on: string) =>
    passed(`at least Reader on ${on}; whether system events can be read could not be told`),
  none: (on: string) =>
    failed(
      `none on ${on}: listed, and nothing inside can be read`,
      `Give the login the service role Reader (or Writer): ${grant}. If it has it, a context-based restriction may exclude the address of ce-image.`,
    ),
} as const;

type Role = keyof typeof lines;

/** What the service role on each project lets ce-image do. Code Engine does not tell roles, so they are tried. */
export const ibmRoles: Check = {
  part: 'ibm',
  name: 'Roles',
  run: ({ ibm }) =>
    loggedIn(ibm, async (cloud) => {
      const { projects } = await cloud.projects();
      const wanted = cloud.asked === undefined ? undefined : await cloud.project();
      const active = projects.filter(({ status }) => status === undefined || status === 'active');
      const tried = [...new Set([...(wanted ? [wanted] : []), ...active])].slice(0, MOST_TRIED);
      const names = new Map<Role, string[]>();
      const untold: Outcome[] = [];
      await Promise.all(
        tried.map(async (project) => {
          const name = `${project.name} (${project.region})`;
          try {
            const role = await roleOn(refOf(project), cloud);
            names.set(role, [...(names.get(role) ?? []), name]);
          } catch (error) {
            untold.push(failure(error, name));
          }
        }),
      );
      const left = active.length - tried.length;
      return [
        ...Object.entries(lines).flatMap(([role, line]) => {
          const on = names.get(role as Role)?.toSorted();
          return on ? [line(listed(on))] : [];
        }),
        ...untold,
        ...(left > 0 ? [skipped(`${left} more projects were not tried`, 'Name one with --project.')] : []),
        ...(tried.length === 0 ? [skipped('there is no active project')] : []),
      ];
    }),
};

/** Rejects with SourceError when the project does not answer. */
async function roleOn(ref: ProjectRef, { core: { codeEngine }, signal }: IbmCloud): Promise<Role> {
  const reads = codeEngine.activity(ref, ['apps'], signal()).then(
    () => true,
    (error: unknown) => {
      if (error instanceof SourceError && error.reason === 'forbidden') return false;
      throw error;
    },
  );
  const seesEvents = codeEngine.events(ref, [NOBODY], signal()).then(
    () => 'Writer' as const,
    (error: unknown) =>
      error instanceof SourceError && error.reason === 'forbidden' ? ('Reader' as const) : undefined,
  );
  if (!(await reads)) return 'none';
  return (await seesEvents) ?? 'at least Reader';
}

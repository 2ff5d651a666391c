import { closest } from 'fastest-levenshtein';
import type { Check } from '../check';
import { failed, passed } from '../outcome';
import { listed, loggedIn } from './cloud';

/** There are projects, and the one that is meant is among them. */
export const ibmProjects: Check = {
  part: 'ibm',
  name: 'Projects',
  run: ({ ibm }) =>
    loggedIn(ibm, async (cloud) => {
      const { projects } = await cloud.projects();
      if (projects.length === 0) {
        return failed(
          'none is seen',
          'Give the login the platform role Viewer and the service role Reader for Code Engine: `ibmcloud iam service-policy-create NAME --service-name codeengine --roles Viewer,Reader`.',
        );
      }
      const seen = `${projects.length} seen: ${listed(projects.map(({ name, region }) => `${name} (${region})`))}`;
      const project = await cloud.project();
      if (!project) {
        return failed(
          `${seen}; none is called ${cloud.asked}`,
          `Did you mean ${closest(
            cloud.asked ?? '',
            projects.map(({ name }) => name),
          )}? Name a project in CODE_ENGINE_PROJECT or --project.`,
        );
      }
      const idle = projects.filter(({ status }) => status !== undefined && status !== 'active');
      const notActive = idle.map(({ name, status }) => `${name} is ${status}`).join(', ');
      return passed(notActive === '' ? seen : `${seen}; ${notActive}`);
    }),
};

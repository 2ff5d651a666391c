/** What is failing in a project. */
import { projectTroubleCard } from '../cards/located';
import { overviewCard } from '../cards/overview';
import type { OverviewCommand } from '../question/command';
import { type Answerer, aside, toAll } from './answerer';

export const overview: Answerer<OverviewCommand, 'project'> = {
  needs: 'project',
  slow: true,
  async answer(command, { project, inquiry }) {
    const result = await inquiry.overview({ project: project.id, region: project.region });
    return 'found' in result
      ? aside(projectTroubleCard(result, command))
      : toAll(overviewCard(result, command));
  },
};

/** What is failing in a project. */
import { overviewWithoutLogs } from '../../diagnosis/model/without-logs';
import { projectTroubleCard } from '../cards/located';
import { overviewCard } from '../cards/overview';
import type { OverviewCommand } from '../question/command';
import { type Answerer, aside, toAll } from './answerer';

export const overview: Answerer<OverviewCommand, 'project'> = {
  needs: 'project',
  slow: true,
  async answer(command, { project, inquiry, permission }) {
    const result = await inquiry.overview({ project: project.id, region: project.region });
    if ('found' in result) return aside(projectTroubleCard(result, command));
    const isHeld = permission.logs(project) === 'asker';
    return toAll(overviewCard(isHeld ? overviewWithoutLogs(result) : result, command));
  },
};

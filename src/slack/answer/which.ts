/** Something does not work, and what was not said: what fails now, to choose from. */
import { projectTroubleCard } from '../cards/located';
import { whichCard } from '../cards/which';
import type { WhichCommand } from '../question/command';
import { type Answerer, aside } from './answerer';

export const which: Answerer<WhichCommand, 'project'> = {
  needs: 'project',
  slow: true,
  async answer(command, { project, inquiry }) {
    const overview = await inquiry.overview({ project: project.id, region: project.region });
    return aside('found' in overview ? projectTroubleCard(overview, command) : whichCard(overview, command));
  },
};

/** The projects that the bot can read. */
import { projectsCard } from '../cards/notices';
import type { PlainCommand } from '../question/command';
import { type Answerer, aside } from './answerer';

export const projects: Answerer<PlainCommand, 'nothing'> = {
  needs: 'nothing',
  answer: async (_command, { permission }, { diagnosis }) =>
    aside(projectsCard(await diagnosis.projects(permission.sees))),
};

/** Ends a watch. */
import { unwatchedCard } from '../cards/watches';
import type { UnwatchCommand } from '../question/command';
import { type Answerer, aside } from './answerer';

export const unwatch: Answerer<UnwatchCommand, 'watched-project'> = {
  needs: 'watched-project',
  async answer(_command, { project, asker }, deps) {
    const ended = await (await deps.alerts()).unwatch(asker.place, project, asker.user);
    return aside(unwatchedCard(project, ended));
  },
};

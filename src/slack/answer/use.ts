/** The project that is meant here when none is named. */
import { usesCard } from '../cards/use';
import type { UseCommand } from '../question/command';
import { type Answerer, aside, toAll } from './answerer';

export const use: Answerer<UseCommand, 'project-if-known'> = {
  needs: 'project-if-known',
  async answer({ none, me }, { project, asker }, { conversations }) {
    const alone = me || asker.isDirect;
    const meant = none ? undefined : project;
    await conversations.use(alone ? asker.personPlace : asker.place, meant, asker.user);
    const card = usesCard(meant, alone ? 'person' : 'channel');
    return alone ? aside(card) : toAll(card);
  },
};

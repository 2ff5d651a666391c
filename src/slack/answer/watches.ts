/** What this channel watches. */
import { watchesCard } from '../cards/watches';
import type { PlainCommand } from '../question/command';
import { type Answerer, aside } from './answerer';

export const watches: Answerer<PlainCommand, 'nothing'> = {
  needs: 'nothing',
  async answer(_command, { asker, permission }, deps) {
    const found = await (await deps.alerts()).watches(asker.place);
    const subscriptions = found.subscriptions.filter(({ project }) => permission.sees(project));
    const mutes = found.mutes.filter(
      ({ target }) => target.kind === 'cause' || permission.sees(target.subject.project),
    );
    return aside(watchesCard({ ...found, subscriptions, mutes }));
  },
};

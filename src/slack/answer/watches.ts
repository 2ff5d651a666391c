/** What this channel watches. */
import { watchesCard } from '../cards/watches';
import type { PlainCommand } from '../question/command';
import { type Answerer, aside } from './answerer';

export const watches: Answerer<PlainCommand, 'nothing'> = {
  needs: 'nothing',
  answer: async (_command, { asker }, deps) =>
    aside(watchesCard(await (await deps.alerts()).watches(asker.place))),
};

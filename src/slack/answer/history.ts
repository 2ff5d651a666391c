/** What happened, as alerts kept it. */
import { historyCard } from '../cards/watches';
import type { HistoryCommand } from '../question/command';
import { type Answerer, aside } from './answerer';

export const history: Answerer<HistoryCommand, 'nothing'> = {
  needs: 'nothing',
  answer: async ({ name }, { asker }, deps) =>
    aside(historyCard(await (await deps.alerts()).history(asker.place, name), name)),
};

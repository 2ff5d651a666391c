/** What happened, as alerts kept it. */
import { historyCard } from '../cards/watches';
import type { HistoryCommand } from '../question/command';
import { type Answerer, aside } from './answerer';

export const history: Answerer<HistoryCommand, 'nothing'> = {
  needs: 'nothing',
  async answer({ name }, { asker, permission }, deps) {
    const entries = await (await deps.alerts()).history(asker.place, name);
    const seen = entries.filter(({ incident }) => permission.sees(incident.subject.project));
    return aside(historyCard(seen, name));
  },
};

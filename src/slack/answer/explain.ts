/** What a pasted text means. */
import { reportCard } from '../cards/report';
import type { ExplainCommand } from '../question/command';
import { type Answerer, toAll } from './answerer';

export const explain: Answerer<ExplainCommand, 'nothing'> = {
  needs: 'nothing',
  answer: async ({ text }, { inquiry }) =>
    toAll(reportCard(await inquiry.investigate({ kind: 'text', text }))),
};

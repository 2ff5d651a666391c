/** Why a resource does not work. */
import { reportCard } from '../cards/report';
import type { DiagnoseCommand } from '../question/command';
import { type Answerer, toAll } from './answerer';

export const diagnose: Answerer<DiagnoseCommand, 'resource'> = {
  needs: 'resource',
  slow: true,
  answer: async (_command, { subject, inquiry }) => toAll(reportCard(await inquiry.investigate(subject))),
};

/** How the bot is used. */
import { helpCard } from '../cards/notices';
import type { PlainCommand } from '../question/command';
import { type Answerer, aside } from './answerer';

export const help: Answerer<PlainCommand, 'nothing'> = {
  needs: 'nothing',
  answer: async () => aside(helpCard()),
};

/** `history [NAME]`: what happened. */
import { type HistoryCommand, mistake } from '../command';
import type { Verb } from '../verb';

export const history: Verb<HistoryCommand> = {
  words: ['history'],
  usage: 'history [NAME]',
  options: ['name'],
  read({ values, options }) {
    if (values.length > 1) return mistake('history takes one name.', history.usage);
    const name = values[0]?.text || options.name;
    return { do: 'history', ...(name ? { name } : {}) };
  },
  write: ({ name }) => ['history', ...(name ? [{ value: name, force: true }] : [])],
};

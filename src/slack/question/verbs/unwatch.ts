/** `unwatch [PROJECT]`. */
import { mistake, type UnwatchCommand } from '../command';
import { scopePieces, type Verb } from '../verb';
import { projectFirst } from './watch';

export const unwatch: Verb<UnwatchCommand> = {
  words: ['unwatch'],
  usage: 'unwatch [PROJECT]',
  options: ['project', 'region', 'account'],
  read({ values, scope }) {
    if (values.length > 1) return mistake('unwatch takes one name.', unwatch.usage);
    return { do: 'unwatch', ...projectFirst(values, scope) };
  },
  write: ({ project, region }) => [
    'unwatch',
    ...(project ? [{ value: project }] : []),
    ...scopePieces(region ? { region } : {}),
  ],
};

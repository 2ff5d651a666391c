/** `which [KIND]`: what fails now, to choose from. */
import { mistake, type WhichCommand } from '../command';
import { kindOf } from '../kinds';
import { option, scopePieces, type Verb } from '../verb';

export const which: Verb<WhichCommand> = {
  words: ['which'],
  usage: 'which [build|buildrun|app|job|jobrun|function|fleet]',
  options: ['name', 'project', 'region', 'account'],
  read({ values, options, scope }) {
    const [first, ...more] = values;
    const kind = first && kindOf(first);
    if (more.length > 0 || (first && !kind)) return mistake('which takes a kind of resource.', which.usage);
    return {
      do: 'which',
      ...(kind ? { kind } : {}),
      ...(options.name ? { name: options.name } : {}),
      ...scope,
    };
  },
  write: ({ kind, name, symptom: _, ...scope }) => [
    'which',
    ...(kind ? [kind] : []),
    ...option('name', name, true),
    ...scopePieces(scope),
  ],
};

/** `which [KIND]`: what fails now, to choose from. */
import { mistake, type WhichCommand } from '../command';
import { kindOf } from '../kinds';
import { scopePieces, type Verb } from '../verb';

export const which: Verb<WhichCommand> = {
  words: ['which'],
  usage: 'which [build|buildrun|app|job|jobrun|function]',
  options: ['project', 'region'],
  read({ values, scope }) {
    const [first, ...more] = values;
    const kind = first && kindOf(first);
    if (more.length > 0 || (first && !kind)) return mistake('which takes a kind of resource.', which.usage);
    return { do: 'which', ...(kind ? { kind } : {}), ...scope };
  },
  write: ({ kind, ...scope }) => ['which', ...(kind ? [kind] : []), ...scopePieces(scope)],
};

/** `build NAME`, `app NAME`, …, `run NAME`: why a resource does not work. `run` is a run of either kind. */
import type { DiagnoseCommand, Mistake } from '../command';
import { kindOf, kindWords } from '../kinds';
import { scopePieces, type Verb } from '../verb';
import { named } from './named';

const RUN = 'run';

export const diagnose: Verb<DiagnoseCommand> = {
  words: [...Object.keys(kindWords), RUN],
  usage: 'build|buildrun|app|job|jobrun|function NAME',
  options: ['project', 'region'],
  read({ verb, values, scope }): DiagnoseCommand | Mistake {
    const kind = kindOf({ text: verb, quoted: false });
    return named('diagnose', { kind, values, scope, usage: `${kind ?? RUN} NAME` });
  },
  write: ({ kind, name, ...scope }) => [...(kind ? [kind] : []), { value: name }, ...scopePieces(scope)],
};

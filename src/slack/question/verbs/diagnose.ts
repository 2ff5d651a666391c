/** `build NAME`, `app NAME`, …, `run NAME`: why a resource does not work. `run` is a run of either kind. */
import type { DiagnoseCommand, Mistake } from '../command';
import { kindOf, kindWords } from '../kinds';
import { scopePieces, type Verb } from '../verb';
import { named } from './named';

const RUN = 'run';

export const diagnose: Verb<DiagnoseCommand> = {
  words: [...Object.keys(kindWords), RUN],
  usage: 'build|buildrun|app|job|jobrun|function|fleet NAME',
  options: ['name', 'check', 'changes', 'project', 'region', 'account'],
  read({ verb, values, options, scope }): DiagnoseCommand | Mistake {
    const kind = kindOf({ text: verb, quoted: false });
    const command = named('diagnose', { kind, values, options, scope, usage: `${kind ?? RUN} NAME` });
    if (command.do === 'mistake') return command;
    if (options.changes && !options.check) return { ...command, changes: true };
    if (!options.check) return command;
    // Only a build has a source that can be looked at before anything runs.
    if (command.kind === 'build') return { ...command, check: true };
    return { do: 'mistake', problem: 'Only a build can be checked before it runs.', nearest: command };
  },
  write: ({ kind, name, check, changes, ...scope }) => [
    ...(kind ? [kind] : []),
    { value: name },
    ...(check ? ['--check'] : []),
    ...(changes ? ['--changes'] : []),
    ...scopePieces(scope),
  ],
};

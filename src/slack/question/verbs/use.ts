/** `use PROJECT`: the project that is meant here when none is named. */
import { mistake, type UseCommand } from '../command';
import { scopePieces, type Verb } from '../verb';
import { projectFirst } from './watch';

const NONE = 'none';

export const use: Verb<UseCommand> = {
  words: ['use'],
  usage: 'use PROJECT',
  options: ['project', 'region', 'account', 'me'],
  read({ values, options, scope }) {
    if (values.length > 1) return mistake('use takes one project.', use.usage);
    const who = options.me ? { me: true as const } : {};
    const [first] = values;
    if (first && !first.quoted && first.text.toLowerCase() === NONE) return { do: 'use', none: true, ...who };
    const where = projectFirst(values, scope);
    if (where.project) return { do: 'use', ...where, ...who };
    return mistake('Which project? `projects` lists them; `use none` takes it back.', use.usage);
  },
  write: ({ project, region, none, me }) => [
    'use',
    ...(none ? [NONE] : []),
    ...(project ? [{ value: project, force: project.toLowerCase() === NONE }] : []),
    ...scopePieces(region ? { region } : {}),
    ...(me ? ['--me'] : []),
  ],
};

/** `use PROJECT`: the project that is meant here when none is named. */
import { mistake, type UseCommand } from '../command';
import { scopePieces, type Verb } from '../verb';
import { projectFirst } from './watch';

export const use: Verb<UseCommand> = {
  words: ['use'],
  usage: 'use PROJECT',
  options: ['project', 'region'],
  read({ values, scope }) {
    const where = projectFirst(values, scope);
    if (values.length > 1) return mistake('use takes one project.', use.usage);
    return where.project ? { do: 'use', ...where } : mistake('Which project?', use.usage);
  },
  write: ({ project, region }) => [
    'use',
    ...(project ? [{ value: project }] : []),
    ...scopePieces(region ? { region } : {}),
  ],
};

/** `projects`, `watches` and `help`: questions of one word. */
import { mistake, type PlainCommand } from '../command';
import type { Verb } from '../verb';

export const projects: Verb<PlainCommand> = {
  ...plain('projects', ['projects', 'project']),
  // `project NAME` asks for one of them.
  read: ({ verb, values: [first] }) =>
    verb === 'project' && first?.text ? { do: 'overview', project: first.text } : { do: 'projects' },
};
/** What follows it is politeness. */
export const help: Verb<PlainCommand> = plain('help', ['help', '?']);
export const watches: Verb<PlainCommand> = {
  ...plain('watches', ['watches']),
  read: ({ values }) =>
    values.length === 0 ? { do: 'watches' } : mistake('watches takes nothing.', 'watches'),
};

function plain(verb: PlainCommand['do'], words: readonly string[]): Verb<PlainCommand> {
  return { words, usage: verb, options: [], read: () => ({ do: verb }), write: () => [verb] };
}

/** What a thread is about once something was answered in it. */
import { commandFor, scopeIn } from '../question/about';
import type { Command } from '../question/command';
import type { Need, Settled } from './answerer';

/** The question with nothing left out, so that it can be asked again; undefined: the thread stays about what it was. */
export function topicOf(command: Command, settled: Settled<Need>): Command | undefined {
  const { subject, project } = settled as Partial<Settled<'resource'> & Settled<'project'>>;
  switch (command.do) {
    case 'diagnose':
    case 'logs':
    case 'events':
      return subject && { ...commandFor(subject), do: command.do };
    case 'overview':
    case 'image':
    case 'source':
      return project ? { ...command, ...scopeIn(project) } : command;
    default:
      return undefined;
  }
}

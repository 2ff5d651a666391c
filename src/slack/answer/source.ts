/** Can a build fetch this source, and would it succeed? */
import type { ProjectRef, SourceSubject } from '../../diagnosis/model/subject';
import { reportCard } from '../cards/report';
import type { SourceCommand } from '../question/command';
import { type Answerer, toAll } from './answerer';

/** What is asked of a repository. */
export function sourceSubject(
  { do: _do, project: _project, region: _region, account: _account, ...of }: SourceCommand,
  project: ProjectRef | undefined,
): SourceSubject {
  return { kind: 'source', of, ...(project ? { project } : {}) };
}

export const source: Answerer<SourceCommand, 'project-if-known'> = {
  needs: 'project-if-known',
  slow: true,
  async answer(command, { project, inquiry }) {
    const report = await inquiry.investigate(sourceSubject(command, project));
    return toAll(reportCard(report));
  },
};

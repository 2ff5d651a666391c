/** Can a build fetch this source, and would it succeed? */
import { reportCard } from '../cards/report';
import type { SourceCommand } from '../question/command';
import { type Answerer, toAll } from './answerer';

export const source: Answerer<SourceCommand, 'project-if-known'> = {
  needs: 'project-if-known',
  slow: true,
  async answer({ do: _do, project: _project, region: _region, ...of }, { project, inquiry }) {
    const report = await inquiry.investigate({ kind: 'source', of, ...(project ? { project } : {}) });
    return toAll(reportCard(report));
  },
};

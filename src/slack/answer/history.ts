/** What happened, as alerts kept it. */
import type { OverviewItem } from '../../diagnosis/model/diagnosis';
import { SourceError } from '../../diagnosis/model/evidence';
import { overviewWithoutLogs } from '../../diagnosis/model/without-logs';
import { historyCard } from '../cards/watches';
import type { HistoryCommand, Scope } from '../question/command';
import { type Answerer, aside, type Settled } from './answerer';
import { defaultScope } from './default-scope';

export const history: Answerer<HistoryCommand, 'nothing'> = {
  needs: 'nothing',
  async answer({ name, do: _, ...scope }, settled, deps) {
    const { asker, permission } = settled;
    const entries = await (await deps.alerts()).history(asker.place, name);
    const seen = entries.filter(({ incident }) => permission.sees(incident.subject.project));
    const now = seen.length === 0 && name !== undefined ? await failsNow(name, scope, settled) : undefined;
    return aside(historyCard(seen, name, now));
  },
};

/** What no alert has told of may fail all the same, and Code Engine says since when. */
async function failsNow(
  name: string,
  scope: Scope,
  { asker, permission, inquiry }: Settled<'nothing'>,
): Promise<OverviewItem | undefined> {
  try {
    const project = await inquiry.project({ ...(await defaultScope(asker, permission)), ...scope });
    if ('found' in project) return undefined;
    const overview = await inquiry.overview({ project: project.id, region: project.region });
    if ('found' in overview) return undefined;
    const { failing } = permission.logs(project) === 'asker' ? overviewWithoutLogs(overview) : overview;
    return failing.find(({ subject }) => subject.name === name);
  } catch (error) {
    // What happened is told without it.
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}

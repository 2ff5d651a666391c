/** Who may be told what: asked each time before a message is sent, so that rights that change count at once. */

import type { ProjectRef } from '../../diagnosis/model/subject';
import { withoutLogs } from '../../diagnosis/model/without-logs';
import { bareIncident } from './bare';
import type { DigestItem, View } from './messenger';

/** `nothing`: for this place the project does not exist. `no-logs`: everything but what logs say. */
export type Told = 'all' | 'no-logs' | 'nothing';

/** @param place channel, or the user of a direct message */
export type Audience = (place: string, project: ProjectRef) => Promise<Told>;

export const everybody: Audience = async () => 'all';

/** What of a view may be shown at a place; undefined: nothing. */
export async function forAudience(view: View, place: string, audience: Audience): Promise<View | undefined> {
  const told = (project: ProjectRef) => audience(place, project);
  const visible = async <T>(
    items: readonly T[],
    projectOf: (item: T) => ProjectRef,
  ): Promise<readonly T[]> => {
    const answers = await Promise.all(items.map((item) => told(projectOf(item))));
    return items.filter((_item, at) => answers[at] !== 'nothing');
  };
  const item = async (each: DigestItem): Promise<DigestItem> =>
    (await told(each.incident.subject.project)) === 'all'
      ? each
      : { ...each, incident: bareIncident(each.incident) };
  switch (view.type) {
    case 'incident': {
      const may = await told(view.incident.subject.project);
      if (may === 'nothing') return undefined;
      // A secret, registry or quota may be shared with projects that this place does not see.
      const affected = await visible(view.affected, ({ subject }) => subject.project);
      const report = view.report && may !== 'all' ? withoutLogs(view.report) : view.report;
      const incident = may === 'all' ? view.incident : bareIncident(view.incident);
      return { ...view, incident, affected, ...(report && { report }) };
    }
    case 'summary':
      return (await told(view.project)) === 'nothing' ? undefined : view;
    case 'watch-trouble': {
      const projects = await visible(view.projects, (project) => project);
      return projects.length === 0 ? undefined : { ...view, projects };
    }
    // These were counted for this place.
    case 'digest':
      return { ...view, worst: await Promise.all(view.worst.map(item)) };
    case 'daily':
    case 'digest-reminder':
      return { ...view, open: await Promise.all(view.open.map(item)) };
    // Its words are chosen where its incident is known.
    case 'note':
    case 'channel-trouble':
      return view;
  }
}

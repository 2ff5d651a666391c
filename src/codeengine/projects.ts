/** Projects of the configured regions. */
import { SourceError } from '../diagnosis/model/evidence';
import type { Project } from '../diagnosis/model/platform';
import type { CodeEngineSource } from '../diagnosis/model/sources';
import { gapIn } from '../http/pages';
import type { ApiV2 } from './api-v2';
import { restOf } from './lists';
import * as to from './mapping';
import * as schemas from './schemas';

/** Projects of every region. Regions that share one URL are asked once. */
export async function projectsOf(
  api: ApiV2,
  regions: readonly string[],
  signal: AbortSignal,
): ReturnType<CodeEngineSource['projects']> {
  const wanted = new Set(regions);
  const byUrl = new Map<string, string[]>();
  for (const region of wanted) {
    const url = api.urlOf(region);
    byUrl.set(url, [...(byUrl.get(url) ?? []), region]);
  }
  const projects = new Map<string, Project>();
  const failures: { region: string; error: string }[] = [];
  await Promise.all(
    [...byUrl.values()].map(async (together) => {
      const [asked = ''] = together;
      try {
        const words = { what: `the projects in ${together.join(', ')}` };
        const { items, unread, broke } = await api.list(
          asked,
          '/projects',
          'projects',
          words,
          schemas.project,
          signal,
        );
        for (const model of items) {
          const project = to.toProject(model, asked);
          if (wanted.has(project.region)) projects.set(project.id, project);
        }
        const gap = gapIn({ items, unread });
        if (gap) failures.push({ region: together.join(', '), error: `of ${words.what}, ${gap.detail}` });
        if (broke) {
          const { detail } = restOf('Projects', items.length, broke);
          failures.push({ region: together.join(', '), error: `of ${words.what}, ${detail}` });
        }
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        failures.push(...together.map((region) => ({ region, error: error.message })));
      }
    }),
  );
  const order = (a: { region: string }, b: { region: string }) => a.region.localeCompare(b.region);
  return {
    projects: [...projects.values()].sort((a, b) => order(a, b) || a.name.localeCompare(b.name)),
    failures: failures.sort(order),
  };
}

/** Apps that are well as long as nothing starts them again: their image is not to be had any more. */
import type { App } from '../model/platform';
import type { Report } from '../model/report';
import type { ImageSubject, ProjectRef } from '../model/subject';

/** Images of apps that are well which an overview asks the registry about; each is 3 to 6 calls of the registry. */
export const MOST_IMAGES = 12;
/** So many at the same time. */
const AT_ONCE = 4;

export interface NextStarts {
  /** Apps whose image is not to be had: their own investigation says why. */
  readonly suspects: readonly App[];
  /** Apps whose image was not looked at: the budget of calls or the time was used up, or the registry told nothing. */
  readonly unseen: number;
}

/**
 * Looks at the images of apps, each once with the apps' own secret. Never rejects.
 * @param apps ready ones
 */
export async function nextStarts(
  apps: readonly App[],
  project: ProjectRef,
  check: (image: ImageSubject) => Promise<Report>,
  signal: AbortSignal,
): Promise<NextStarts> {
  const byImage = new Map<string, App[]>();
  for (const app of apps) {
    if (app.imageReference === undefined) continue;
    const key = JSON.stringify([app.imageReference, app.imageSecret]);
    byImage.set(key, [...(byImage.get(key) ?? []), app]);
  }
  const groups = [...byImage.values()];
  const queue = groups.slice(0, MOST_IMAGES).values();
  const suspects: App[] = [];
  const seen = new Set<readonly App[]>();
  const worker = async () => {
    // All workers take from one queue.
    for (const group of queue) {
      const [first] = group;
      if (signal.aborted || !first) return;
      const report = await check(imageOf(first, project)).catch(() => undefined);
      if (!report || report.cause === 'unknown') continue;
      seen.add(group);
      if (report.state === 'failed') suspects.push(...group);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const unseen = groups.filter((group) => !seen.has(group)).flat().length;
  return { suspects, unseen };
}

function imageOf({ imageReference = '', imageSecret }: App, project: ProjectRef): ImageSubject {
  return {
    kind: 'image',
    reference: imageReference,
    project,
    ...(imageSecret === undefined ? { anonymous: true } : { secret: imageSecret }),
  };
}

/**
 * Apps that are well while their image is gone: nobody notices before the next start, which then fails. So the images of
 * apps that are well are looked at as well, rarely. Which were looked at is known to this process only: after a restart
 * they are looked at again, no faster.
 */
import type { App } from '../../diagnosis/model/platform';
import type { Report } from '../../diagnosis/model/report';
import type { ProjectRef } from '../../diagnosis/model/subject';
import { appFingerprint } from '../incident/fingerprint';
import type { Observation } from '../incident/observation';
import type { AlertRules } from '../rules';

interface Looked {
  readonly at: number;
  /** Apps with this image that were looked at since. */
  readonly apps: Set<string>;
  /** The image is not to be had: every app with it is looked at. */
  bad: boolean;
}

/** Images of all projects that are remembered at most. */
const MOST_KNOWN = 10_000;

export class NextStarts {
  readonly #looked = new Map<string, Looked>();

  constructor(private readonly rules: Pick<AlertRules, 'imageInterval' | 'imageChecks'>) {}

  /**
   * Apps whose next start is to be looked at now, a few at a time: of each image one in `imageInterval`.
   * @param busy keys of workloads of which this look tells anyway
   */
  due(
    project: ProjectRef,
    apps: readonly App[],
    busy: ReadonlySet<string>,
    now: number,
  ): readonly Observation[] {
    this.#forget(now);
    const found: Observation[] = [];
    for (const app of apps) {
      if (found.length >= this.rules.imageChecks) break;
      const key = `${project.id}/app/${app.name}`;
      // Only a ready app has a start behind it.
      if (app.status !== 'ready' || !app.imageReference || busy.has(key)) continue;
      const image = imageOf(project, app);
      const before = this.#looked.get(image);
      if (before && !(before.bad && !before.apps.has(app.name))) continue;
      if (before) before.apps.add(app.name);
      else this.#looked.set(image, { at: now, apps: new Set([app.name]), bad: false });
      const subject = { kind: 'app', name: app.name, project } as const;
      found.push({
        kind: 'apps',
        what: 'checked',
        key,
        subject,
        evidenceOf: subject,
        ...(app.latestCreatedRevision !== undefined && { run: app.latestCreatedRevision }),
        at: now,
        firstAt: now,
        times: 1,
        fingerprint: appFingerprint(app),
        entries: [],
      });
    }
    return found;
  }

  /** What a look found. Other apps with an image that is gone are looked at next. */
  heard({ subject: { project }, fingerprint }: Observation, report: Report): void {
    const looked = this.#looked.get(
      imageOf(project, { imageReference: fingerprint.image, imageSecret: fingerprint.secret }),
    );
    if (looked) looked.bad = cannotStartAgain(report);
  }

  #forget(now: number): void {
    for (const [image, { at }] of this.#looked) {
      if (now - at < this.rules.imageInterval && this.#looked.size <= MOST_KNOWN) break;
      this.#looked.delete(image);
    }
  }
}

/** Whether an app that is well will not start a second time, as our own check of its registry shows. */
export function cannotStartAgain({ standing, confidence }: Report): boolean {
  return standing === 'next-start' && confidence === 'proven';
}

/** Whether our own check shows that its image can be had. */
export function canStartAgain({ registry }: Report): boolean {
  return registry?.outcome === 'accessible';
}

function imageOf(
  project: ProjectRef,
  {
    imageReference = '',
    imageSecret = '',
  }: { readonly imageReference?: string | undefined; readonly imageSecret?: string | undefined },
): string {
  return `${project.id} ${imageReference} ${imageSecret}`;
}

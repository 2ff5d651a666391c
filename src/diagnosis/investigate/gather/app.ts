/** Evidence on apps. */
import type { Evidence, Gathered } from '../../model/evidence';
import type { App, AppRevision, WorkloadSpec } from '../../model/platform';
import { present } from '../../model/present';
import type { ProjectRef } from '../../model/subject';
import type { Gatherer } from './gatherer';
import { gatherOrigin } from './origin';
import { askPods, gatherPods, isOf, type PodTraces } from './pods';

/** An app is judged by its newest revision. */
export async function gatherApp(gatherer: Gatherer, project: ProjectRef, name: string): Promise<Evidence> {
  const { codeEngine } = gatherer;
  const asked = askPods(gatherer, project, { app: name });
  const [{ app, revision }, instances] = await Promise.all([
    appAndRevision(gatherer, project, name),
    gatherer.ask((signal) => codeEngine.instancesOf(project, name, signal)),
  ]);
  if (app.state === 'missing') return { app };
  const revisionName = nameOfRevision(app.value, revision);
  const spec: WorkloadSpec = present(revision) ?? app.value;
  const detail = revisionName
    ? gatherer.ask((signal) => codeEngine.revisionDetail(project, revisionName, signal))
    : undefined;
  const check = detail?.then((known) => gatherer.checkImageOf(project, spec, present(known)?.imageDigest));
  const [revisionDetail, pods, registry, origin] = await Promise.all([
    detail,
    podsOfRevision(gatherer, project, name, revisionName, asked),
    check,
    gatherOrigin(
      gatherer,
      project,
      app.value,
      spec.imageReference,
      check,
      portOfFailure(app.value, revision),
    ),
  ]);
  return {
    app,
    revision,
    instances,
    ...(revisionDetail && { revisionDetail }),
    ...pods,
    ...(registry && { registry }),
    ...(origin && { origin }),
  };
}

/** Port at which a revision was asked that started and never answered; Code Engine asks at 8080 unless it says otherwise. */
function portOfFailure(app: App, revision: Gathered<AppRevision>): number | undefined {
  const newest = present(revision);
  const neverAnswered = /^(?:initial_scale_never_achieved|container_failed_)/.test(newest?.reason ?? '');
  return neverAnswered ? (newest?.imagePort ?? app.imagePort ?? 8080) : undefined;
}

/** An app, and the newest of its revisions. */
export async function appAndRevision(
  gatherer: Gatherer,
  project: ProjectRef,
  name: string,
): Promise<{ readonly app: Gathered<App>; readonly revision: Gathered<AppRevision> }> {
  const { codeEngine } = gatherer;
  const [app, revisions] = await Promise.all([
    gatherer.ask((signal) => codeEngine.app(project, name, signal)),
    gatherer.ask((signal) => codeEngine.revisionsOf(project, name, signal)),
  ]);
  if (revisions.state === 'missing') return { app, revision: revisions };
  const latest = present(app)?.latestCreatedRevision;
  const value = revisions.value.find((one) => one.name === latest) ?? revisions.value[0];
  const none = { state: 'missing', reason: 'not-found', detail: 'the app has no revision yet' } as const;
  // One that cannot be read matters where the newest may be it.
  const gap = value?.name === latest ? undefined : revisions.gap;
  return { app, revision: value ? { state: 'present', value, ...(gap && { gap }) } : none };
}

/** The app tells its newest revision's name, also where the revision itself cannot be read. */
export function nameOfRevision(app: App, revision: Gathered<AppRevision>): string | undefined {
  return present(revision)?.name ?? app.latestCreatedRevision;
}

/**
 * Pods, events and logs of a revision; of the whole app when it has none.
 * @param asked pods of the app
 */
export function podsOfRevision(
  gatherer: Gatherer,
  project: ProjectRef,
  app: string,
  revision: string | undefined,
  asked = askPods(gatherer, project, { app }),
): Promise<PodTraces> {
  if (!revision) return gatherPods(gatherer, project, asked, [app]);
  const own = asked.then((found) =>
    found.state === 'present' ? { ...found, value: found.value.filter((pod) => isOf(pod, revision)) } : found,
  );
  return gatherPods(gatherer, project, own, [app, revision]);
}

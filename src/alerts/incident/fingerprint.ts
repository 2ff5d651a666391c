/** What a run or an app was made of, so that a later success can be compared with the failure. Pure. */
import { hostOf } from '../../diagnosis/model/image-host';
import type { App, BuildRun, Fleet, JobRun } from '../../diagnosis/model/platform';
import type { Fingerprint } from '../../store/port';

function known(facts: Readonly<Record<string, string | number | undefined>>): Fingerprint {
  return Object.fromEntries(
    Object.entries(facts)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [name, String(value)]),
  );
}

/** What of a build run may explain that it fails now and did not before; what is not known is left out. */
export function buildRunFingerprint(run: BuildRun): Fingerprint {
  return known({
    commit: run.gitCommitSha,
    branch: run.sourceRevision ?? run.gitBranchName,
    source: run.sourceUrl,
    'source secret': run.sourceSecret,
    'context directory': run.sourceContextDir,
    strategy: run.strategyType,
    Dockerfile: run.strategySpecFile,
    size: run.strategySize,
    timeout: run.timeout,
    image: run.outputImage,
    secret: run.outputSecret,
    digest: run.outputDigest,
  });
}

/** What of an app may explain that it fails now and did not before; what is not known is left out. */
export function appFingerprint(app: App): Fingerprint {
  return known({
    revision: app.latestCreatedRevision,
    image: app.imageReference,
    secret: app.imageSecret,
    port: app.imagePort,
    memory: app.memoryLimit,
    cpu: app.cpuLimit,
    storage: app.ephemeralStorageLimit,
    command: words(app.commands, app.arguments),
    'build run': app.buildRun,
  });
}

/** What of a job run may explain that it fails now and did not before; what is not known is left out. */
export function jobRunFingerprint(run: JobRun): Fingerprint {
  return known({
    image: run.imageReference,
    secret: run.imageSecret,
    memory: run.memoryLimit,
    cpu: run.cpuLimit,
    storage: run.ephemeralStorageLimit,
    command: words(run.commands, run.arguments),
    'time limit': run.maxExecutionTime,
  });
}

/** What of a fleet may explain that it fails now and did not before; what is not known is left out. */
export function fleetFingerprint(fleet: Fleet): Fingerprint {
  return known({
    image: fleet.imageReference,
    secret: fleet.imageSecret,
    'subnet pool': fleet.subnetPools.join(' '),
    memory: fleet.memoryLimit,
    cpu: fleet.cpuLimit,
    command: words(fleet.commands, fleet.arguments),
  });
}

function words(...lists: readonly (readonly string[] | undefined)[]): string {
  return lists.flatMap((list) => list ?? []).join(' ');
}

/** Registry host of the image. */
export function imageHost(fingerprint: Fingerprint): string | undefined {
  return fingerprint.image === undefined ? undefined : hostOf(fingerprint.image);
}

/** What differs, a phrase each, the most telling first: `new commit 1a2b3c4`, `size large instead of medium`. */
export function changesBetween(failure: Fingerprint, success: Fingerprint): readonly string[] {
  const changes: string[] = [];
  const differs = (name: string) => success[name] !== undefined && success[name] !== failure[name];
  if (differs('commit')) changes.push(`new commit ${success.commit?.slice(0, 7)}`);
  if (differs('revision')) changes.push(`new revision ${success.revision}`);
  for (const name of Object.keys({ ...failure, ...success })) {
    if (['commit', 'revision', 'digest'].includes(name) || failure[name] === success[name]) continue;
    if (success[name] === undefined) changes.push(`no ${name} any more (was ${failure[name]})`);
    else if (failure[name] === undefined) changes.push(`${name} ${success[name]}`);
    else changes.push(`${name} ${success[name]} instead of ${failure[name]}`);
  }
  // What failed may never have had an image: that there is one now is what the change led to.
  if (differs('digest') && (failure.digest !== undefined || changes.length === 0))
    changes.push(`new image ${success.digest?.slice(0, 19)}`);
  return changes;
}

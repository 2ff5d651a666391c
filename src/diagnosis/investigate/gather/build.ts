/** Evidence on builds and build runs. */
import type { Evidence, Gathered } from '../../model/evidence';
import type { BuildRun, Pod } from '../../model/platform';
import type { GoodRun } from '../../model/source-changes';

import type { ProjectRef } from '../../model/subject';
import type { Gatherer } from './gatherer';
import { withGap } from './gatherer';
import { askPods, gatherPods, type PodTraces, podsOf } from './pods';
import { gatherRemovedRun } from './removed-run';
import { gatherSource } from './source';

/**
 * A build is judged by its newest run.
 * @param port at which the app of its image is asked, and does not start: the source is looked at, too
 */
export async function gatherBuild(
  gatherer: Gatherer,
  project: ProjectRef,
  name: string,
  port?: number,
): Promise<Evidence> {
  const { codeEngine } = gatherer;
  const pods = askPods(gatherer, project, { build: name });
  const [build, runs] = await Promise.all([
    gatherer.ask((signal) => codeEngine.build(project, name, signal)),
    gatherer.ask((signal) => codeEngine.buildRunsOf(project, name, signal)),
  ]);
  if (runs.state === 'missing') return { build, buildRun: runs };
  const newest = runs.value[0];
  if (!newest) return { build };
  const around = await aroundRun(gatherer, project, newest, pods, async () => runs.value, port);
  return { build, ...withGap(around, 'buildRun', runs) };
}

/**
 * One run, with the build that it is of.
 * @param port as for {@link gatherBuild}
 */
export async function gatherBuildRun(
  gatherer: Gatherer,
  project: ProjectRef,
  name: string,
  port?: number,
): Promise<Evidence> {
  const { codeEngine } = gatherer;
  const pods = askPods(gatherer, project, { buildRun: name });
  const run = await gatherer.ask((signal) => codeEngine.buildRun(project, name, signal));
  if (run.state === 'missing')
    return { buildRun: run, ...(await gatherRemovedRun(gatherer, 'buildrun', project, name, run)) };
  const buildName = run.value.buildName;
  const [build, around] = await Promise.all([
    buildName ? gatherer.ask((signal) => codeEngine.build(project, buildName, signal)) : undefined,
    aroundRun(
      gatherer,
      project,
      run.value,
      pods,
      async () => {
        if (!buildName) return [];
        const runs = await gatherer.ask((signal) => codeEngine.buildRunsOf(project, buildName, signal));
        return runs.state === 'present' ? runs.value : [];
      },
      port,
    ),
  ]);
  return { ...(build && { build }), ...around };
}

/**
 * Pods, events and logs of a build run.
 * @param asked pods among which its own may be
 */
export function podsOfBuildRun(
  gatherer: Gatherer,
  project: ProjectRef,
  run: string,
  asked?: Promise<Gathered<readonly Pod[]>>,
): Promise<PodTraces> {
  const selector = { buildRun: run };
  const pods = asked ? podsOf(gatherer, project, asked, run, selector) : selector;
  return gatherPods(gatherer, project, pods, [run]);
}

async function aroundRun(
  gatherer: Gatherer,
  project: ProjectRef,
  run: BuildRun,
  asked: Promise<Gathered<readonly Pod[]>>,
  /** Runs of the same build, newest first. */
  siblings: () => Promise<readonly BuildRun[]>,
  port: number | undefined,
): Promise<Evidence> {
  const failed = run.status === 'failed';
  const [buildRunDetail, pods, registry, source] = await Promise.all([
    gatherer.ask((signal) => gatherer.codeEngine.buildRunDetail(project, run.name, signal)),
    podsOfBuildRun(gatherer, project, run.name, asked),
    run.outputImage && (failed || run.status === 'succeeded')
      ? gatherer.checkImage(project, run.outputImage, {
          purpose: failed ? 'push' : 'pull',
          ...(run.outputSecret !== undefined && { secret: run.outputSecret }),
        })
      : undefined,
    failed || port !== undefined
      ? gatherSource(gatherer, run, {
          project,
          ...(run.gitCommitSha && { commit: run.gitCommitSha }),
          ...(failed && { since: async () => goodBefore(run, await siblings()) }),
          ...(port !== undefined && { port }),
        })
      : undefined,
  ]);
  return {
    buildRun: { state: 'present', value: run },
    buildRunDetail,
    ...pods,
    ...(registry && { registry }),
    ...(source && { source }),
  };
}

/** The last run before `run` that succeeded, and whose commit is known. */
function goodBefore(run: BuildRun, newestFirst: readonly BuildRun[]): GoodRun | undefined {
  const at = newestFirst.findIndex(({ name }) => name === run.name);
  const good = newestFirst
    .slice(at + 1)
    .find(({ status, gitCommitSha }) => status === 'succeeded' && /^[0-9a-f]{40}$/.test(gitCommitSha ?? ''));
  if (at < 0 || good?.gitCommitSha === undefined) return undefined;
  const ended = good.completionTime ?? good.createdAt;
  return { run: good.name, commit: good.gitCommitSha, ...(ended !== undefined && { at: ended }) };
}

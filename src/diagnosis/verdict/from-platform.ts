/** Structured reasons of the platform: status reasons, container states, Shipwright and Knative conditions. */

import type { PlatformReason } from '../causes/index';
import { causesOfReason, traitsOf } from '../causes/index';
import type { CauseId } from '../model/cause-id';
import type { Evidence } from '../model/evidence';
import type { Pod, PodContainer } from '../model/platform';
import { present } from '../model/present';
import type { Candidate, Side } from './candidate';

/** Candidates that the reason enums name. */
export function fromPlatform(evidence: Evidence, side: Side): readonly Candidate[] {
  const found: Candidate[] = [];
  const add = (of: PlatformReason['of'], value: string | undefined, where: string, text = value) => {
    if (!value) return;
    for (const { cause: named, strength } of causesOfReason(of, value)) {
      const cause = onSide(named, side);
      if (!cause) continue;
      found.push({
        cause,
        strength,
        confidence: strength === 'decisive' ? 'proven' : 'possible',
        proof: { source: 'platform', text: text ?? value, where },
      });
    }
  };

  const project = present(evidence.project);
  if (project) add('project', project.status, `project ${project.name}`);

  if (side === 'build') {
    const build = present(evidence.build);
    const run = present(evidence.buildRun);
    const detail = present(evidence.buildRunDetail);
    if (build) add('build', build.reason, `build ${build.name}`);
    if (run) add('build-run', run.reason, `build run ${run.name}`);
    if (run && detail) {
      add('shipwright', detail.reason, `build run ${run.name}`, joined(detail.reason, detail.message));
      add(
        'shipwright-failure',
        detail.failureReason,
        `build run ${run.name}`,
        joined(detail.failureReason, detail.failureMessage),
      );
    }
  } else {
    const app = present(evidence.app);
    const revision = present(evidence.revision);
    const jobRun = present(evidence.jobRun);
    const fn = present(evidence.function);
    if (app) add('app', app.reason, `app ${app.name}`);
    if (revision) add('revision', revision.reason, `revision ${revision.name}`);
    for (const { index, resultCode } of present(evidence.fleetTasks) ?? []) {
      if (!resultCode) continue;
      const where = `task ${index ?? ''} of fleet ${present(evidence.fleet)?.name ?? ''}`.trim();
      add(
        'job-run-index',
        `ContainerExitedCode${resultCode}`,
        where,
        `The program ended with exit code ${resultCode}`,
      );
    }
    for (const index of jobRun?.indices ?? []) {
      if (index.status === 'succeeded') continue;
      add('job-run-index', index.lastFailureReason, `job run ${jobRun?.name}, index ${index.index}`);
    }
    if (fn) add('function', fn.reason, `function ${fn.name}`);
    for (const instance of present(evidence.instances) ?? []) {
      if (!belongs(instance.revisionName, revision?.name)) continue;
      add('container', instance.current?.reason, `instance ${instance.name}`);
      add('container', instance.last?.reason, `instance ${instance.name}, previous start`);
    }
  }
  for (const pod of present(evidence.pods) ?? []) addPod(pod, add);
  return found;
}

function addPod(
  pod: Pod,
  add: (of: PlatformReason['of'], value: string | undefined, where: string, text?: string) => void,
): void {
  add('pod', pod.reason, `pod ${pod.name}`, joined(pod.reason, pod.message));
  for (const container of pod.containers) {
    for (const state of containerStates(container)) {
      add('container', state.reason, `${pod.name}/${container.name}`, joined(state.reason, state.message));
    }
  }
}

/** The states of a container that may carry a reason, worst news first. A clean end carries none. */
export function containerStates(
  container: PodContainer,
): readonly { readonly reason?: string; readonly message?: string }[] {
  const ended = [container.terminated, container.lastTerminated].filter(
    (state) => state && state.exitCode !== 0,
  );
  return [container.waiting, ...ended].flatMap((state) => (state ? [state] : []));
}

/** Instances of older revisions say nothing about the one in question. */
function belongs(revisionName: string | undefined, asked: string | undefined): boolean {
  return !asked || !revisionName || revisionName === asked;
}

function joined(reason: string | undefined, message: string | undefined): string | undefined {
  return reason && message ? `${reason}: ${message}` : (message ?? reason);
}

/**
 * Kubernetes uses one word where the catalogue tells a build step from a running container. Undefined: of a build
 * step it says only that the step failed.
 */
export function onSide(cause: CauseId, side: Side): CauseId | undefined {
  if (side !== 'build') return cause;
  const { inBuild = cause } = traitsOf(cause);
  return inBuild === 'nothing' ? undefined : inBuild;
}

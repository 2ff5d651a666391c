/** Pods of a workload, their events and their logs. */
import type { Evidence, Gathered } from '../../model/evidence';
import { listed } from '../../model/listed';
import type { LogExcerpt, Pod, PodContainer } from '../../model/platform';
import type { PodSelector } from '../../model/sources';
import type { ProjectRef } from '../../model/subject';
import type { Gatherer } from './gatherer';

/** Lines that are asked for of each container's log; the adapter bounds the bytes. */
const LOG_TAIL_LINES = 5000;
/** Containers that Code Engine adds and that never hold the reason. */
const SYSTEM_CONTAINERS = new Set(['queue-proxy', 'place-tools', 'working-dir-initializer']);
/** Pods of one workload that are read; a job array may have a thousand. */
const MOST_PODS = 5;

/** What pods leave behind. */
export type PodTraces = Pick<Evidence, 'pods' | 'events' | 'logs'>;

/** The pods that a selector means, or were found already. */
type Pods = PodSelector | Promise<Gathered<readonly Pod[]>>;

/** Pods alone: who knows what they belong to sooner than which of them count asks for them beforehand. */
export function askPods(
  gatherer: Gatherer,
  project: ProjectRef,
  selector: PodSelector,
): Promise<Gathered<readonly Pod[]>> {
  return gatherer.ask((signal) => gatherer.codeEngine.pods(project, selector, signal));
}

/** Those of one run or revision. Where all that were asked for tell nothing of it, it is asked for itself. */
export async function podsOf(
  gatherer: Gatherer,
  project: ProjectRef,
  all: Promise<Gathered<readonly Pod[]>>,
  owner: string,
  selector: PodSelector,
): Promise<Gathered<readonly Pod[]>> {
  const pods = await all;
  if (pods.state === 'missing') return pods;
  const value = pods.value.filter((pod) => isOf(pod, owner));
  return value.length > 0 ? { ...pods, value } : askPods(gatherer, project, selector);
}

/** Whether a pod belongs to a run or revision; one whose labels do not tell may. */
export function isOf({ of }: Pod, owner: string): boolean {
  return of === undefined || of === owner;
}

/** The pods, and the events of them and of their `owners`. */
export async function gatherPods(
  gatherer: Gatherer,
  project: ProjectRef,
  which: Pods,
  owners: readonly string[],
): Promise<PodTraces> {
  const { codeEngine } = gatherer;
  const found = await (which instanceof Promise ? which : askPods(gatherer, project, which));
  const pods: typeof found =
    found.state === 'present' ? { ...found, value: found.value.map(inOrderOfWork) } : found;
  const telling = pods.state === 'present' ? tellingPods(pods.value) : [];
  const objects = [...owners, ...telling.map((pod) => pod.name)];
  const [events, logs] = await Promise.all([
    gatherer.ask(async (signal) => {
      const all = await codeEngine.events(project, objects, signal);
      const read = all.map((event) => ({ ...event, message: withoutBlankLines(event.message) }));
      return listed(read, all.gap);
    }),
    pods.state === 'missing' ? pods : gatherLogs(gatherer, project, telling),
  ]);
  return { pods, events, logs };
}

async function gatherLogs(
  gatherer: Gatherer,
  project: ProjectRef,
  pods: readonly Pod[],
): Promise<Gathered<readonly LogExcerpt[]>> {
  const wanted = pods.flatMap((pod) =>
    pod.containers
      .filter((container) => hasLog(container))
      .flatMap((container) => [
        { pod: pod.name, container: container.name, previous: false },
        ...(container.lastTerminated ? [{ pod: pod.name, container: container.name, previous: true }] : []),
      ]),
  );
  if (wanted.length === 0) {
    return pods.length === 0
      ? {
          state: 'missing',
          reason: 'gone',
          detail: 'the pods are gone, and their logs with them',
          cure: 'Run it again. With CLOUD_LOGS set, ce-image reads what IBM Cloud Logs has kept.',
        }
      : { state: 'present', value: [] };
  }
  const read = await Promise.all(
    wanted.map((one) =>
      gatherer.ask(async (signal): Promise<LogExcerpt> => {
        const options = { tailLines: LOG_TAIL_LINES, previous: one.previous };
        const log = await gatherer.codeEngine.podLog(project, one.pod, one.container, options, signal);
        return { ...one, ...log };
      }),
    ),
  );
  const present = read.flatMap((log) => (log.state === 'present' ? [log.value] : []));
  const failures = read.flatMap((log) => (log.state === 'missing' ? [log] : []));
  const failure = failures.find(({ reason }) => reason !== 'not-found') ?? failures[0];
  if (failure && present.length === 0) return failure;
  // A container that has no log yet is no gap.
  if (!failure || failure.reason === 'not-found') return { state: 'present', value: present };
  const { state: _, ...gap } = failure;
  return { state: 'present', value: present, gap };
}

/** Pods that failed or wait come before those that run, newest first. */
function tellingPods(pods: readonly Pod[]): readonly Pod[] {
  const trouble = (pod: Pod) =>
    pod.phase === 'Failed' || pod.containers.some((one) => one.waiting || (one.restarts ?? 0) > 0) ? 0 : 1;
  return [...pods]
    .sort((a, b) => trouble(a) - trouble(b) || (b.createdAt ?? '').localeCompare(a.createdAt ?? ''))
    .slice(0, MOST_PODS);
}

/** Kubernetes lists the containers of a pod in no order that tells of time. */
function inOrderOfWork(pod: Pod): Pod {
  return { ...pod, containers: pod.containers.toSorted((a, b) => turnOf(a) - turnOf(b)) };
}

/** A build gets its source, builds, and looks after the image that it pushed. Names: Shipwright's steps. */
function turnOf({ name }: PodContainer): number {
  if (/^step-(?:source|git|bundle)/.test(name)) return 0;
  return /^step-(?:image|push)/.test(name) ? 2 : 1;
}

function withoutBlankLines(text: string): string {
  return text.trim().replace(/[ \t]*\r?\n\s*/g, '\n');
}

function hasLog(container: PodContainer): boolean {
  if (SYSTEM_CONTAINERS.has(container.name)) return false;
  return Boolean(container.terminated || container.running || container.lastTerminated);
}

import { type EventStory, minutes, type PodCondition } from '../world';

/** What kubelet says when a container of an image comes up. */
export function started(
  image: string,
  container: string,
  options: { readonly seconds?: number; readonly place?: string } = {},
): EventStory[] {
  const seconds = options.seconds ?? 3.642;
  return [
    scheduled(),
    { after: 1_200, type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"` },
    {
      after: 1_200 + seconds * 1_000,
      type: 'Normal',
      reason: 'Pulled',
      message: `Successfully pulled image "${image}" in ${seconds}s (${seconds}s including waiting). Image size: 84112908 bytes.`,
    },
    {
      after: 1_300 + seconds * 1_000,
      type: 'Normal',
      reason: 'Created',
      message: `Created container ${container}`,
    },
    {
      after: 1_500 + seconds * 1_000,
      type: 'Normal',
      reason: 'Started',
      message: `Started container ${container}`,
    },
  ];
}

export function scheduled(): EventStory {
  return {
    after: 300,
    type: 'Normal',
    reason: 'Scheduled',
    message: 'Successfully assigned {namespace}/{name} to {node}',
    component: 'default-scheduler',
  };
}

/** What kubelet says, again and again, of an image that it cannot pull. `age` is the pod's, in milliseconds. */
export function pullFailing(image: string, error: string, age: number): EventStory[] {
  const tries = Math.min(6, 1 + Math.floor(Math.log2(1 + age / minutes(0.3))));
  const lastTry = Math.max(2_000, age - minutes(1.5));
  const often = { count: tries, lastAfter: lastTry, repeatsEvery: minutes(5) };
  const waits = Math.max(2, Math.floor(age / 14_000));
  return [
    scheduled(),
    { after: 1_200, type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"`, ...often },
    {
      after: 1_900,
      type: 'Warning',
      reason: 'Failed',
      message: `Failed to pull image "${image}": ${error}`,
      ...often,
    },
    { after: 1_900, type: 'Warning', reason: 'Failed', message: 'Error: ErrImagePull', ...often },
    {
      after: 3_100,
      type: 'Normal',
      reason: 'BackOff',
      message: `Back-off pulling image "${image}"`,
      count: waits,
      lastAfter: Math.max(4_000, age - 9_000),
      repeatsEvery: 14_000,
    },
    {
      after: 3_100,
      type: 'Warning',
      reason: 'Failed',
      message: 'Error: ImagePullBackOff',
      count: waits,
      lastAfter: Math.max(4_000, age - 9_000),
      repeatsEvery: 14_000,
    },
  ];
}

/** A container's state while its image cannot be pulled. */
export function pullBackOff(image: string, error: string) {
  return {
    waiting: 'ImagePullBackOff',
    message: `Back-off pulling image "${image}": ErrImagePull: ${error}`,
  };
}

/** Conditions of a pod that was placed and never got ready. */
export function notReady(container: string): PodCondition[] {
  return [
    { type: 'PodScheduled', status: 'True' },
    {
      type: 'ContainersReady',
      status: 'False',
      reason: 'ContainersNotReady',
      message: `containers with unready status: [${container}]`,
    },
  ];
}

/** How containerd reports a reference that it could not resolve. */
export function unresolved(image: string, why: string): string {
  return `rpc error: code = Unknown desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${why}`;
}

/** Objects of Kubernetes, Shipwright and Knative, as far as ce-image reads them, in the core's words. */
import { z } from 'zod';
import type {
  BuildRunDetail,
  PlatformEvent,
  Pod,
  PodContainer,
  ResourceQuota,
  RevisionDetail,
  RevisionPin,
} from '../diagnosis/model/platform';
import { elements, listing, optional } from '../http/pages';

const string = optional(z.string());
const number = optional(z.number());

const condition = z.object({ type: z.string(), status: string, reason: string, message: string });
const conditions = elements(condition);

const metadata = z.object({
  name: z.string(),
  creationTimestamp: string,
  labels: optional(z.record(z.string(), z.string())),
});

const terminated = optional(
  z.object({ reason: string, message: string, exitCode: number, startedAt: string, finishedAt: string }),
);

const containerState = optional(
  z.object({
    waiting: optional(z.object({ reason: string, message: string })),
    running: optional(z.object({ startedAt: string })),
    terminated,
  }),
);

const containerStatus = z.object({
  name: z.string(),
  image: string,
  imageID: string,
  ready: optional(z.boolean()),
  restartCount: number,
  state: containerState,
  lastState: containerState,
});

const containerSpec = z.object({ name: z.string(), image: string });

/** Labels of what a pod was made for. */
const ownerLabels = [
  'buildrun.shipwright.io/name',
  'codeengine.cloud.ibm.com/job-run',
  'serving.knative.dev/revision',
];

export const pod = z
  .object({
    metadata,
    spec: optional(
      z.object({
        initContainers: elements(containerSpec),
        containers: elements(containerSpec),
      }),
    ),
    status: optional(
      z.object({
        phase: string,
        reason: string,
        message: string,
        conditions,
        initContainerStatuses: elements(containerStatus),
        containerStatuses: elements(containerStatus),
      }),
    ),
  })
  .transform(({ metadata: { name, creationTimestamp, labels = {} }, spec, status }): Pod => {
    const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    const byName = new Map(statuses.map((one) => [one.name, toContainer(one)]));
    // A pod that no node took yet has containers, but no status of them.
    const specs = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
    for (const one of specs) if (!byName.has(one.name)) byName.set(one.name, one);
    return {
      name,
      of: ownerLabels.map((label) => labels[label]).find(Boolean),
      phase: status?.phase,
      reason: status?.reason,
      message: status?.message,
      createdAt: creationTimestamp,
      containers: [...byName.values()],
      conditions: (status?.conditions ?? [])
        .filter((one) => one.status !== 'True')
        .map(({ type, reason, message }) => ({ type, reason, message })),
    };
  });

function toContainer(status: z.output<typeof containerStatus>): PodContainer {
  const last = status.lastState?.terminated;
  return {
    name: status.name,
    image: status.image,
    imageId: status.imageID,
    ready: status.ready,
    restarts: status.restartCount,
    waiting: status.state?.waiting,
    running: status.state?.running,
    terminated: status.state?.terminated,
    lastTerminated: last && { reason: last.reason, message: last.message, exitCode: last.exitCode },
  };
}

/** Event of the core API, with the fields of both its generations. */
export const event = z
  .object({
    type: string,
    reason: string,
    message: optional(z.string()),
    count: number,
    firstTimestamp: string,
    lastTimestamp: string,
    eventTime: string,
    series: optional(z.object({ count: number, lastObservedTime: string })),
    source: optional(z.object({ component: string })),
    reportingComponent: string,
    involvedObject: optional(z.object({ kind: string, name: string })),
    metadata: optional(z.object({ creationTimestamp: string })),
  })
  .transform((model) => {
    const { involvedObject: object, series } = model;
    const first = model.firstTimestamp ?? model.eventTime ?? model.metadata?.creationTimestamp;
    const seen: PlatformEvent = {
      type: model.type,
      reason: model.reason,
      message: model.message ?? '',
      object: object && [object.kind, object.name].filter(Boolean).join('/'),
      count: series?.count ?? model.count,
      firstSeen: first,
      lastSeen: series?.lastObservedTime ?? model.lastTimestamp ?? first,
      source: model.source?.component || model.reportingComponent || undefined,
    };
    return { about: object?.name, seen };
  });

const quantities = optional(z.record(z.string(), z.string()));

export const resourceQuota = z
  .object({ status: optional(z.object({ hard: quantities, used: quantities })) })
  .transform(({ status }): readonly ResourceQuota[] =>
    Object.entries(status?.hard ?? {}).map(([resource, hard]) => ({
      resource,
      hard,
      used: status?.used?.[resource] ?? '0',
    })),
  );

/** Shipwright, `shipwright.io/v1beta1`. */
export const buildRunObject = z
  .object({
    status: optional(
      z.object({
        conditions,
        failureDetails: optional(
          z.object({
            reason: string,
            message: string,
            location: optional(z.object({ pod: string, container: string })),
          }),
        ),
      }),
    ),
  })
  .transform(({ status }): BuildRunDetail => {
    const succeeded = status?.conditions?.find(({ type }) => type === 'Succeeded');
    const failure = status?.failureDetails;
    return {
      reason: succeeded?.reason,
      message: succeeded?.message,
      failureReason: failure?.reason,
      failureMessage: failure?.message,
      failedContainer: failure?.location?.container,
      failedPod: failure?.location?.pod,
    };
  });

/** A reference by digest, `HOST/PATH@sha256:…`. */
const PINNED = /@sha256:[0-9a-f]{64}$/;

/** The container of an app that runs the user's image. */
const USER_CONTAINER = 'user-container';

/** The container of the user's own image, or the only one. */
function userContainer<C extends { readonly name?: string | undefined }>(
  containers: readonly C[],
): C | undefined {
  return containers.find(({ name }) => name === USER_CONTAINER) ?? containers[0];
}

/** Knative, `serving.knative.dev/v1`. */
const revisionStatus = optional(
  z.object({
    conditions,
    containerStatuses: elements(z.object({ name: string, imageDigest: string })),
    initContainerStatuses: elements(z.object({ imageDigest: string })),
  }),
);

const anyArray = optional(z.array(z.unknown()));

/** Every container pins its image: those beside the user's own want theirs just as much. */
export const revisionPin = z
  .object({
    metadata,
    spec: optional(z.object({ containers: anyArray, initContainers: anyArray })),
    status: revisionStatus,
  })
  .transform(({ metadata: { name, creationTimestamp, labels }, spec, status }): RevisionPin => {
    const app = labels?.['serving.knative.dev/service'];
    const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    const images = statuses.flatMap(({ imageDigest }) =>
      imageDigest && PINNED.test(imageDigest) ? [imageDigest] : [],
    );
    const containers = (spec?.containers?.length ?? 0) + (spec?.initContainers?.length ?? 0);
    return {
      revision: name,
      ...(app && { app }),
      images,
      ...(images.length < Math.max(containers, statuses.length, 1) && { open: true as const }),
      ...(creationTimestamp !== undefined && { createdAt: creationTimestamp }),
    };
  });

export const revisionObject = z
  .object({
    status: revisionStatus,
  })
  .transform(({ status }): RevisionDetail => {
    const user = userContainer(status?.containerStatuses ?? []);
    // Knative writes a reference by digest, `REGISTRY/REPOSITORY@sha256:…`.
    const digest = user?.imageDigest?.split('@').at(-1);
    return { imageDigest: digest || undefined, conditions: status?.conditions ?? [] };
  });

/** Made once: compiling an object's schema costs more than reading a page with it. */
const anyList = z.object({
  items: z.array(z.unknown()).nullish(),
  metadata: optional(z.object({ continue: string })),
});

/** One page of a list of objects. */
export function objectList<S extends z.ZodType>(item: S) {
  return anyList.transform(({ items, metadata: list }) => ({
    ...listing(items ?? [], item),
    next: list?.continue || undefined,
  }));
}

/** The Kubernetes API of a project: what API v2 does not tell, namely pods, logs, events and quotas. */
import type { z } from 'zod';
import { SourceError } from '../diagnosis/model/evidence';
import { listed } from '../diagnosis/model/listed';
import type { Gap } from '../diagnosis/model/missing-reason';
import type { PlatformEvent } from '../diagnosis/model/platform';
import type { CodeEngineSource, PodSelector } from '../diagnosis/model/sources';
import type { ProjectRef } from '../diagnosis/model/subject';
import type { Topic } from '../http/errors';
import type { Http, Request } from '../http/http';
import { complete, everyPage, type Listing, readable } from '../http/pages';
import { lastLines } from '../http/tail';
import type { KubernetesLogin, KubernetesSession } from './kubernetes-login';
import * as schemas from './kubernetes-schemas';
import { newestFirst } from './mapping';
import { path, selectorValue } from './path';

/** Bytes of a log that are kept. */
const MOST_LOG_BYTES = 1024 * 1024;
const PAGE_SIZE = 500;
const MOST_PAGES = 20;
/** From so many objects on, one list of all events is cheaper than a list for each. */
const MOST_EVENT_LISTS = 6;

export type KubernetesSource = Pick<
  CodeEngineSource,
  'pods' | 'podLog' | 'events' | 'quotas' | 'buildRunDetail' | 'revisionDetail' | 'pinsOf'
>;

type Params = NonNullable<Request['params']>;
type Words = Omit<Topic, 'who'>;
type Ask<T> = (request: Omit<Request, 'what'>, session: KubernetesSession) => Promise<T>;

/** Pods, events, logs and Shipwright’s own words, by the Kubernetes API of a project. */
export function kubernetesSource(http: Http, login: KubernetesLogin): KubernetesSource {
  /** Runs `ask` with a session, and once more with a fresh one when the server does not take the token. */
  const withSession = async <T>(ref: ProjectRef, signal: AbortSignal, ask: Ask<T>): Promise<T> => {
    const attempt = (session: KubernetesSession) =>
      ask(
        { system: 'kubernetes', who: whoIs(ref), baseUrl: session.server, path: '', bearer: session.token },
        session,
      );
    const session = await login.session(ref, signal);
    try {
      return await attempt(session);
    } catch (error) {
      if (!(error instanceof SourceError && error.reason === 'unauthorized')) throw error;
      login.forget(ref, session);
      return attempt(await login.session(ref, signal));
    }
  };

  const get = <S extends z.ZodType>(
    ref: ProjectRef,
    where: (namespace: string) => string,
    words: Words,
    schema: S,
    signal: AbortSignal,
    params: Params = {},
  ): Promise<z.output<S>> =>
    withSession(ref, signal, (request, { namespace }) =>
      http.json({ ...request, ...words, path: where(namespace), params }, schema, signal),
    );

  const list = async <S extends z.ZodType>(
    ref: ProjectRef,
    where: (namespace: string) => string,
    words: Words,
    schema: S,
    signal: AbortSignal,
    params: Params = {},
  ): Promise<Listing<z.output<S>>> => {
    const pages = schemas.objectList(schema);
    const ask = (next: string | undefined) =>
      get(ref, where, words, pages, signal, { limit: PAGE_SIZE, ...params, continue: next });
    return everyPage({ who: whoIs(ref), ...words }, ask, MOST_PAGES);
  };

  const events = (ref: ProjectRef, signal: AbortSignal, object?: string) =>
    list(
      ref,
      (namespace) => path`/api/v1/namespaces/${namespace}/events`,
      {
        what: `the system events of project “${ref.name}”`,
        cures: {
          forbidden:
            'System events need the Code Engine service role Writer or Manager; Reader may read all but them.',
        },
      },
      schemas.event,
      signal,
      object === undefined ? {} : { fieldSelector: `involvedObject.name=${selectorValue(object)}` },
    );

  return {
    async pods(ref, selector, signal) {
      const { label, of } = labelOf(selector);
      const found = await list(
        ref,
        (namespace) => path`/api/v1/namespaces/${namespace}/pods`,
        { what: `the pods of ${of}` },
        schemas.pod,
        signal,
        label === undefined ? {} : { labelSelector: label },
      );
      return readable(found, newestFirst);
    },

    podLog: (ref, pod, container, { tailLines, previous }, signal) =>
      withSession(ref, signal, async (request, { namespace }) => {
        const { text, cut } = await http.tail(
          {
            ...request,
            what: `the log of container “${container}” in pod “${pod}”`,
            meaning: logRefusal(pod, container),
            path: path`/api/v1/namespaces/${namespace}/pods/${pod}/log`,
            // One line more than wanted tells whether there was one.
            params: { container, tailLines: tailLines + 1, ...(previous && { previous }) },
          },
          MOST_LOG_BYTES,
          signal,
        );
        const tail = lastLines(text, tailLines);
        return { text: tail.text, truncated: cut || tail.cut };
      }),

    async events(ref, objects, signal) {
      const wanted = new Set(objects);
      if (wanted.size === 0) return [];
      const lists =
        wanted.size > MOST_EVENT_LISTS
          ? await someOf([events(ref, signal)])
          : await someOf([...wanted].map((object) => events(ref, signal, object)));
      const all = {
        items: lists.came.flatMap(({ items }) => items),
        unread: lists.came.flatMap(({ unread }) => unread),
      };
      const read = readable(all, (found) =>
        oldestFirst(
          found.flatMap(({ about, seen }) => (about !== undefined && wanted.has(about) ? [seen] : [])),
        ),
      );
      return listed(read, lists.gap ?? read.gap);
    },

    async quotas(ref, signal) {
      const found = await list(
        ref,
        (namespace) => path`/api/v1/namespaces/${namespace}/resourcequotas`,
        { what: `the resource quotas of project “${ref.name}”` },
        schemas.resourceQuota,
        signal,
      );
      return readable(found, (all) => all.flat());
    },

    buildRunDetail: (ref, name, signal) =>
      get(
        ref,
        (namespace) => path`/apis/shipwright.io/v1beta1/namespaces/${namespace}/buildruns/${name}`,
        {
          what: `the Shipwright build run “${name}”`,
          cures: {
            forbidden: 'Give the service ID of ce-image the Code Engine service role Writer to read it.',
          },
        },
        schemas.buildRunObject,
        signal,
      ),

    revisionDetail: (ref, revision, signal) =>
      get(
        ref,
        (namespace) => path`/apis/serving.knative.dev/v1/namespaces/${namespace}/revisions/${revision}`,
        { what: `the Knative revision “${revision}”` },
        schemas.revisionObject,
        signal,
      ),

    async pinsOf(ref, signal) {
      const found = await list(
        ref,
        (namespace) => path`/apis/serving.knative.dev/v1/namespaces/${namespace}/revisions`,
        { what: `the Knative revisions of project “${ref.name}”` },
        schemas.revisionPin,
        signal,
      );
      // An image is deleted because none of them is pinned to it.
      return [...complete(found)].sort((a, b) => (a.createdAt ?? '').localeCompare(b.createdAt ?? ''));
    },
  };
}

function whoIs(ref: ProjectRef): string {
  return `the Kubernetes API of project “${ref.name}”`;
}

/** The labels that Code Engine puts on pods. Source: IBM/CodeEngine, metrics-collector. */
function labelOf(selector: PodSelector): { readonly label?: string; readonly of: string } {
  if ('all' in selector) return { of: 'the project' };
  if ('buildRun' in selector) {
    return {
      label: `buildrun.shipwright.io/name=${selectorValue(selector.buildRun)}`,
      of: `build run “${selector.buildRun}”`,
    };
  }
  if ('app' in selector) {
    return {
      label: `serving.knative.dev/service=${selectorValue(selector.app)}`,
      of: `app “${selector.app}”`,
    };
  }
  if ('revision' in selector) {
    return {
      label: `serving.knative.dev/revision=${selectorValue(selector.revision)}`,
      of: `revision “${selector.revision}”`,
    };
  }
  if ('build' in selector) {
    return {
      label: `build.shipwright.io/name=${selectorValue(selector.build)}`,
      of: `build “${selector.build}”`,
    };
  }
  return {
    label: `codeengine.cloud.ibm.com/job-run=${selectorValue(selector.jobRun)}`,
    of: `job run “${selector.jobRun}”`,
  };
}

/** What a refused log means: a pod that is gone, or a container without one. */
function logRefusal(pod: string, container: string): NonNullable<Topic['meaning']> {
  return (status, message) => {
    if (status === 404) {
      return new SourceError(
        'gone',
        `the pod “${pod}” is gone, and its logs with it`,
        'Run it again, or look into IBM Cloud Logs when platform logs are routed there.',
      );
    }
    if (status !== 400) return undefined;
    if (message.includes('previous terminated container')) {
      return new SourceError('not-found', `the container “${container}” has no earlier log`);
    }
    if (message.includes('waiting to start')) {
      return new SourceError(
        'not-found',
        `the container “${container}” has not started, so it has no log yet`,
      );
    }
    return undefined;
  };
}

/**
 * Those that came in whole: one list that fails does not hide the others, and is named as a gap.
 * @throws why the first failed, when none came
 */
async function someOf<T>(
  lists: readonly Promise<Listing<T>>[],
): Promise<{ readonly came: readonly Listing<T>[]; readonly gap?: Gap }> {
  const settled = await Promise.allSettled(lists);
  const came: Listing<T>[] = [];
  const failures: unknown[] = [];
  for (const one of settled) {
    const failure = one.status === 'rejected' ? one.reason : one.value.broke;
    if (failure !== undefined) failures.push(failure);
    else if (one.status === 'fulfilled') came.push(one.value);
  }
  const [failure] = failures;
  if (failure === undefined) return { came };
  if (came.length === 0 || !(failure instanceof SourceError)) throw failure;
  const { reason, message, cure } = failure;
  const detail = `${failures.length} of ${lists.length} lists could not be read: ${message}`;
  return { came, gap: { reason, detail, ...(cure !== undefined && { cure }) } };
}

function oldestFirst(events: readonly PlatformEvent[]): readonly PlatformEvent[] {
  const time = ({ lastSeen }: PlatformEvent) => Date.parse(lastSeen ?? '') || 0;
  return [...events].sort((a, b) => time(a) - time(b));
}

/** The kubeconfig of a project: where its Kubernetes API is, which namespace is its own, and a token for it. */
import { LRUCache } from 'lru-cache';
import { parse } from 'yaml';
import { z } from 'zod';
import { beforeAbort } from '../diagnosis/model/abort';
import type { Masker } from '../diagnosis/model/secrets';
import type { Clock } from '../diagnosis/model/sources';
import type { ProjectRef } from '../diagnosis/model/subject';
import { malformed, type Topic, tooLate, unexpectedField } from '../http/errors';
import type { Http } from '../http/http';
import { expiryOf, type Iam, learnToken } from './iam';
import type { KubernetesLogin, KubernetesSession } from './kubernetes-login';
import { path } from './path';

const MOST_PROJECTS = 200;
/** Life of a session whose token does not tell its own, milliseconds: its delegated token lives an hour. */
const USUAL_LIFE = 50 * 60_000;
/** A token is not used in the last stretch of its life, milliseconds. */
const MARGIN = 60_000;

export interface KubeconfigOptions {
  readonly http: Http;
  readonly iam: Iam;
  readonly masker: Masker;
  readonly clock: Clock;
  /** Milliseconds for IAM and the kubeconfig call together. */
  readonly requestTimeoutMs: number;
  readonly apiUrlOf: (region: string) => string;
  /** Takes the place of the server that the kubeconfig names. */
  readonly serverOf?: (region: string) => string;
}

/** The documented way: a kubeconfig for a delegated refresh token, kept until its token expires. */
export class KubeconfigLogin implements KubernetesLogin {
  readonly #sessions: LRUCache<string, KubernetesSession, ProjectRef>;
  /** A delegated token that was asked for before a project was known. */
  #ahead: { readonly token: Promise<string>; readonly until: number } | undefined;

  constructor(private readonly options: KubeconfigOptions) {
    const { clock, requestTimeoutMs } = options;
    this.#sessions = new LRUCache({
      max: MOST_PROJECTS,
      ttl: USUAL_LIFE,
      ttlResolution: 0,
      perf: { now: () => clock.now() },
      // Several callers wait for one fetch, so it follows the deadline of none of them.
      fetchMethod: async (_key, _stale, { context, options: entry, signal }) => {
        const session = await this.#fetch(context, clock.deadline(requestTimeoutMs, signal));
        entry.ttl = this.#lifeOf(session.token);
        return session;
      },
    });
  }

  async session(ref: ProjectRef, signal: AbortSignal): Promise<KubernetesSession> {
    const fetched = this.#sessions.forceFetch(keyOf(ref), { context: ref });
    return beforeAbort(fetched, signal, () => tooLate(topicOf(ref).who));
  }

  prepare(signal: AbortSignal): void {
    const { clock, iam } = this.options;
    const waits = this.#ahead !== undefined && this.#ahead.until > clock.now();
    if (waits || this.#sessions.size > 0) return;
    const token = iam.delegatedRefreshToken(signal);
    this.#ahead = { token, until: clock.now() + USUAL_LIFE };
    // Whoever needs it asks again and hears why.
    token.catch(() => {
      this.#ahead = undefined;
    });
  }

  /** The one that was asked for beforehand, once; else a new one. */
  async #delegated(signal: AbortSignal): Promise<string> {
    const { clock, iam } = this.options;
    const ahead = this.#ahead;
    this.#ahead = undefined;
    const known = ahead && ahead.until > clock.now() ? await ahead.token.catch(() => undefined) : undefined;
    return known ?? iam.delegatedRefreshToken(signal);
  }

  forget(ref: ProjectRef, session: KubernetesSession): void {
    // Somebody else may have fetched a newer one meanwhile.
    if (this.#sessions.peek(keyOf(ref)) === session) this.#sessions.delete(keyOf(ref));
  }

  async #fetch(ref: ProjectRef, signal: AbortSignal): Promise<KubernetesSession> {
    const { http, iam, masker, apiUrlOf, serverOf } = this.options;
    const [bearer, delegated] = await Promise.all([iam.accessToken(signal), this.#delegated(signal)]);
    const topic = topicOf(ref);
    const text = await http.text(
      {
        ...topic,
        system: 'code-engine',
        baseUrl: apiUrlOf(ref.region),
        path: path`/api/v1/project/${ref.id}/config`,
        bearer,
        headers: { Accept: 'application/json', 'X-Delegated-Refresh-Token': delegated },
      },
      signal,
    );
    const session = parseKubeconfig(text, topic);
    learnToken(masker, session.token);
    return serverOf ? { ...session, server: serverOf(ref.region) } : session;
  }

  /** Milliseconds that a token may be used. */
  #lifeOf(token: string): number {
    const expiry = expiryOf(token);
    if (expiry === undefined) return USUAL_LIFE;
    // A ttl of 0 would mean for ever.
    return Math.max(1, expiry - this.options.clock.now() - MARGIN);
  }
}

function keyOf({ region, id }: ProjectRef): string {
  return `${region}/${id}`;
}

function topicOf(ref: ProjectRef): Topic {
  return {
    who: `Code Engine in ${ref.region}`,
    what: `the way into the Kubernetes API of project “${ref.name}”`,
  };
}

const kubeconfig = z.object({
  'current-context': z.string().optional(),
  contexts: z
    .array(
      z.object({
        name: z.string(),
        context: z.object({ cluster: z.string(), user: z.string(), namespace: z.string().min(1) }),
      }),
    )
    .min(1),
  clusters: z.array(
    z.object({ name: z.string(), cluster: z.object({ server: z.url({ protocol: /^https?$/ }) }) }),
  ),
  users: z.array(
    z.object({
      name: z.string(),
      user: z.object({
        token: z.string().min(1).optional(),
        'auth-provider': z
          .object({ config: z.object({ 'id-token': z.string().min(1).optional() }) })
          .optional(),
      }),
    }),
  ),
});

/**
 * Reads a kubeconfig, which comes as JSON or YAML.
 * @throws SourceError `malformed` that names what is missing.
 */
function parseKubeconfig(text: string, topic: Topic): KubernetesSession {
  const checked = kubeconfig.safeParse(parseYaml(text));
  if (!checked.success) throw unexpectedField(topic, checked.error);
  const { contexts, clusters, users, 'current-context': current } = checked.data;
  const context = (contexts.find(({ name }) => name === current) ?? contexts[0])?.context;
  const cluster = clusters.find(({ name }) => name === context?.cluster)?.cluster;
  const user = users.find(({ name }) => name === context?.user)?.user;
  const token = user?.['auth-provider']?.config['id-token'] ?? user?.token;
  if (!context || !cluster) throw malformed(topic, 'names no server');
  if (!token) throw malformed(topic, 'holds no token');
  return {
    server: cluster.server.replace(/\/+$/, ''),
    namespace: context.namespace,
    token,
    by: 'kubeconfig',
  };
}

/** JSON is YAML, so one parser reads both. Its errors quote the text, so they go no further. */
function parseYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'error' });
  } catch {
    return undefined;
  }
}

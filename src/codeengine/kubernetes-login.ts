/** Ways into a project's Kubernetes API. */
import { LRUCache } from 'lru-cache';
import { SourceError } from '../diagnosis/model/evidence';
import type { ProjectRef } from '../diagnosis/model/subject';
import type { ApiV2 } from './api-v2';
import type { Iam } from './iam';
import { path } from './path';
import * as schemas from './schemas';

export interface KubernetesSession {
  /** Without a slash at the end. */
  readonly server: string;
  readonly namespace: string;
  readonly token: string;
  /** How it was come by: the project's own kubeconfig, or the IAM token as it is. */
  readonly by: 'kubeconfig' | 'IAM token';
}

export interface KubernetesLogin {
  /** Asks for what every first session needs, whichever project it will be of. Nothing waits for it. */
  prepare(signal: AbortSignal): void;
  session(ref: ProjectRef, signal: AbortSignal): Promise<KubernetesSession>;
  /** Drops a session that the server refused, so that the next one is fresh. */
  forget(ref: ProjectRef, session: KubernetesSession): void;
}

const MOST_PROJECTS = 200;

/**
 * A server that takes IAM tokens. No kubeconfig tells the namespace then, so it is read from a resource of
 * the project: it is the project's subdomain.
 */
export class IamLogin implements KubernetesLogin {
  readonly #namespaces = new LRUCache<string, string>({ max: MOST_PROJECTS });

  constructor(
    private readonly iam: Iam,
    private readonly api: ApiV2,
    private readonly serverOf: (region: string) => string,
  ) {}

  async session(ref: ProjectRef, signal: AbortSignal): Promise<KubernetesSession> {
    const [token, namespace] = await Promise.all([
      this.iam.accessToken(signal),
      this.#namespace(ref, signal),
    ]);
    return { server: this.serverOf(ref.region), namespace, token, by: 'IAM token' };
  }

  /** The token is asked for by whoever lists projects. */
  prepare(): void {}

  /** Nothing to drop: the token is IAM's, and renews itself. */
  forget(): void {}

  async #namespace(ref: ProjectRef, signal: AbortSignal): Promise<string> {
    const known = this.#namespaces.get(ref.id);
    if (known !== undefined) return known;
    for (const collection of ['apps', 'jobs', 'functions']) {
      const words = { what: `the ${collection} of project “${ref.name}”` };
      const where = `${path`/projects/${ref.id}`}/${collection}`;
      const page = schemas.page(collection, schemas.addressed);
      const { items } = await this.api.get(ref.region, where, words, page, signal, { limit: 1 });
      const found = items.map(subdomainOf).find(Boolean);
      if (found) {
        this.#namespaces.set(ref.id, found);
        return found;
      }
    }
    throw new SourceError(
      'not-configured',
      `the Kubernetes namespace of project “${ref.name}” cannot be told: it has no app, job or function that names it`,
      'Let ce-image log in with IBMCLOUD_API_KEY, which tells the namespace without any of them.',
    );
  }
}

type Addressed = (typeof schemas.addressed)['_output'];

function subdomainOf({
  computed_env_variables: variables,
  endpoint_internal: endpoint,
}: Addressed): string | undefined {
  const injected = variables?.find(({ name }) => name === 'CE_SUBDOMAIN')?.value;
  // http://<name>.<subdomain>.svc.cluster.local
  return injected || /^https?:\/\/[^./]+\.([^./]+)\.svc\b/.exec(endpoint ?? '')?.[1];
}

/**
 * The documented way first, and where that is closed the proxy that takes IAM tokens. That the proxy does is known from
 * other people's working clients only (lithops, code-engine-mcp-server), so the error of the documented way is the one
 * that people are told.
 */
export class FallbackLogin implements KubernetesLogin {
  /** Sessions of the second way. */
  readonly #second = new WeakSet<KubernetesSession>();

  constructor(
    private readonly first: KubernetesLogin,
    private readonly second: KubernetesLogin,
  ) {}

  async session(ref: ProjectRef, signal: AbortSignal): Promise<KubernetesSession> {
    try {
      return await this.first.session(ref, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof SourceError) || !closed.has(error.reason)) throw error;
      const session = await this.second.session(ref, signal).catch(() => {
        throw error;
      });
      this.#second.add(session);
      return session;
    }
  }

  prepare(signal: AbortSignal): void {
    this.first.prepare(signal);
  }

  forget(ref: ProjectRef, session: KubernetesSession): void {
    (this.#second.has(session) ? this.second : this.first).forget(ref, session);
  }
}

/** Reasons for which another way may be open. */
const closed: ReadonlySet<SourceError['reason']> = new Set([
  'not-configured',
  'forbidden',
  'not-found',
  'gone',
  'malformed',
  'server-error',
  'unreachable',
]);

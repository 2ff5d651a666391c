/** IAM, Code Engine and a project's Kubernetes API, all played by one stub, and the adapter in front of them. */
import { type CodeEngineOptions, createCodeEngine } from '../../../src/codeengine';
import { Masker, Secret } from '../../../src/diagnosis/model/secrets';
import type { Clock, CodeEngineSource, CredentialSource } from '../../../src/diagnosis/model/sources';
import type { ProjectRef } from '../../../src/diagnosis/model/subject';
import { type HttpStub, type StubReply, startHttpStub } from '../../support/http-stub';

export const ref: ProjectRef = { id: 'p-1', name: 'shop', region: 'eu-de' };
export const apiKey = 'canary-api-key-0123456789';
export const delegatedToken = 'canary-delegated-0123456789';
export const namespace = 'vg67hzldruk';

export const never = new AbortController().signal;

/** A token as IAM makes them, valid for an hour from `at` (milliseconds). */
export function jwt(name: string, at: number = Date.now()): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(at / 1000);
  return `${part({ alg: 'HS256' })}.${part({ sub: name, iat, exp: iat + 3600 })}.${part(`signature of ${name}`)}`;
}

/** A clock that a test moves; `expire()` ends every deadline that was set. */
export class TestClock implements Clock {
  #now = Date.parse('2026-11-23T18:00:00Z');
  readonly #deadlines: AbortController[] = [];

  now(): number {
    return this.#now;
  }

  pass(ms: number): void {
    this.#now += ms;
  }

  deadline(_ms: number, parent?: AbortSignal): AbortSignal {
    const controller = new AbortController();
    this.#deadlines.push(controller);
    return parent ? AbortSignal.any([controller.signal, parent]) : controller.signal;
  }

  expire(): void {
    for (const controller of this.#deadlines) controller.abort();
  }
}

export interface TestCloud {
  readonly stub: HttpStub;
  readonly clock: TestClock;
  readonly masker: Masker;
  /** Pauses that were asked for before repetitions, milliseconds. */
  readonly pauses: number[];
  readonly accessToken: string;
  readonly codeEngine: ReturnType<typeof createCodeEngine>;
  /** Another adapter in front of the same stub. */
  adapter(options?: Partial<CodeEngineOptions>): CodeEngineSource & CredentialSource;
  /** Scripts `GET` below `/v2/projects/p-1`. */
  onProject(
    path: string,
    ...replies: Parameters<HttpStub['on']> extends [string, ...infer R] ? R : never
  ): void;
  /** Scripts `GET` below the project's Kubernetes API. */
  onKubernetes(
    path: string,
    ...replies: Parameters<HttpStub['on']> extends [string, ...infer R] ? R : never
  ): void;
  close(): Promise<void>;
}

export const kubeconfigCall = 'GET /api/v1/project/p-1/config';

/** A kubeconfig as Code Engine's v1 API answers it. */
export function kubeconfig(server: string, idToken: string): Record<string, unknown> {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'shop', cluster: { server } }],
    contexts: [{ name: 'shop', context: { cluster: 'shop', namespace, user: 'me' } }],
    'current-context': 'shop',
    users: [
      {
        name: 'me',
        user: {
          'auth-provider': {
            name: 'oidc',
            config: { 'client-id': 'ce', 'client-secret': 'ce', 'id-token': idToken, 'refresh-token': 'r' },
          },
        },
      },
    ],
  };
}

export async function startTestCloud(): Promise<TestCloud> {
  const stub = await startHttpStub();
  const clock = new TestClock();
  const masker = new Masker();
  const pauses: number[] = [];
  const accessToken = jwt('canary-access');
  const adapter = (options: Partial<CodeEngineOptions> = {}) =>
    createCodeEngine({
      login: { apiKey: new Secret(apiKey) },
      iamUrl: stub.url,
      apiUrl: stub.url,
      regions: ['eu-de'],
      masker,
      clock,
      delay: async (ms) => void pauses.push(ms),
      ...options,
    });

  stub.on(
    'POST /identity/token',
    ({ body }): StubReply =>
      body.includes('delegated_refresh_token')
        ? { json: { delegated_refresh_token: delegatedToken } }
        : { json: { access_token: accessToken, refresh_token: 'not_supported', expires_in: 3600 } },
  );
  stub.on(kubeconfigCall, () => ({ json: kubeconfig(`${stub.url}/k8s`, jwt('canary-id', clock.now())) }));

  return {
    stub,
    clock,
    masker,
    pauses,
    accessToken,
    codeEngine: adapter(),
    adapter,
    onProject: (path, ...replies) => stub.on(`GET /v2/projects/p-1${path}`, ...replies),
    onKubernetes: (path, ...replies) => stub.on(`GET /k8s${path}`, ...replies),
    close: () => stub.close(),
  };
}

/** An error body as the Code Engine API v2 documents it. */
export function apiError(status: number, message: string, code = 'some_code'): StubReply {
  return { status, json: { errors: [{ code, message }], trace: 'codeengine-api-34dc', status_code: status } };
}

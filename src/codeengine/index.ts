/** The Code Engine adapter: implements the core's ports over the API v2, IAM and the projects' Kubernetes APIs. */
import type { Exchange } from '../diagnosis/model/exchange';
import type { Masker } from '../diagnosis/model/secrets';
import type {
  ActivitySource,
  BuildRunner,
  Clock,
  CodeEngineSource,
  CredentialSource,
  GitCredentialSource,
} from '../diagnosis/model/sources';
import type { ProjectRef } from '../diagnosis/model/subject';
import { Http, type HttpOptions } from '../http/http';
import { ApiV2 } from './api-v2';
import { secretsSource } from './credentials';
import { gitCredentialsSource } from './git-credentials';
import { Iam, type Login } from './iam';
import { KubeconfigLogin } from './kubeconfig';
import { kubernetesSource } from './kubernetes';
import { FallbackLogin, IamLogin, type KubernetesSession } from './kubernetes-login';
import { resourceSource } from './resources';

export type { Login } from './iam';

export interface CodeEngineOptions {
  readonly login: Login;
  /** Default `https://iam.cloud.ibm.com`. */
  readonly iamUrl?: string;
  /** Regions whose projects are listed, for example `eu-de`. */
  readonly regions: readonly string[];
  /** Default {@link API_URL}; may hold `{region}`. */
  readonly apiUrl?: string;
  /**
   * Takes the place of the server that the kubeconfig names; may hold `{region}`. With a trusted profile or a session
   * of the CLI, for which there is no kubeconfig, it is asked with the IAM token. Default then, and where the
   * kubeconfig cannot be had: `proxyUrl`.
   */
  readonly kubernetesUrl?: string;
  /** Code Engine's proxy, which takes IAM tokens; may hold `{region}`. Default: IBM's own, beside IBM's own API. */
  readonly proxyUrl?: string;
  /** Learns every token and password that is read. */
  readonly masker: Masker;
  /**
   * `all`: the values of every secret that is listed are read, so that they are masked wherever a log prints them.
   * Default `named`: only those of secrets that the workload in question names.
   */
  readonly readSecrets?: 'named' | 'all';
  readonly clock: Clock;
  /** Milliseconds for one call, repetitions included. Default 5000. */
  readonly requestTimeoutMs?: number;
  /** Waits before a repetition; rejects when `signal` aborts. Default: a timer. */
  readonly delay?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told of every finished call. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Stands around every client. */
  readonly adapter?: HttpOptions['adapter'];
}

const API_URL = 'https://api.{region}.codeengine.cloud.ibm.com';
/**
 * Code Engine's proxy to the projects' Kubernetes APIs takes IAM tokens. Not documented; source: the configuration of
 * lithops, and code-engine-mcp-server 1.0.6.
 */
const PROXY_URL = 'https://proxy.{region}.codeengine.cloud.ibm.com';

const atRegion = (url: string) => (region: string) => url.replaceAll('{region}', region).replace(/\/+$/, '');

/** What the adapter answers. */
export type CodeEngine = CodeEngineSource &
  CredentialSource &
  GitCredentialSource &
  ActivitySource &
  BuildRunner &
  Pick<Iam, 'identity'> & {
    /** The way into a project's Kubernetes API. Rejects with SourceError. */
    kubernetesRoute(
      ref: ProjectRef,
      signal: AbortSignal,
    ): Promise<Pick<KubernetesSession, 'server' | 'namespace' | 'by'>>;
  };

/** Builds the adapter. Nothing is asked before the first question. */
export function createCodeEngine(options: CodeEngineOptions): CodeEngine {
  const {
    login,
    iamUrl = 'https://iam.cloud.ibm.com',
    regions,
    apiUrl = API_URL,
    kubernetesUrl,
    // Whoever asks another cloud than IBM's own is not sent to IBM's proxy.
    proxyUrl = apiUrl === API_URL ? PROXY_URL : undefined,
    masker,
    clock,
    requestTimeoutMs = 5000,
  } = options;
  const http = new Http({ ...options, requestTimeoutMs });
  const iam = new Iam({
    login,
    url: iamUrl,
    http,
    masker,
    clock,
    requestTimeoutMs,
    onExchange: options.onExchange,
    ...(options.adapter && { adapter: options.adapter }),
  });
  const api = new ApiV2(http, iam, apiUrl);
  const given = kubernetesUrl === undefined ? undefined : atRegion(kubernetesUrl);
  const withToken = given ?? (proxyUrl === undefined ? undefined : atRegion(proxyUrl));
  const kubeconfig = new KubeconfigLogin({
    http,
    iam,
    masker,
    clock,
    requestTimeoutMs,
    apiUrlOf: (region) => api.urlOf(region),
    ...(given && { serverOf: given }),
  });
  const proxy = withToken && new IamLogin(iam, api, withToken);
  // A kubeconfig needs an API key.
  const kubernetes = !proxy ? kubeconfig : 'apiKey' in login ? new FallbackLogin(kubeconfig, proxy) : proxy;
  const resources = resourceSource(api, regions);
  return {
    ...resources,
    projects(signal) {
      // Who looks for a project will look into it.
      kubernetes.prepare(clock.deadline(requestTimeoutMs));
      return resources.projects(signal);
    },
    ...kubernetesSource(http, kubernetes),
    ...secretsSource(api, masker, options.readSecrets === 'all'),
    ...gitCredentialsSource(api, masker),
    identity: (signal) => iam.identity(signal),
    async kubernetesRoute(ref, signal) {
      const { server, namespace, by } = await kubernetes.session(ref, signal);
      return { server, namespace, by };
    },
  };
}

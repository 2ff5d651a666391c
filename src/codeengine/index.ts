/** The Code Engine adapter: implements the core's ports over the API v2, IAM and the projects' Kubernetes APIs. */
import type { Masker } from '../diagnosis/model/secrets';
import type {
  ActivitySource,
  BuildRunner,
  Clock,
  CodeEngineSource,
  CredentialSource,
} from '../diagnosis/model/sources';
import { ApiV2 } from './api-v2';
import { secretsSource } from './credentials';
import { Http, type Trace } from './http';
import { Iam, type Login } from './iam';
import { KubeconfigLogin } from './kubeconfig';
import { kubernetesSource } from './kubernetes';
import { IamLogin } from './kubernetes-login';
import { resourceSource } from './resources';

export type { Trace } from './http';
export type { Login } from './iam';

export interface CodeEngineOptions {
  readonly login: Login;
  /** Default `https://iam.cloud.ibm.com`. */
  readonly iamUrl?: string;
  /** Regions whose projects are listed, for example `eu-de`. */
  readonly regions: readonly string[];
  /** Default `https://api.{region}.codeengine.cloud.ibm.com`; may hold `{region}`. */
  readonly apiUrl?: string;
  /**
   * Takes the place of the server that the kubeconfig names; may hold `{region}`. With a trusted profile, for
   * which there is no kubeconfig, it is asked with the IAM token.
   */
  readonly kubernetesUrl?: string;
  /** Learns every token and password that is read. */
  readonly masker: Masker;
  readonly clock: Clock;
  /** Milliseconds for one call, repetitions included. Default 5000. */
  readonly requestTimeoutMs?: number;
  /** Waits before a repetition; rejects when `signal` aborts. Default: a timer. */
  readonly delay?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Called after every call, for a debug log. */
  readonly onTrace?: (trace: Trace) => void;
}

/** Builds the adapter. Nothing is asked before the first question. */
export function createCodeEngine(
  options: CodeEngineOptions,
): CodeEngineSource & CredentialSource & ActivitySource & BuildRunner & Pick<Iam, 'identity'> {
  const {
    login,
    iamUrl = 'https://iam.cloud.ibm.com',
    regions,
    apiUrl = 'https://api.{region}.codeengine.cloud.ibm.com',
    kubernetesUrl,
    masker,
    clock,
    requestTimeoutMs = 5000,
  } = options;
  const http = new Http({ ...options, requestTimeoutMs });
  const iam = new Iam(login, iamUrl, http, masker, requestTimeoutMs);
  const api = new ApiV2(http, iam, apiUrl);
  const serverOf =
    kubernetesUrl === undefined
      ? undefined
      : (region: string) => kubernetesUrl.replaceAll('{region}', region).replace(/\/+$/, '');
  const kubernetes =
    serverOf && !('apiKey' in login)
      ? new IamLogin(iam, api, serverOf)
      : new KubeconfigLogin({
          http,
          iam,
          masker,
          clock,
          requestTimeoutMs,
          apiUrlOf: (region) => api.urlOf(region),
          ...(serverOf && { serverOf }),
        });
  return {
    ...resourceSource(api, regions),
    ...kubernetesSource(http, kubernetes),
    ...secretsSource(api, masker),
    identity: (signal) => iam.identity(signal),
  };
}

/** The diagnosis core over its adapters, as the settings say: what the Slack app and the command line share. */
import { readFileSync } from 'node:fs';
import type { AxiosAdapter } from 'axios';
import { createCodeEngine, type Login, type Trace } from './codeengine/index';
import { createDiagnosis } from './diagnosis/investigate';
import type { Diagnosis } from './diagnosis/model/diagnosis';
import type { Masker } from './diagnosis/model/secrets';
import type { Clock, LogArchive, RegistrySource } from './diagnosis/model/sources';
import { explain } from './diagnosis/verdict/text/explain';
import { createCloudLogs } from './logs';
import type { Carrier } from './net/transport';
import type { Wire } from './record/wire';
import { createRegistry } from './registry/index';
import { type CloudSettings, SettingsError } from './settings';
import { createSource } from './source/index';
import { createVpc } from './vpc/index';

export type { Login } from './codeengine/index';

export const systemClock: Clock = {
  now: () => Date.now(),
  deadline: (ms, parent) => {
    const timeout = AbortSignal.timeout(ms);
    return parent ? AbortSignal.any([timeout, parent]) : timeout;
  },
};

export interface CoreOptions {
  readonly masker: Masker;
  /** Comes before what the settings say. */
  readonly login?: Login;
  /** Another time than the machine's for what is diagnosed. Timeouts and tokens keep the machine's. */
  readonly now?: () => number;
  /** Milliseconds for one inquiry, and for one call of an API. Absent: the adapters' own. */
  readonly deadlineMs?: number;
  readonly requestTimeoutMs?: number;
  readonly onTrace?: (trace: Trace) => void;
  /** Where all traffic passes through: a recorder, or a record in the world's place. */
  readonly wire?: Wire;
}

export interface Core {
  readonly diagnosis: Diagnosis;
  readonly codeEngine: ReturnType<typeof createCodeEngine>;
  readonly registry: RegistrySource;
  /** Absent: no archive of logs is set up. */
  readonly archive?: LogArchive;
}

/**
 * Builds the core. Nothing is asked before the first question.
 * @throws SettingsError when a file that the settings name cannot be read
 */
export function composeCore(settings: CloudSettings, options: CoreOptions): Core {
  const { masker, login = loginOf(settings), onTrace, requestTimeoutMs, wire } = options;
  const common = {
    masker,
    clock: systemClock,
    ...(requestTimeoutMs !== undefined && { requestTimeoutMs }),
    ...(onTrace && { onTrace }),
    ...(wire && {
      adapter: (ordinary: AxiosAdapter) => wire.adapter(ordinary),
      carrier: (ordinary: Carrier) => wire.carrier(ordinary),
    }),
    ...(wire?.delay && { delay: wire.delay }),
  };
  const codeEngine = createCodeEngine({
    login,
    iamUrl: settings.IBMCLOUD_IAM_URL,
    regions: settings.CODE_ENGINE_REGIONS,
    apiUrl: settings.CODE_ENGINE_API_URL,
    readSecrets: settings.READ_SECRETS,
    ...(settings.KUBERNETES_API_URL !== undefined && { kubernetesUrl: settings.KUBERNETES_API_URL }),
    ...common,
  });
  const token = async (signal: AbortSignal) => (await codeEngine.identity(signal)).bearer.reveal();
  const archive =
    settings.CLOUD_LOGS.size === 0
      ? undefined
      : createCloudLogs({
          endpoints: settings.CLOUD_LOGS,
          token,
          ...common,
        });
  const network = createVpc({ url: settings.VPC_API_URL, token, ...common });
  const registry = createRegistry({
    credentials: codeEngine,
    secrets: (project, signal) => codeEngine.secrets(project, signal),
    iam: (_question, signal) => codeEngine.identity(signal),
    allowedHosts: settings.REGISTRY_ALLOWED_HOSTS,
    relatedHosts: settings.REGISTRY_RELATED_HOSTS,
    endpoints: settings.REGISTRY_ENDPOINTS,
    ...(settings.REGISTRY_CA_FILE !== undefined && {
      ca: settings.REGISTRY_CA_FILE.map(certificatesOf('REGISTRY_CA_FILE')),
    }),
    explain,
    ...common,
  });
  const repositories = createSource({
    credentials: codeEngine,
    allowedHosts: settings.SOURCE_ALLOWED_HOSTS,
    endpoints: settings.SOURCE_ENDPOINTS,
    ...(settings.SOURCE_CA_FILE !== undefined && {
      ca: settings.SOURCE_CA_FILE.map(certificatesOf('SOURCE_CA_FILE')),
    }),
    explain,
    ...common,
  });
  const source = wire ? wire.git(repositories) : repositories;
  const diagnosis = createDiagnosis(
    {
      codeEngine,
      registry,
      source,
      network,
      ...(archive && { archive }),
      clock: { ...systemClock, ...(options.now && { now: options.now }) },
    },
    {
      masker,
      defaultProject: settings.CODE_ENGINE_PROJECT,
      docsUrl: settings.DOCS_URL,
      ...(options.deadlineMs !== undefined && { deadlineMs: options.deadlineMs }),
    },
  );
  return { diagnosis, codeEngine, registry, ...(archive && { archive }) };
}

function loginOf({
  IBMCLOUD_API_KEY: apiKey,
  IBMCLOUD_TRUSTED_PROFILE_ID: trustedProfileId,
}: CloudSettings): Login {
  return apiKey ? { apiKey } : { trustedProfileId: trustedProfileId ?? '' };
}

/** Reads a PEM file that `setting` names; it throws SettingsError when the file cannot be read. */
function certificatesOf(setting: 'REGISTRY_CA_FILE' | 'SOURCE_CA_FILE'): (path: string) => string {
  return (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      throw new SettingsError(
        `${setting} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'no file'}`,
      );
    }
  };
}

/** The diagnosis core over its adapters, as the settings say: what the Slack app and the command line share. */
import { readFileSync } from 'node:fs';
import type { AxiosAdapter } from 'axios';
import type { Account } from './accounts';
import { type SeveralAccounts, severalAccounts } from './codeengine/accounts';
import { type CodeEngine, createCodeEngine, type Login } from './codeengine/index';
import { createDiagnosis } from './diagnosis/investigate';
import type { Diagnosis } from './diagnosis/model/diagnosis';
import { SourceError } from './diagnosis/model/evidence';
import type { Exchange } from './diagnosis/model/exchange';
import type { Masker } from './diagnosis/model/secrets';
import type { Clock, LogArchive, NetworkSource, RegistrySource } from './diagnosis/model/sources';
import type { ProjectRef } from './diagnosis/model/subject';
import { explain } from './diagnosis/verdict/text/explain';
import { exchangeLog, heardBy } from './exchange-log';
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
  /** Told of every exchange with another system. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Where all traffic passes through: a recorder, or a record in the world's place. */
  readonly wire?: Wire;
}

export interface Core {
  readonly diagnosis: Diagnosis;
  readonly codeEngine: CodeEngine & Partial<Pick<SeveralAccounts, 'accountOf'>>;
  readonly registry: RegistrySource;
  /** Absent: no archive of logs is set up. */
  readonly archive?: LogArchive;
  readonly network: NetworkSource;
}

/**
 * Builds the core. Nothing is asked before the first question.
 * @throws SettingsError when a file that the settings name cannot be read
 */
export function composeCore(settings: CloudSettings, options: CoreOptions): Core {
  const { masker, login, onExchange, requestTimeoutMs, wire } = options;
  const common = {
    masker,
    clock: systemClock,
    ...(requestTimeoutMs !== undefined && { requestTimeoutMs }),
    onExchange: heardBy(onExchange),
    ...(wire && {
      adapter: (ordinary: AxiosAdapter) => wire.adapter(ordinary),
      carrier: (ordinary: Carrier) => wire.carrier(ordinary),
    }),
    ...(wire?.delay && { delay: wire.delay }),
  };
  const adapterOf = (who: Login, regions: readonly string[] = settings.CODE_ENGINE_REGIONS) =>
    createCodeEngine({
      login:
        'trustedProfileId' in who && settings.IBMCLOUD_CR_TOKEN_FILE !== undefined
          ? { ...who, tokenFile: settings.IBMCLOUD_CR_TOKEN_FILE }
          : who,
      iamUrl: settings.IBMCLOUD_IAM_URL,
      regions,
      apiUrl: settings.CODE_ENGINE_API_URL,
      readSecrets: settings.READ_SECRETS,
      ...(settings.KUBERNETES_API_URL !== undefined && { kubernetesUrl: settings.KUBERNETES_API_URL }),
      ...common,
    });
  const archiveOf: ArchiveOf = (codeEngine, endpoints = settings.CLOUD_LOGS) =>
    endpoints.size === 0 ? undefined : createCloudLogs({ endpoints, token: tokenOf(codeEngine), ...common });
  const networkOf: NetworkOf = (codeEngine) =>
    createVpc({ url: settings.VPC_API_URL, token: tokenOf(codeEngine), ...common });
  const { codeEngine, archive, network, identityOf } = login
    ? alone(adapterOf(login), archiveOf, networkOf)
    : settings.accounts
      ? together(settings.accounts, adapterOf, archiveOf, networkOf)
      : alone(adapterOf(loginOf(settings)), archiveOf, networkOf);
  const registries = createRegistry({
    credentials: codeEngine,
    secrets: (project, signal) => codeEngine.secrets(project, signal),
    iam: ({ project }, signal) => identityOf(project, signal),
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
  const registry = wire ? wire.uploads(registries) : registries;
  const diagnosis = createDiagnosis(
    {
      codeEngine,
      registry,
      source,
      network,
      ...(archive && { archive }),
      exchanges: exchangeLog,
      clock: { ...systemClock, ...(options.now && { now: options.now }) },
    },
    {
      masker,
      defaultProject: settings.CODE_ENGINE_PROJECT,
      docsUrl: settings.DOCS_URL,
      ...(options.deadlineMs !== undefined && { deadlineMs: options.deadlineMs }),
    },
  );
  return { diagnosis, codeEngine, registry, network, ...(archive && { archive }) };
}

/** What is asked with a login of an account. */
interface Cloud {
  readonly codeEngine: Core['codeEngine'];
  readonly archive: LogArchive | undefined;
  readonly network: NetworkSource;
  /** Who asks about a project, and who asks about none. */
  readonly identityOf: (
    project: ProjectRef | undefined,
    signal: AbortSignal,
  ) => ReturnType<CodeEngine['identity']>;
}

const tokenOf = (codeEngine: CodeEngine) => async (signal: AbortSignal) =>
  (await codeEngine.identity(signal)).bearer.reveal();

type ArchiveOf = (codeEngine: CodeEngine, endpoints?: Account['cloudLogs']) => LogArchive | undefined;
type NetworkOf = (codeEngine: CodeEngine) => NetworkSource;

/** One account. */
function alone(codeEngine: CodeEngine, archiveOf: ArchiveOf, networkOf: NetworkOf): Cloud {
  return {
    codeEngine,
    archive: archiveOf(codeEngine),
    network: networkOf(codeEngine),
    identityOf: (_project, signal) => codeEngine.identity(signal),
  };
}

/** Several accounts: logs, networks and logins are those of the project's account. */
function together(
  accounts: readonly Account[],
  adapterOf: (login: Login, regions?: readonly string[]) => CodeEngine,
  archiveOf: ArchiveOf,
  networkOf: NetworkOf,
): Cloud {
  const parts = accounts.map(({ name, login, regions, cloudLogs }) => {
    const codeEngine = adapterOf(login, regions);
    return { name, codeEngine, archive: archiveOf(codeEngine, cloudLogs), network: networkOf(codeEngine) };
  });
  const codeEngine = severalAccounts(parts);
  const partOf = async (project: ProjectRef, signal: AbortSignal) => {
    const { name } = await codeEngine.ownerOf(project, signal);
    return parts.find((one) => one.name === name) as (typeof parts)[number];
  };
  const archiveFor = async (project: ProjectRef, signal: AbortSignal): Promise<LogArchive> => {
    const { name, archive } = await partOf(project, signal);
    if (archive?.keeps(project.region)) return archive;
    throw new SourceError(
      'not-configured',
      `no IBM Cloud Logs instance is set up for account ${name} in ${project.region}`,
      'Name one as cloudLogs of the account in the file of IBM_ACCOUNTS.',
    );
  };
  const archives = parts.flatMap(({ archive }) => archive ?? []);
  return {
    codeEngine,
    archive:
      archives.length === 0
        ? undefined
        : {
            keeps: (region) => archives.some((one) => one.keeps(region)),
            lines: async (question, signal) =>
              (await archiveFor(question.project, signal)).lines(question, signal),
            search: async (question, signal) =>
              (await archiveFor(question.project, signal)).search(question, signal),
          },
    network: {
      reach: async (project, subnets, signal) =>
        (await partOf(project, signal)).network.reach(project, subnets, signal),
    },
    identityOf: async (project, signal) =>
      project ? (await partOf(project, signal)).codeEngine.identity(signal) : codeEngine.identity(signal),
  };
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

/** Several IBM Cloud accounts as one Code Engine: every question goes to the account that has the project. */
import { SourceError } from '../diagnosis/model/evidence';
import type { Project } from '../diagnosis/model/platform';
import type { ProjectRef } from '../diagnosis/model/subject';
import type { CodeEngine } from './index';

/** An account, and who asks it. */
export interface AccountAdapter {
  readonly name: string;
  readonly codeEngine: CodeEngine;
}

export interface SeveralAccounts extends CodeEngine {
  /** Name of the account that has a project; undefined as long as no list has shown it. */
  accountOf(projectId: string): string | undefined;
  /** Whose login asks about a project. Rejects with SourceError when no account has it. */
  ownerOf(project: Pick<ProjectRef, 'id' | 'name'>, signal: AbortSignal): Promise<AccountAdapter>;
}

/** @param accounts one at least */
export function severalAccounts(accounts: readonly AccountAdapter[]): SeveralAccounts {
  const [first] = accounts as readonly [AccountAdapter];
  const owners = new Map<string, AccountAdapter>();

  /** One that does not answer is named, and the others work. */
  async function projects(signal: AbortSignal): ReturnType<CodeEngine['projects']> {
    const answers = await Promise.all(
      accounts.map(async (account) => {
        try {
          const found = await account.codeEngine.projects(signal);
          for (const { id } of found.projects) owners.set(id, account);
          return {
            projects: found.projects.map((one): Project => ({ ...one, account: account.name })),
            failures: asAccount(account.name, found),
          };
        } catch (error) {
          if (!(error instanceof SourceError)) throw error;
          return { projects: [], failures: [{ region: `account ${account.name}`, error: error.message }] };
        }
      }),
    );
    return {
      projects: answers.flatMap((one) => one.projects),
      failures: answers.flatMap((one) => one.failures),
    };
  }

  async function ownerOf(
    { id, name }: Pick<ProjectRef, 'id' | 'name'>,
    signal: AbortSignal,
  ): Promise<AccountAdapter> {
    // A watch asks about projects that it knows from before this process began.
    if (!owners.has(id)) await projects(signal);
    const owner = owners.get(id);
    if (owner) return owner;
    throw new SourceError(
      'not-found',
      `no account of ce-image has the project “${name}”`,
      'Check the logins in the file of IBM_ACCOUNTS: one that fails shows no project.',
    );
  }

  /** Whose API is asked about a project. */
  const of = async (project: ProjectRef, signal: AbortSignal) => (await ownerOf(project, signal)).codeEngine;

  return {
    projects,
    accountOf: (id) => owners.get(id)?.name,
    ownerOf,
    identity: (signal) => first.codeEngine.identity(signal),
    project: async (ref, signal) => (await of(ref, signal)).project(ref, signal),
    inventory: async (ref, signal) => (await of(ref, signal)).inventory(ref, signal),
    pinsOf: async (ref, signal) => (await of(ref, signal)).pinsOf(ref, signal),
    functionRuntimes: async (ref, signal) => (await of(ref, signal)).functionRuntimes(ref, signal),
    outboundDestinations: async (ref, signal) => (await of(ref, signal)).outboundDestinations(ref, signal),
    dataStores: async (ref, signal) => (await of(ref, signal)).dataStores(ref, signal),
    secrets: async (ref, signal) => (await of(ref, signal)).secrets(ref, signal),
    quotas: async (ref, signal) => (await of(ref, signal)).quotas(ref, signal),
    kubernetesRoute: async (ref, signal) => (await of(ref, signal)).kubernetesRoute(ref, signal),
    build: async (ref, name, signal) => (await of(ref, signal)).build(ref, name, signal),
    buildRun: async (ref, name, signal) => (await of(ref, signal)).buildRun(ref, name, signal),
    buildRunsOf: async (ref, build, signal) => (await of(ref, signal)).buildRunsOf(ref, build, signal),
    buildRunDetail: async (ref, name, signal) => (await of(ref, signal)).buildRunDetail(ref, name, signal),
    app: async (ref, name, signal) => (await of(ref, signal)).app(ref, name, signal),
    revisionsOf: async (ref, app, signal) => (await of(ref, signal)).revisionsOf(ref, app, signal),
    revisionDetail: async (ref, revision, signal) =>
      (await of(ref, signal)).revisionDetail(ref, revision, signal),
    instancesOf: async (ref, app, signal) => (await of(ref, signal)).instancesOf(ref, app, signal),
    job: async (ref, name, signal) => (await of(ref, signal)).job(ref, name, signal),
    jobRun: async (ref, name, signal) => (await of(ref, signal)).jobRun(ref, name, signal),
    jobRunsOf: async (ref, job, signal) => (await of(ref, signal)).jobRunsOf(ref, job, signal),
    function: async (ref, name, signal) => (await of(ref, signal)).function(ref, name, signal),
    fleet: async (ref, name, signal) => (await of(ref, signal)).fleet(ref, name, signal),
    failedTasksOf: async (ref, fleet, signal) => (await of(ref, signal)).failedTasksOf(ref, fleet, signal),
    workersOf: async (ref, fleet, signal) => (await of(ref, signal)).workersOf(ref, fleet, signal),
    subnetPool: async (ref, id, signal) => (await of(ref, signal)).subnetPool(ref, id, signal),
    pods: async (ref, selector, signal) => (await of(ref, signal)).pods(ref, selector, signal),
    events: async (ref, objects, signal) => (await of(ref, signal)).events(ref, objects, signal),
    activity: async (ref, kinds, signal) => (await of(ref, signal)).activity(ref, kinds, signal),
    registryCredentials: async (ref, secret, signal) =>
      (await of(ref, signal)).registryCredentials(ref, secret, signal),
    gitCredential: async (ref, secret, signal) => (await of(ref, signal)).gitCredential(ref, secret, signal),
    startBuildRun: async (ref, build, name, signal) =>
      (await of(ref, signal)).startBuildRun(ref, build, name, signal),
    podLog: async (ref, pod, container, options, signal) =>
      (await of(ref, signal)).podLog(ref, pod, container, options, signal),
  };
}

/** Where all of an account failed for one reason, the account is what failed. */
function asAccount(
  account: string,
  { projects, failures }: Awaited<ReturnType<CodeEngine['projects']>>,
): Awaited<ReturnType<CodeEngine['projects']>>['failures'] {
  const [one] = failures;
  if (one && projects.length === 0 && failures.every(({ error }) => error === one.error)) {
    return [{ region: `account ${account}`, error: one.error }];
  }
  return failures.map(({ region, error }) => ({ region: `${region} (${account})`, error }));
}

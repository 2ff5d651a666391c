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

type Question = (...given: readonly unknown[]) => Promise<unknown>;

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

  const questions = Object.keys(first.codeEngine).filter(
    (name) => name !== 'projects' && name !== 'identity',
  );
  const dispatched = Object.fromEntries(
    questions.map((name) => [
      name,
      async (...given: readonly unknown[]) => {
        const owner = await ownerOf(given[0] as ProjectRef, given.at(-1) as AbortSignal);
        const ask = owner.codeEngine[name as keyof CodeEngine] as unknown as Question;
        return ask.apply(owner.codeEngine, [...given]);
      },
    ]),
  ) as unknown as CodeEngine;
  return {
    ...dispatched,
    projects,
    identity: (signal) => first.codeEngine.identity(signal),
    accountOf: (id) => owners.get(id)?.name,
    ownerOf,
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

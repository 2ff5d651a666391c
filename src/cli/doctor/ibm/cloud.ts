/** IBM Cloud as the checks see it: what several of them need is asked for once. */
import type { Core } from '../../../core';
import { SourceError } from '../../../diagnosis/model/evidence';
import type { Project } from '../../../diagnosis/model/platform';
import type { Activity } from '../../../diagnosis/model/sources';
import { type ProjectRef, projectsCalled, refOf } from '../../../diagnosis/model/subject';
import type { CloudSettings } from '../../../settings';
import { failed, type Outcome, skipped } from '../outcome';

/** Milliseconds that one check may take. */
const PATIENCE_MS = 20_000;

type Listed = Awaited<ReturnType<Core['codeEngine']['projects']>>;

/** One of several accounts. */
export interface AccountState {
  readonly name: string;
  /** Why nothing of it could be listed. */
  readonly error?: string;
}

export interface IbmCloudOptions {
  readonly core: Pick<Core, 'codeEngine' | 'registry' | 'archive' | 'network'>;
  readonly settings: CloudSettings;
  /** How ce-image logs in, as it stands in a sentence: `API key`. */
  readonly loginBy: string;
  /** Name or id of the project to look into; absent: the default project, else the first. */
  readonly project?: string;
}

export class IbmCloud {
  readonly core: IbmCloudOptions['core'];
  readonly settings: CloudSettings;
  readonly loginBy: string;
  /** Name or id of the project that was asked for. */
  readonly asked: string | undefined;
  #identity: ReturnType<Core['codeEngine']['identity']> | undefined;
  #listed: Promise<Listed> | undefined;
  #activity: Promise<Activity> | undefined;

  constructor({ core, settings, loginBy, project }: IbmCloudOptions) {
    this.core = core;
    this.settings = settings;
    this.loginBy = loginBy;
    this.asked = project ?? settings.CODE_ENGINE_PROJECT;
  }

  signal(): AbortSignal {
    return AbortSignal.timeout(PATIENCE_MS);
  }

  /** Who asks; of several accounts the first. Rejects with SourceError. */
  identity(): ReturnType<Core['codeEngine']['identity']> {
    this.#identity ??= this.core.codeEngine.identity(this.signal());
    return this.#identity;
  }

  /** Nobody is asked for projects without a login. Rejects with SourceError. */
  async projects(): Promise<Listed> {
    this.#listed ??= this.#accounts ? this.#list() : this.identity().then(() => this.#list());
    return this.#listed;
  }

  /** Several accounts, by their names, and which of them could not log in; undefined where there is one. */
  async accounts(): Promise<readonly AccountState[] | undefined> {
    if (!this.#accounts) return undefined;
    const { failures } = await this.projects();
    return this.#accounts.map(({ name }) => {
      const failure = failures.find(({ region }) => region === `account ${name}`);
      return { name, ...(failure && { error: failure.error }) };
    });
  }

  /** Resolves when a login works. Rejects with SourceError. */
  async loggedIn(): Promise<void> {
    const accounts = await this.accounts();
    if (!accounts) await this.identity();
    else if (accounts.every(({ error }) => error !== undefined)) {
      throw new SourceError('unauthorized', 'no account lets ce-image in');
    }
  }

  get #accounts(): CloudSettings['accounts'] {
    return this.settings.accounts;
  }

  #list(): Promise<Listed> {
    return this.core.codeEngine.projects(this.signal());
  }

  /** The project to look into: the one that was asked for, else the first that is active. Undefined: there is none. */
  async project(): Promise<Project | undefined> {
    const { projects } = await this.projects();
    const called = this.asked === undefined ? projects : projectsCalled(projects, this.asked);
    return called.find(({ status }) => status === 'active') ?? called[0];
  }

  /** What runs in the project to look into. Rejects with SourceError. */
  activity(ref: ProjectRef): Promise<Activity> {
    this.#activity ??= this.core.codeEngine.activity(ref, ['buildRuns', 'apps', 'jobRuns'], this.signal());
    return this.#activity;
  }
}

/** Nothing is called so: the question alone tells whether it may be asked. */
export const NOBODY = 'ce-image-doctor';

/** Names in one line. */
const MOST_NAMED = 8;

/** Names for a line, the first few and how many more there are. */
export function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Why a check was not tried: the one before it says what to do. */
const notLoggedIn = skipped('there is no login that works');

/**
 * Runs a check that needs a login, and turns what the cloud refuses into a failure with its cure.
 * @param look gets the cloud, which logs in at least
 */
export async function loggedIn(
  ibm: IbmCloud | string,
  look: (ibm: IbmCloud) => Promise<Outcome | readonly Outcome[]>,
): Promise<Outcome | readonly Outcome[]> {
  if (typeof ibm === 'string') return notLoggedIn;
  try {
    await ibm.loggedIn();
  } catch (error) {
    return error instanceof SourceError ? notLoggedIn : failure(error);
  }
  return look(ibm).catch(failure);
}

/** The same for a check that looks into one project. */
export function inProject(
  ibm: IbmCloud | string,
  look: (ref: ProjectRef, ibm: IbmCloud) => Promise<Outcome | readonly Outcome[]>,
): Promise<Outcome | readonly Outcome[]> {
  return loggedIn(ibm, async (cloud) => {
    const project = await cloud.project();
    if (!project) return skipped('there is no project to look into');
    return look(refOf(project), cloud);
  });
}

/**
 * An answer that could not be had, as a line; anything else is a bug and goes on.
 * @param of one of several that were asked
 */
export function failure(error: unknown, of?: string): Outcome {
  if (!(error instanceof SourceError)) throw error;
  const detail = of === undefined ? error.message : `${of}: ${error.message}`;
  return failed(detail, error.cure ?? 'Try again; if it stays, look at https://cloud.ibm.com/status.');
}

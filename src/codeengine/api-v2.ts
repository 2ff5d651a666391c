/** The Code Engine API v2: lists and single resources of the projects of the configured regions. */
import type { z } from 'zod';
import { SourceError } from '../diagnosis/model/evidence';
import type { MissingList, Project } from '../diagnosis/model/platform';
import type { ActivitySource, BuildRunner, CodeEngineSource } from '../diagnosis/model/sources';
import type { ProjectRef } from '../diagnosis/model/subject';
import { malformed, type Topic } from './errors';
import type { Http } from './http';
import type { Iam } from './iam';
import * as to from './mapping';
import { path } from './path';
import * as schemas from './schemas';

/** Pinned: another version moves environment variables between fields. */
const VERSION = '2025-07-10';
const PAGE_SIZE = 100;
/** Pages that are followed; a project holds far fewer resources (quotas: 100 to 120 of a kind). */
const MOST_PAGES = 50;

const runRetention =
  'Code Engine removes finished runs: after an hour at the earliest, after a week at the latest. Run it again, or look into IBM Cloud Logs.';

export type ApiV2Source = Pick<
  CodeEngineSource,
  | 'projects'
  | 'project'
  | 'inventory'
  | 'build'
  | 'buildRun'
  | 'buildRunsOf'
  | 'app'
  | 'revisionsOf'
  | 'instancesOf'
  | 'job'
  | 'jobRun'
  | 'jobRunsOf'
  | 'function'
  | 'functionRuntimes'
  | 'egressIps'
> &
  ActivitySource &
  BuildRunner;

type Params = Readonly<Record<string, string | number | undefined>>;
type Words = Pick<Topic, 'what' | 'cures'>;

/** Reads of the API v2, before they are mapped. */
export class ApiV2 {
  constructor(
    private readonly http: Http,
    private readonly iam: Iam,
    /** May hold `{region}`. */
    private readonly url: string,
  ) {}

  urlOf(region: string): string {
    return this.url.replaceAll('{region}', region);
  }

  /** @param region Region whose API is asked. */
  async get<S extends z.ZodType>(
    region: string,
    where: string,
    words: Words,
    schema: S,
    signal: AbortSignal,
    params: Params = {},
  ): Promise<z.output<S>> {
    const bearer = await this.iam.accessToken(signal);
    const request = {
      who: `Code Engine in ${region}`,
      ...words,
      baseUrl: this.urlOf(region),
      path: `/v2${where}`,
      bearer,
      params: { version: VERSION, ...params },
    };
    return this.http.json(request, schema, signal);
  }

  /** Creates something. Never repeated. */
  async create<S extends z.ZodType>(
    region: string,
    where: string,
    words: Words,
    body: Readonly<Record<string, unknown>>,
    schema: S,
    signal: AbortSignal,
  ): Promise<z.output<S>> {
    const bearer = await this.iam.accessToken(signal);
    const request = {
      who: `Code Engine in ${region}`,
      ...words,
      method: 'POST' as const,
      baseUrl: this.urlOf(region),
      path: `/v2${where}`,
      bearer,
      params: { version: VERSION },
      body,
    };
    return this.http.json(request, schema, signal);
  }

  /** Every element of a list, page after page. */
  async list<S extends z.ZodType>(
    region: string,
    where: string,
    collection: string,
    words: Words,
    schema: S,
    signal: AbortSignal,
    params: Params = {},
  ): Promise<readonly z.output<S>[]> {
    const pages = schemas.page(collection, schema);
    const items: z.output<S>[] = [];
    const starts = new Set<string>();
    let start: string | undefined;
    do {
      const asked: Params = { limit: PAGE_SIZE, start, ...params };
      const page = await this.get(region, where, words, pages, signal, asked);
      items.push(...page.items);
      start = page.next || undefined;
      if (start !== undefined) {
        const topic = { who: `Code Engine in ${region}`, ...words };
        if (starts.has(start)) throw malformed(topic, 'leads from page to page in a circle');
        if (starts.size >= MOST_PAGES - 1) throw malformed(topic, `has more than ${MOST_PAGES} pages`);
        starts.add(start);
      }
    } while (start !== undefined);
    return items;
  }
}

/** Lists that are read side by side: one that fails leaves the others. */
class Lists {
  #asked = 0;
  readonly #failed: { readonly source: string; readonly error: SourceError }[] = [];

  /** Empty when it cannot be read. */
  async read<T>(source: string, list: Promise<readonly T[]>): Promise<readonly T[]> {
    this.#asked += 1;
    try {
      return await list;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.#failed.push({ source, error });
      return [];
    }
  }

  /** @throws SourceError when none could be read. */
  missing(): readonly MissingList[] {
    const [first] = this.#failed;
    if (first && this.#failed.length === this.#asked) throw first.error;
    return this.#failed.map(({ source, error: { reason, message, cure } }) => ({
      source,
      reason,
      detail: message,
      ...(cure !== undefined && { cure }),
    }));
  }
}

export function apiV2Source(api: ApiV2, regions: readonly string[]): ApiV2Source {
  const one = <S extends z.ZodType>(
    { id, region, name: projectName }: ProjectRef,
    collection: string,
    noun: string,
    name: string,
    schema: S,
    signal: AbortSignal,
    cure = `List what there is with \`ibmcloud ce project select --name ${projectName}\` and the matching list command.`,
  ): Promise<z.output<S>> =>
    api.get(
      region,
      `${path`/projects/${id}`}/${collection}${path`/${name}`}`,
      {
        what: `the ${noun} “${name}” of project “${projectName}”`,
        cures: { 'not-found': cure },
      },
      schema,
      signal,
    );

  const all = <S extends z.ZodType>(
    { id, region, name: projectName }: ProjectRef,
    where: string,
    collection: string,
    noun: string,
    schema: S,
    signal: AbortSignal,
    params: Params = {},
  ): Promise<readonly z.output<S>[]> =>
    api.list(
      region,
      `${path`/projects/${id}`}${where}`,
      collection,
      { what: `the ${noun} of project “${projectName}”` },
      schema,
      signal,
      params,
    );

  const buildRuns = async (ref: ProjectRef, signal: AbortSignal, build?: string) =>
    to.newestFirst(
      (
        await all(ref, '/build_runs', 'build_runs', 'build runs', schemas.buildRun, signal, {
          build_name: build,
        })
      ).map(to.toBuildRun),
    );
  const jobRuns = async (ref: ProjectRef, signal: AbortSignal, job?: string) =>
    to.newestFirst(
      (await all(ref, '/job_runs', 'job_runs', 'job runs', schemas.jobRun, signal, { job_name: job })).map(
        to.toJobRun,
      ),
    );

  return {
    projects: (signal) => projectsOf(api, regions, signal),

    async project(ref, signal) {
      const words = {
        what: `the project “${ref.name}” in ${ref.region}`,
        cures: { 'not-found': 'Check name and region with `ibmcloud ce project list --all`.' },
      };
      return to.toProject(
        await api.get(ref.region, path`/projects/${ref.id}`, words, schemas.project, signal),
      );
    },

    async inventory(ref, signal) {
      const lists = new Lists();
      const [builds, runs, apps, jobs, runsOfJobs, functions] = await Promise.all([
        lists.read('Builds', all(ref, '/builds', 'builds', 'builds', schemas.build, signal)),
        lists.read('Build runs', buildRuns(ref, signal)),
        lists.read('Apps', all(ref, '/apps', 'apps', 'apps', schemas.app, signal)),
        lists.read('Jobs', all(ref, '/jobs', 'jobs', 'jobs', schemas.job, signal)),
        lists.read('Job runs', jobRuns(ref, signal)),
        lists.read(
          'Functions',
          all(ref, '/functions', 'functions', 'functions', schemas.functionResource, signal),
        ),
      ]);
      const missing = lists.missing();
      return {
        builds: to.newestFirst(builds.map(to.toBuild)),
        buildRuns: runs,
        apps: to.newestFirst(apps.map(to.toApp)),
        jobs: to.newestFirst(jobs.map(to.toJob)),
        jobRuns: runsOfJobs,
        functions: to.newestFirst(functions.map(to.toFunction)),
        ...(missing.length > 0 && { missing }),
      };
    },

    async activity(ref, kinds, signal) {
      const [runs, apps, runsOfJobs] = await Promise.all([
        kinds.includes('buildRuns') ? buildRuns(ref, signal) : undefined,
        kinds.includes('apps') ? all(ref, '/apps', 'apps', 'apps', schemas.app, signal) : undefined,
        kinds.includes('jobRuns') ? jobRuns(ref, signal) : undefined,
      ]);
      return {
        ...(runs && { buildRuns: runs }),
        ...(apps && { apps: apps.map(to.toApp) }),
        ...(runsOfJobs && { jobRuns: runsOfJobs }),
      };
    },

    async startBuildRun(ref, build, name, signal) {
      const words = {
        what: `the new run “${name}” of build “${build}” in project “${ref.name}”`,
        cures: { forbidden: 'Starting a build run needs the service role Writer on the project.' },
      };
      const where = path`/projects/${ref.id}/build_runs`;
      try {
        const body = { build_name: build, name };
        return to.toBuildRun(await api.create(ref.region, where, words, body, schemas.buildRun, signal));
      } catch (error) {
        // The answer to the first try was lost, or somebody asked twice: then the run is there.
        const there = await one(ref, 'build_runs', 'build run', name, schemas.buildRun, signal).catch(
          () => undefined,
        );
        if (there) return to.toBuildRun(there);
        throw error;
      }
    },

    build: async (ref, name, signal) =>
      to.toBuild(await one(ref, 'builds', 'build', name, schemas.build, signal)),
    buildRun: async (ref, name, signal) =>
      to.toBuildRun(await one(ref, 'build_runs', 'build run', name, schemas.buildRun, signal, runRetention)),
    buildRunsOf: (ref, build, signal) => buildRuns(ref, signal, build),
    app: async (ref, name, signal) => to.toApp(await one(ref, 'apps', 'app', name, schemas.app, signal)),
    async revisionsOf(ref, app, signal) {
      const where = path`/apps/${app}/revisions`;
      const found = await all(
        ref,
        where,
        'revisions',
        `revisions of app “${app}”`,
        schemas.appRevision,
        signal,
      );
      return to.newestFirst(found.map(to.toAppRevision));
    },
    async instancesOf(ref, app, signal) {
      const where = path`/apps/${app}/instances`;
      const found = await all(
        ref,
        where,
        'instances',
        `instances of app “${app}”`,
        schemas.appInstance,
        signal,
      );
      return to.newestFirst(found.map(to.toAppInstance));
    },
    job: async (ref, name, signal) => to.toJob(await one(ref, 'jobs', 'job', name, schemas.job, signal)),
    jobRun: async (ref, name, signal) =>
      to.toJobRun(await one(ref, 'job_runs', 'job run', name, schemas.jobRun, signal, runRetention)),
    jobRunsOf: (ref, job, signal) => jobRuns(ref, signal, job),
    function: async (ref, name, signal) =>
      to.toFunction(await one(ref, 'functions', 'function', name, schemas.functionResource, signal)),
    async functionRuntimes(ref, signal) {
      const words = { what: 'the runtimes of functions' };
      return (await api.get(ref.region, '/function_runtimes', words, schemas.functionRuntimes, signal))
        .function_runtimes;
    },
    async egressIps(ref, signal) {
      const words = { what: `the egress addresses of project “${ref.name}”` };
      const found = await api.get(
        ref.region,
        path`/projects/${ref.id}/egress_ips`,
        words,
        schemas.egressIps,
        signal,
      );
      return { public: found.public ?? [], private: found.private ?? [] };
    },
  };
}

/** Projects of every region. Regions that share one URL are asked once. */
async function projectsOf(
  api: ApiV2,
  regions: readonly string[],
  signal: AbortSignal,
): ReturnType<CodeEngineSource['projects']> {
  const wanted = new Set(regions);
  const byUrl = new Map<string, string[]>();
  for (const region of wanted) {
    const url = api.urlOf(region);
    byUrl.set(url, [...(byUrl.get(url) ?? []), region]);
  }
  const projects = new Map<string, Project>();
  const failures: { region: string; error: string }[] = [];
  await Promise.all(
    [...byUrl.values()].map(async (together) => {
      const [asked = ''] = together;
      try {
        const words = { what: `the projects in ${together.join(', ')}` };
        for (const model of await api.list(asked, '/projects', 'projects', words, schemas.project, signal)) {
          if (wanted.has(model.region)) projects.set(model.id, to.toProject(model));
        }
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        failures.push(...together.map((region) => ({ region, error: error.message })));
      }
    }),
  );
  const order = (a: { region: string }, b: { region: string }) => a.region.localeCompare(b.region);
  return {
    projects: [...projects.values()].sort((a, b) => order(a, b) || a.name.localeCompare(b.name)),
    failures: failures.sort(order),
  };
}

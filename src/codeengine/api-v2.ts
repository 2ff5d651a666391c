/** The Code Engine API v2: lists and single resources of the projects of the configured regions. */
import { z } from 'zod';
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
  ): Promise<schemas.Listing<z.output<S>>> {
    const pages = schemas.page(collection, schema);
    const items: z.output<S>[] = [];
    const unread: string[] = [];
    const starts = new Set<string>();
    let start: string | undefined;
    do {
      const asked: Params = { limit: PAGE_SIZE, start, ...params };
      const page = await this.get(region, where, words, pages, signal, asked);
      items.push(...page.items);
      unread.push(...page.unread);
      start = page.next || undefined;
      if (start !== undefined) {
        const topic = { who: `Code Engine in ${region}`, ...words };
        if (starts.has(start)) throw malformed(topic, 'leads from page to page in a circle');
        if (starts.size >= MOST_PAGES - 1) throw malformed(topic, `has more than ${MOST_PAGES} pages`);
        starts.add(start);
      }
    } while (start !== undefined);
    return { items, unread };
  }
}

/** Lists that are read side by side: one that fails leaves the others, and an element that cannot be read is counted. */
class Lists {
  #asked = 0;
  readonly #failed: SourceError[] = [];
  readonly #missing: MissingList[] = [];

  /** Empty when it cannot be read. */
  async read<T>(source: string, list: Promise<schemas.Listing<T>>): Promise<readonly T[]> {
    this.#asked += 1;
    try {
      const { items, unread } = await list;
      if (unread.length > 0) this.#missing.push(unreadOf(source, items.length, unread));
      return items;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.#failed.push(error);
      const { reason, message, cure } = error;
      this.#missing.push({ source, reason, detail: message, ...(cure !== undefined && { cure }) });
      return [];
    }
  }

  /** @throws SourceError when none could be read. */
  missing(): { readonly missing?: readonly MissingList[] } {
    const [first] = this.#failed;
    if (first && this.#failed.length === this.#asked) throw first;
    return this.#missing.length > 0 ? { missing: this.#missing } : {};
  }
}

/** What is said of elements that were left out. */
function unreadOf(source: string, read: number, unread: readonly string[]): MissingList {
  const fields = [...new Set(unread)].slice(0, 3).map((field) => `“${field}”`);
  return {
    source,
    reason: 'malformed',
    detail: `${unread.length} of ${read + unread.length} have an unexpected form and are left out (${fields.join(', ')})`,
  };
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
      named(schema, { name }),
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
  ): Promise<schemas.Listing<z.output<S>>> =>
    api.list(
      region,
      `${path`/projects/${id}`}${where}`,
      collection,
      { what: `the ${noun} of project “${projectName}”` },
      schema,
      signal,
      params,
    );

  const buildRuns = (ref: ProjectRef, signal: AbortSignal, build?: string) =>
    all(ref, '/build_runs', 'build_runs', 'build runs', schemas.buildRun, signal, { build_name: build });
  const jobRuns = (ref: ProjectRef, signal: AbortSignal, job?: string) =>
    all(ref, '/job_runs', 'job_runs', 'job runs', schemas.jobRun, signal, { job_name: job });

  return {
    projects: (signal) => projectsOf(api, regions, signal),

    async project(ref, signal) {
      const words = {
        what: `the project “${ref.name}” in ${ref.region}`,
        cures: { 'not-found': 'Check name and region with `ibmcloud ce project list --all`.' },
      };
      return to.toProject(
        await api.get(
          ref.region,
          path`/projects/${ref.id}`,
          words,
          named(schemas.project, { ...ref }),
          signal,
        ),
        ref.region,
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
      return {
        builds: to.newestFirst(builds.map(to.toBuild)),
        buildRuns: to.newestFirst(runs.map(to.toBuildRun)),
        apps: to.newestFirst(apps.map(to.toApp)),
        jobs: to.newestFirst(jobs.map(to.toJob)),
        jobRuns: to.newestFirst(runsOfJobs.map(to.toJobRun)),
        functions: to.newestFirst(functions.map(to.toFunction)),
        ...lists.missing(),
      };
    },

    async activity(ref, kinds, signal) {
      // One list that cannot be read fails the look; an element that cannot is left to the others' sake.
      const [runs, apps, runsOfJobs] = await Promise.all([
        kinds.includes('buildRuns') ? buildRuns(ref, signal) : undefined,
        kinds.includes('apps') ? all(ref, '/apps', 'apps', 'apps', schemas.app, signal) : undefined,
        kinds.includes('jobRuns') ? jobRuns(ref, signal) : undefined,
      ]);
      return {
        ...(runs && { buildRuns: to.newestFirst(runs.items.map(to.toBuildRun)) }),
        ...(apps && { apps: apps.items.map(to.toApp) }),
        ...(runsOfJobs && { jobRuns: to.newestFirst(runsOfJobs.items.map(to.toJobRun)) }),
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
    buildRunsOf: async (ref, build, signal) =>
      to.newestFirst((await buildRuns(ref, signal, build)).items.map(to.toBuildRun)),
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
      return to.newestFirst(found.items.map(to.toAppRevision));
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
      return to.newestFirst(found.items.map(to.toAppInstance));
    },
    job: async (ref, name, signal) => to.toJob(await one(ref, 'jobs', 'job', name, schemas.job, signal)),
    jobRun: async (ref, name, signal) =>
      to.toJobRun(await one(ref, 'job_runs', 'job run', name, schemas.jobRun, signal, runRetention)),
    jobRunsOf: async (ref, job, signal) =>
      to.newestFirst((await jobRuns(ref, signal, job)).items.map(to.toJobRun)),
    function: async (ref, name, signal) =>
      to.toFunction(await one(ref, 'functions', 'function', name, schemas.functionResource, signal)),
    async functionRuntimes(ref, signal) {
      const words = { what: 'the runtimes of functions' };
      return (await api.get(ref.region, '/function_runtimes', words, schemas.functionRuntimes, signal)).items;
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

/** What was asked for by name has that name, whether the answer repeats it or not. */
function named<S extends z.ZodType>(
  schema: S,
  asked: Readonly<Record<string, unknown>>,
): z.ZodType<z.output<S>> {
  const whole = (body: unknown) =>
    typeof body === 'object' && body !== null && !Array.isArray(body)
      ? { ...asked, ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)) }
      : body;
  return z.preprocess(whole, schema) as unknown as z.ZodType<z.output<S>>;
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
        const { items, unread } = await api.list(
          asked,
          '/projects',
          'projects',
          words,
          schemas.project,
          signal,
        );
        for (const model of items) {
          const project = to.toProject(model, asked);
          if (wanted.has(project.region)) projects.set(project.id, project);
        }
        if (unread.length > 0) {
          const { detail } = unreadOf('Projects', items.length, unread);
          failures.push({ region: together.join(', '), error: `of ${words.what}, ${detail}` });
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

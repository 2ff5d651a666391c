/** Resources of Code Engine projects, as the API v2 shows them: the core's questions, asked and mapped. */
import { z } from 'zod';
import { SourceError } from '../diagnosis/model/evidence';
import type { ActivitySource, BuildRunner, CodeEngineSource } from '../diagnosis/model/sources';
import type { ProjectRef } from '../diagnosis/model/subject';
import { type Listing, readable, whole } from '../http/pages';
import type { ApiV2, Params } from './api-v2';
import { type FleetSource, fleetSource, fleetsOf } from './fleets';
import { Lists } from './lists';
import * as to from './mapping';
import { path } from './path';
import { projectsOf } from './projects';
import * as schemas from './schemas';

const runRetention =
  'Code Engine removes finished runs: after an hour at the earliest, after a week at the latest. Run it again, or look into IBM Cloud Logs.';

export type ResourceSource = Pick<
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
  | 'outboundDestinations'
  | 'dataStores'
> &
  FleetSource &
  ActivitySource &
  BuildRunner;

/** Apps, jobs, functions, builds and what belongs to them, by API v2. */
export function resourceSource(api: ApiV2, regions: readonly string[]): ResourceSource {
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
  ): Promise<Listing<z.output<S>>> =>
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
    ...fleetSource(api),
    projects: (signal) => projectsOf(api, regions, signal),

    async project(ref, signal) {
      const words = { what: `the project “${ref.name}” in ${ref.region}` };
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
      const [builds, runs, apps, jobs, runsOfJobs, functions, fleets] = await Promise.all([
        lists.read('Builds', all(ref, '/builds', 'builds', 'builds', schemas.build, signal)),
        lists.read('Build runs', buildRuns(ref, signal)),
        lists.read('Apps', all(ref, '/apps', 'apps', 'apps', schemas.app, signal)),
        lists.read('Jobs', all(ref, '/jobs', 'jobs', 'jobs', schemas.job, signal)),
        lists.read('Job runs', jobRuns(ref, signal)),
        lists.read(
          'Functions',
          all(ref, '/functions', 'functions', 'functions', schemas.functionResource, signal),
        ),
        lists.read('Fleets', fleetsOf(api, ref, signal), true),
      ]);
      return {
        builds: to.newestFirst(builds.map(to.toBuild)),
        buildRuns: to.newestFirst(runs.map(to.toBuildRun)),
        apps: to.newestFirst(apps.map(to.toApp)),
        jobs: to.newestFirst(jobs.map(to.toJob)),
        jobRuns: to.newestFirst(runsOfJobs.map(to.toJobRun)),
        functions: to.newestFirst(functions.map(to.toFunction)),
        fleets: to.newestFirst(fleets.map(to.toFleet)),
        ...lists.missing(),
      };
    },

    async activity(ref, kinds, signal) {
      // One list that cannot be read fails the look; an element that cannot is left to the others' sake.
      const [runs, apps, runsOfJobs, fleets] = await Promise.all([
        kinds.includes('buildRuns') ? buildRuns(ref, signal) : undefined,
        kinds.includes('apps') ? all(ref, '/apps', 'apps', 'apps', schemas.app, signal) : undefined,
        kinds.includes('jobRuns') ? jobRuns(ref, signal) : undefined,
        kinds.includes('fleets') ? fleetsOf(api, ref, signal).catch(withoutFleets) : undefined,
      ]);
      return {
        ...(runs && { buildRuns: to.newestFirst(whole(runs).map(to.toBuildRun)) }),
        ...(apps && { apps: whole(apps).map(to.toApp) }),
        ...(fleets && { fleets: whole(fleets).map(to.toFleet) }),
        ...(runsOfJobs && { jobRuns: to.newestFirst(whole(runsOfJobs).map(to.toJobRun)) }),
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
      readable(await buildRuns(ref, signal, build), (all) => to.newestFirst(all.map(to.toBuildRun))),
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
      return readable(found, (all) => to.newestFirst(all.map(to.toAppRevision)));
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
      return readable(found, (all) => to.newestFirst(all.map(to.toAppInstance)));
    },
    job: async (ref, name, signal) => to.toJob(await one(ref, 'jobs', 'job', name, schemas.job, signal)),
    jobRun: async (ref, name, signal) =>
      to.toJobRun(await one(ref, 'job_runs', 'job run', name, schemas.jobRun, signal, runRetention)),
    jobRunsOf: async (ref, job, signal) =>
      readable(await jobRuns(ref, signal, job), (all) => to.newestFirst(all.map(to.toJobRun))),
    function: async (ref, name, signal) =>
      to.toFunction(await one(ref, 'functions', 'function', name, schemas.functionResource, signal)),
    async functionRuntimes(ref, signal) {
      const words = { what: 'the runtimes of functions' };
      const found = await api.get(ref.region, '/function_runtimes', words, schemas.functionRuntimes, signal);
      return readable(found, (all) => all);
    },
    async outboundDestinations(ref, signal) {
      const noun = 'allowed outbound destinations';
      const where = 'allowed_outbound_destinations';
      const found = await all(ref, `/${where}`, where, noun, schemas.outboundDestination, signal);
      return readable(found, (all) => all.map(to.toOutbound));
    },
    async dataStores(ref, signal) {
      const where = 'persistent_data_stores';
      const found = await all(ref, `/${where}`, where, 'persistent data stores', schemas.dataStore, signal);
      return readable(found, (all) => all.map(to.toDataStore));
    },
  };
}

/** A region whose API does not know fleets has none. */
function withoutFleets(error: unknown): Listing<never> {
  if (error instanceof SourceError && error.reason === 'not-found') return { items: [], unread: [] };
  throw error;
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

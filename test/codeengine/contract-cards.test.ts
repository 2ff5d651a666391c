/** IBM's published examples, made poorer field by field, from the answer of the API to the card. */
import fc from 'fast-check';
import type { z } from 'zod';
import { renderMessage } from '../../src/cli/terminal';
import * as to from '../../src/codeengine/mapping';
import * as schemas from '../../src/codeengine/schemas';
import { createDiagnosis } from '../../src/diagnosis/investigate';
import { Masker } from '../../src/diagnosis/model/secrets';
import type { CodeEngineSource } from '../../src/diagnosis/model/sources';
import type { WorkloadKind } from '../../src/diagnosis/model/subject';
import { listing } from '../../src/http/pages';
import { overviewCard } from '../../src/slack/cards/overview';
import { reportCard } from '../../src/slack/cards/report';
import examples from '../contract/code-engine-v2-examples.json';
import { project, ref, sources } from '../diagnosis/support/world';

type Body = Readonly<Record<string, unknown>>;

const bodyOf = (operation: string) =>
  (examples as unknown as Record<string, { readonly bodies: readonly Body[] }>)[operation]?.bodies[0] as Body;
const elementOf = (operation: string, collection: string) =>
  (bodyOf(operation)[collection] as readonly Body[])[0] as Body;

const wells = {
  build: bodyOf('GetBuild'),
  buildRun: bodyOf('GetBuildRun'),
  app: bodyOf('GetApp'),
  revision: elementOf('ListAppRevisions', 'revisions'),
  instance: elementOf('ListAppInstances', 'instances'),
  job: bodyOf('GetJob'),
  jobRun: bodyOf('GetJobRun'),
  function: bodyOf('GetFunction'),
  secret: elementOf('ListSecrets', 'secrets'),
  destination: bodyOf('GetAllowedOutboundDestination'),
} as const;
type Name = keyof typeof wells;
type Bodies = Readonly<Record<Name, Body>>;

/** As what each is read. */
const models: Readonly<Record<Name, z.ZodType>> = {
  build: schemas.build,
  buildRun: schemas.buildRun,
  app: schemas.app,
  revision: schemas.appRevision,
  instance: schemas.appInstance,
  job: schemas.job,
  jobRun: schemas.jobRun,
  function: schemas.functionResource,
  secret: schemas.secret,
  destination: schemas.outboundDestination,
};

/** The same, of things that failed. */
const failed = (body: Body, reason: string): Body => ({
  ...body,
  status: 'failed',
  status_details: { ...(body.status_details as Body), reason },
});
const fails: Bodies = {
  ...wells,
  buildRun: failed(wells.buildRun, 'missing_secrets'),
  app: failed(wells.app, 'no_revision_ready'),
  revision: failed(wells.revision, 'initial_scale_never_achieved'),
  jobRun: {
    ...wells.jobRun,
    status: 'failed',
    status_details: {
      ...(wells.jobRun.status_details as Body),
      failed: 1,
      indices_details: { 0: { status: 'failed', last_failure_reason: 'OOMKilled', retries: 3 } },
    },
  },
};

/** A Code Engine that answers with these bodies, read as the adapter reads them. */
function codeEngineOf(bodies: Bodies): Partial<CodeEngineSource> {
  const one =
    <T>(name: Name, schema: Parameters<typeof listing>[1], map: (model: never) => T) =>
    async (): Promise<T> =>
      map(schema.parse({ name: 'asked-for', ...bodies[name] }) as never);
  const all =
    <T>(name: Name, schema: Parameters<typeof listing>[1], map: (model: never) => T) =>
    async (): Promise<readonly T[]> =>
      listing([bodies[name]], schema).items.map((model) => map(model as never));
  const parts = {
    build: one('build', schemas.build, to.toBuild),
    buildRun: one('buildRun', schemas.buildRun, to.toBuildRun),
    buildRunsOf: all('buildRun', schemas.buildRun, to.toBuildRun),
    app: one('app', schemas.app, to.toApp),
    revisionsOf: all('revision', schemas.appRevision, to.toAppRevision),
    instancesOf: all('instance', schemas.appInstance, to.toAppInstance),
    job: one('job', schemas.job, to.toJob),
    jobRun: one('jobRun', schemas.jobRun, to.toJobRun),
    jobRunsOf: all('jobRun', schemas.jobRun, to.toJobRun),
    function: one('function', schemas.functionResource, to.toFunction),
    outboundDestinations: all('destination', schemas.outboundDestination, to.toOutbound),
  };
  return {
    ...parts,
    inventory: async () => ({
      builds: await all('build', schemas.build, to.toBuild)(),
      buildRuns: await parts.buildRunsOf(),
      apps: await all('app', schemas.app, to.toApp)(),
      jobs: await all('job', schemas.job, to.toJob)(),
      jobRuns: await parts.jobRunsOf(),
      functions: await all('function', schemas.functionResource, to.toFunction)(),
      fleets: [],
    }),
  };
}

const kinds: readonly WorkloadKind[] = ['build', 'buildrun', 'app', 'job', 'jobrun', 'function'];
/** Kinds on whose cards a body is seen. */
const seenOn: Readonly<Record<Name, readonly WorkloadKind[]>> = {
  build: ['build'],
  buildRun: ['build', 'buildrun', 'app', 'job'],
  app: ['app'],
  revision: ['app'],
  instance: ['app'],
  job: ['job'],
  jobRun: ['job', 'jobrun'],
  function: ['function'],
  secret: [],
  destination: [],
};

const odd = /failed inside|\bundefined\b|\bNaN\b|\[object |Invalid Date|\bnull\b/;

/** What no person can read on a card or in the overview; undefined when all is well. */
async function faultOf(bodies: Bodies, on: readonly WorkloadKind[]): Promise<string | undefined> {
  const diagnosis = createDiagnosis(sources(codeEngineOf(bodies)), {
    masker: new Masker(),
    defaultProject: 'shop',
  });
  const overview = await diagnosis.overview({ project: project.name });
  const cards = await Promise.all(
    on.map(async (kind) =>
      reportCard(await diagnosis.investigate({ kind, name: 'asked-for', project: ref })),
    ),
  );
  for (const card of ['found' in overview ? undefined : overviewCard(overview), ...cards]) {
    if (!card) return 'no overview';
    const text = renderMessage(card, { color: false, width: 100, bare: true });
    const found = new RegExp(`.{0,60}(?:${odd.source}).{0,60}`).exec(text)?.[0];
    if (found !== undefined || text.length < 40) return found ?? text;
  }
  return undefined;
}

function placesIn(value: unknown, above: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const place = [...above, key];
    return [place, ...placesIn(below, place)];
  });
}

function without(body: Body, ...places: readonly (readonly string[])[]): Body {
  const copy = structuredClone(body);
  for (const place of places) {
    let holder: unknown = copy;
    for (const key of place.slice(0, -1)) holder = (holder as Record<string, unknown> | undefined)?.[key];
    if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, place.at(-1) as string);
  }
  return copy;
}

const worlds = { 'all is well': wells, 'all has failed': fails };

test.each(Object.entries(worlds))('%s: the examples themselves make cards', async (_what, bodies) => {
  expect(await faultOf(bodies, kinds)).toBeUndefined();
});

describe.each(Object.entries(worlds))('%s', (_what, bodies) => {
  test.each(Object.keys(wells) as Name[])(
    'there are cards whichever field of a %s is missing',
    async (name) => {
      const faults: string[] = [];
      // Most fields are never read: without them the answer is the same.
      const read = new Set([JSON.stringify(models[name].safeParse(bodies[name]))]);
      for (const place of placesIn(bodies[name])) {
        const poorer = without(bodies[name], place);
        const known = JSON.stringify(models[name].safeParse(poorer));
        if (read.has(known)) continue;
        read.add(known);
        const fault = await faultOf({ ...bodies, [name]: poorer }, seenOn[name]);
        if (fault !== undefined) faults.push(`${place.join('.')}: ${fault}`);
      }
      expect(faults).toEqual([]);
    },
  );

  test('and whichever two fields of two of them are missing', async () => {
    const places = (Object.keys(wells) as Name[]).flatMap((name) =>
      placesIn(bodies[name]).map((place) => ({ name, place })),
    );
    const pair = fc.tuple(fc.constantFrom(...places), fc.constantFrom(...places));
    await fc.assert(
      fc.asyncProperty(pair, async (both) => {
        const poorer: Record<Name, Body> = { ...bodies };
        for (const { name, place } of both) poorer[name] = without(poorer[name], place);
        expect(await faultOf(poorer, [...new Set(both.flatMap(({ name }) => seenOn[name]))])).toBeUndefined();
      }),
      { numRuns: 40, seed: 16 },
    );
  });
});

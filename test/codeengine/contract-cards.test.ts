/**
 * IBM's published examples, made poorer field by field, from the answer of the API to the card. The seed of the random
 * part is printed; `FUZZ_SEED` plays one again, `FUZZ_RUNS` says how many pairs are tried.
 */
import fc from 'fast-check';
import { z } from 'zod';
import { renderMessage } from '../../src/cli/terminal';
import * as kubernetes from '../../src/codeengine/kubernetes-schemas';
import * as schemas from '../../src/codeengine/schemas';
import { createDiagnosis } from '../../src/diagnosis/investigate';
import { SourceError } from '../../src/diagnosis/model/evidence';
import { Masker } from '../../src/diagnosis/model/secrets';
import type { ProjectRef, WorkloadKind } from '../../src/diagnosis/model/subject';
import type { Card } from '../../src/slack/cards/blocks';
import { overviewCard } from '../../src/slack/cards/overview';
import { reportCard } from '../../src/slack/cards/report';
import { transcriptCard } from '../../src/slack/cards/transcript';
import { check, registry, stillClock } from '../diagnosis/support/world';
import {
  type Bodies,
  type Body,
  fails,
  type Name,
  names,
  paperCloud,
  subnetCrn,
  wells,
} from './support/paper-cloud';

const ref: ProjectRef = { id: wells.project.id as string, name: 'project-name', region: 'us-east' };

/** As what each is read. Most fields never are: without them the answer is the same. */
const models: Readonly<Record<Name, z.ZodType>> = {
  project: schemas.project,
  build: schemas.build,
  buildRun: schemas.buildRun,
  app: schemas.app.and(schemas.addressed),
  revision: schemas.appRevision,
  instance: schemas.appInstance,
  job: schemas.job.and(schemas.addressed),
  jobRun: schemas.jobRun,
  function: schemas.functionResource.and(schemas.addressed),
  runtime: z.looseObject({}),
  secret: schemas.secret,
  destination: schemas.outboundDestination,
  dataStore: schemas.dataStore,
  fleet: schemas.fleet,
  fleetTask: schemas.fleetTask,
  fleetWorker: schemas.fleetWorker,
  subnetPool: schemas.subnetPool,
  pod: kubernetes.pod,
  event: kubernetes.event,
};

type View = WorkloadKind | 'overview' | 'log';

const subjects: Readonly<Record<WorkloadKind, string>> = {
  build: 'my-build',
  buildrun: 'my-build-run',
  app: 'my-app',
  job: 'my-job',
  jobrun: 'my-job-run',
  function: 'my-function',
  fleet: 'scan',
};
const kinds = Object.keys(subjects) as readonly WorkloadKind[];

/** Where a body is seen. */
const seenOn: Readonly<Record<Name, readonly View[]>> = {
  project: ['app', 'overview'],
  build: ['build', 'overview'],
  buildRun: ['build', 'buildrun', 'app', 'job', 'overview'],
  app: ['app', 'overview', 'log'],
  revision: ['app'],
  instance: ['app', 'overview'],
  job: ['job', 'overview'],
  jobRun: ['job', 'jobrun', 'overview'],
  function: ['function', 'overview'],
  runtime: ['function'],
  secret: ['app', 'job', 'function'],
  destination: ['app'],
  dataStore: ['app', 'fleet'],
  fleet: ['fleet', 'overview'],
  fleetTask: ['fleet'],
  fleetWorker: ['fleet'],
  subnetPool: ['fleet'],
  pod: ['app', 'log'],
  event: ['app'],
};

const network = {
  subnets: [
    { id: '1', name: 'batch', zone: 'eu-de-1', vpc: { id: 'v', name: 'batch-vpc' }, publicGateway: false },
  ],
  gateways: [],
};

/** What people see, as text. */
async function seen(
  bodies: Bodies,
  on: readonly View[],
  absent?: Name,
  beside?: Name,
): Promise<ReadonlyMap<View, string>> {
  const diagnosis = createDiagnosis(
    {
      codeEngine: paperCloud(bodies, absent, beside),
      registry: registry(check()),
      network: {
        reach: async (_ref, crns) => (crns.includes(subnetCrn) ? network : { subnets: [], gateways: [] }),
      },
      clock: stillClock(),
    },
    { masker: new Masker(), defaultProject: ref.name },
  );
  const cardOf = async (view: View): Promise<Card | undefined> => {
    if (view === 'overview') {
      const overview = await diagnosis.overview({ project: ref.id });
      return 'found' in overview ? undefined : overviewCard(overview);
    }
    if (view === 'log') {
      const subject = { kind: 'app', name: subjects.app, project: ref } as const;
      return transcriptCard('logs', subject, await diagnosis.transcript(subject));
    }
    return reportCard(await diagnosis.investigate({ kind: view, name: subjects[view], project: ref }));
  };
  const textOf = async (view: View): Promise<string> => {
    try {
      const card = await cardOf(view);
      return card
        ? renderMessage(card, { color: false, width: 100, bare: true })
        : 'the project is not there';
    } catch (error) {
      // That the project cannot be told is a card of its own.
      if (!(error instanceof SourceError)) throw error;
      return `${error.message} ${error.cure ?? ''}`;
    }
  };
  return new Map(await Promise.all(on.map(async (view) => [view, await textOf(view)] as const)));
}

const odd = /failed inside|\bundefined\b|\bNaN\b|\[object |Invalid Date|\bnull\b/;

/** What no person can read on a card; undefined when all is well. */
async function faultOf(bodies: Bodies, on: readonly View[], absent?: Name): Promise<string | undefined> {
  for (const [view, text] of await seen(bodies, on, absent)) {
    const found = odd.test(text) ? new RegExp(`.{0,60}(?:${odd.source}).{0,60}`).exec(text)?.[0] : undefined;
    if (found !== undefined || text.trim().length < 20) return `${view}: ${found ?? text}`;
  }
  return undefined;
}

/** What is listed for a card, and on which. */
const lists: Partial<Record<Name, View>> = {
  buildRun: 'build',
  jobRun: 'job',
  instance: 'app',
  secret: 'app',
  runtime: 'function',
  fleetTask: 'fleet',
  fleetWorker: 'fleet',
  pod: 'app',
  event: 'app',
};

test.each(Object.entries(lists) as [Name, View][])(
  'what cannot be read beside a %s is named on the card of the %s',
  async (name, view) => {
    const [card] = [...(await seen(fails, [view], undefined, name)).values()];
    expect(card?.replace(/\s+/g, ' ')).toMatch(/\d of \d have an unexpected form and are left out/);
  },
);

type Place = readonly string[];

function placesIn(value: unknown, above: Place = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const place = [...above, key];
    return [place, ...placesIn(below, place)];
  });
}

function without(body: Body, place: Place): Body {
  const copy = structuredClone(body);
  let holder: unknown = copy;
  for (const key of place.slice(0, -1)) holder = (holder as Record<string, unknown> | undefined)?.[key];
  if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, place.at(-1) as string);
  return copy;
}

const worlds = { 'all is well': wells as Bodies, 'all has failed': fails };
const everywhere: readonly View[] = [...kinds, 'overview', 'log'];

test.each(Object.entries(worlds))('%s: the examples themselves make cards', async (_what, bodies) => {
  expect(await faultOf(bodies, everywhere)).toBeUndefined();
});

test.each(names)(
  'a %s is seen: without it each card is another one, and one that can be read',
  async (name) => {
    const on = seenOn[name];
    const unseen = new Set(on);
    for (const bodies of Object.values(worlds)) {
      const [before, after] = [await seen(bodies, on), await seen(bodies, on, name)];
      for (const view of on) if (before.get(view) !== after.get(view)) unseen.delete(view);
      expect(await faultOf(bodies, on, name)).toBeUndefined();
    }
    expect([...unseen]).toEqual([]);
  },
);

/** Of what has failed the overview looks into each thing, as its own card does: one of both is enough. */
function viewsFor(name: Name, bodies: Bodies): readonly View[] {
  const cards = seenOn[name].filter((view) => view !== 'overview');
  if (bodies === fails) return cards.slice(0, 2);
  return [...cards.slice(0, 1), ...(seenOn[name].includes('overview') ? (['overview'] as const) : [])];
}

describe.each(Object.entries(worlds))('%s', (_what, bodies) => {
  test.each(names)('there are cards whichever field of a %s is missing', async (name) => {
    const faults: string[] = [];
    const on = viewsFor(name, bodies);
    const asRead = (body: Body) => JSON.stringify(models[name].safeParse(body));
    const tried = new Set([asRead(bodies[name])]);
    for (const place of placesIn(bodies[name])) {
      const poorer = without(bodies[name], place);
      if (tried.has(asRead(poorer))) continue;
      tried.add(asRead(poorer));
      const fault = await faultOf({ ...bodies, [name]: poorer }, on);
      if (fault !== undefined) faults.push(`${place.join('.')}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });
});

const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env.FUZZ_RUNS ?? 40);

test(`and whichever two fields of one or two of them are missing (FUZZ_SEED=${seed}, FUZZ_RUNS=${numRuns})`, async () => {
  const field = fc
    .constantFrom(...names)
    .chain((name) =>
      fc.record({ name: fc.constant(name), place: fc.constantFrom(...placesIn(fails[name])) }),
    );
  const world = fc.constantFrom(...Object.values(worlds));
  await fc.assert(
    fc.asyncProperty(world, fc.tuple(field, field), async (bodies, both) => {
      const poorer: Record<Name, Body> = { ...bodies };
      for (const { name, place } of both) poorer[name] = without(poorer[name], place);
      const on = new Set(both.flatMap(({ name }) => seenOn[name]));
      expect(await faultOf(poorer, [...on])).toBeUndefined();
    }),
    { numRuns, seed },
  );
});

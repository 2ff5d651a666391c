/**
 * IBM's published examples, made poorer field by field, from the answer of the API to the card. The seed of the random
 * part is printed; `FUZZ_SEED` plays one again, `FUZZ_RUNS` says how many pairs are tried.
 */
import fc from 'fast-check';
import { z } from 'zod';
import { DESTRUCTIVE, PLACEHOLDER } from '../../scripts/fixes/grammar';
import { renderMessage } from '../../src/cli/terminal';
import * as kubernetes from '../../src/codeengine/kubernetes-schemas';
import * as schemas from '../../src/codeengine/schemas';
import { createDiagnosis } from '../../src/diagnosis/investigate';
import { SourceError } from '../../src/diagnosis/model/evidence';
import type { Command } from '../../src/diagnosis/model/fix';
import type { Report } from '../../src/diagnosis/model/report';
import { Masker } from '../../src/diagnosis/model/secrets';
import type { ProjectRef, WorkloadKind } from '../../src/diagnosis/model/subject';
import { printCommand } from '../../src/diagnosis/remedy/print';
import type { Card } from '../../src/slack/cards/blocks';
import { overviewCard } from '../../src/slack/cards/overview';
import { reportCard } from '../../src/slack/cards/report';
import { transcriptCard } from '../../src/slack/cards/transcript';
import { check, registry, stillClock } from '../diagnosis/support/world';
import {
  type Bodies,
  type Body,
  endsByItself,
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

/** What people see. */
interface Seen {
  readonly text: string;
  /** Of a card of one thing. */
  readonly report?: Report;
  /** Of the overview: what fails. */
  readonly failing?: readonly string[];
}

async function seen(
  bodies: Bodies,
  on: readonly View[],
  absent?: Name,
  beside?: Name,
): Promise<ReadonlyMap<View, Seen>> {
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
  const drawn = (card: Card) => renderMessage(card, { color: false, width: 100, bare: true });
  const look = async (view: View): Promise<Seen> => {
    if (view === 'overview') {
      const overview = await diagnosis.overview({ project: ref.id });
      if ('found' in overview) return { text: 'the project is not there' };
      const failing = overview.failing.map(({ subject: { kind, name } }) => `${kind} ${name}`);
      return { text: drawn(overviewCard(overview)), failing };
    }
    if (view === 'log') {
      const subject = { kind: 'app', name: subjects.app, project: ref } as const;
      return { text: drawn(transcriptCard('logs', subject, await diagnosis.transcript(subject))) };
    }
    const report = await diagnosis.investigate({ kind: view, name: subjects[view], project: ref });
    return { text: drawn(reportCard(report)), report };
  };
  const orWhyNot = async (view: View): Promise<Seen> => {
    try {
      return await look(view);
    } catch (error) {
      // That the project cannot be told is a card of its own.
      if (!(error instanceof SourceError)) throw error;
      return { text: `${error.message} ${error.cure ?? ''}` };
    }
  };
  return new Map(await Promise.all(on.map(async (view) => [view, await orWhyNot(view)] as const)));
}

const odd = /failed inside|\bundefined\b|\bNaN\b|\[object |Invalid Date|\bnull\b/;

/** What no person can read on a card; undefined when all is well. */
function illegible(view: View, { text }: Seen): string | undefined {
  const found = odd.test(text) ? new RegExp(`.{0,60}(?:${odd.source}).{0,60}`).exec(text)?.[0] : undefined;
  return found !== undefined || text.trim().length < 20 ? `${view}: ${found ?? text}` : undefined;
}

const faultIn = (cards: ReadonlyMap<View, Seen>): string | undefined =>
  [...cards].map(([view, card]) => illegible(view, card)).find(Boolean);

/** Lines of a card, as they begin: who has them of the whole body has them of the poorer one. */
const parts = ['Registry access ', 'Events ', 'Build run '];
const sickly = new Set(['failed', 'warning']);

const commandsOf = ({ findings }: Report): readonly Command[] =>
  findings.flatMap(({ fix }) => fix.flatMap(({ commands = [] }) => commands));
const destroying = (report: Report): readonly string[] =>
  commandsOf(report)
    .map(printCommand)
    .filter((line) => DESTRUCTIVE.test(line));

/** What a card of a poorer body lacks of that of the whole one. */
function lostOn(view: View, whole: Seen, poorer: Seen): readonly string[] {
  const { report: before } = whole;
  const { report: after } = poorer;
  const lost: string[] = [];
  if (before && !after) lost.push('the card');
  if (before && after) {
    const title = poorer.text.trimStart().split(/\n\s*\n/)[0] ?? '';
    if (!title.replace(/\s+/g, ' ').includes(subjects[view as WorkloadKind])) lost.push('the name');
    if (after.headline.trim() === '') lost.push('the headline');
    const has = ({ text }: Seen, part: string) => text.split('\n').some((one) => one.startsWith(part));
    for (const part of parts) if (has(whole, part) && !has(poorer, part)) lost.push(part.trim());
    if (sickly.has(before.state) && !sickly.has(after.state)) lost.push(`its failure, and is ${after.state}`);
    for (const line of destroying(after)) {
      if (PLACEHOLDER.test(line) || !/ --name \S/.test(line)) lost.push(`the name in ${line}`);
    }
  }
  for (const item of whole.failing ?? []) {
    if (poorer.failing?.includes(item) === false) lost.push(`${item} among what fails`);
  }
  return lost.map((what) => `${view}: lost ${what}`);
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
    expect(card?.text.replace(/\s+/g, ' ')).toMatch(/\d of \d have an unexpected form and are left out/);
  },
);

/** Fields that are the evidence itself: without them a card cannot say what it said. */
const evidence: readonly (readonly [RegExp, RegExp])[] = [
  // Its status is all that tells of a failure: without it nobody knows, which is not called healthy.
  [/\.status$/, /its failure, and is unknown|lost Registry access|lost Events/],
  // Without an image there is no registry to ask.
  [/\.(?:image_reference|output_image)$/, /Registry access/],
  // What has no name is left out of its list, and the list named as not whole.
  [/^(?:buildRun|jobRun)\.name$/, /Registry access|Build run|Events|and is unknown/],
  [/^fleet\.name$/, /Registry access|and is unknown/],
  [/^(?:instance|job)\.name$|^jobRun\.job_name$/, /among what fails|Build run/],
  [/^secret\.name$/, /function: lost its failure, and is healthy/],
  // An app that serves and restarts is known by its restarts alone.
  [/^instance\.status_details\.restarts$/, /among what fails/],
  [/^function\.runtime$/, /Events/],
];

function isEvidence(where: string, lost: string): boolean {
  return evidence.some(([field, what]) => field.test(where) && what.test(lost));
}

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

const wholes = new Map<Bodies, ReturnType<typeof seen>>();

/** Every card of bodies that lack nothing: made once. */
function whole(bodies: Bodies): ReturnType<typeof seen> {
  const known = wholes.get(bodies) ?? seen(bodies, everywhere);
  wholes.set(bodies, known);
  return known;
}

test.each(Object.entries(worlds))('%s: the examples themselves make cards', async (_what, bodies) => {
  expect(faultIn(await whole(bodies))).toBeUndefined();
});

test.each(names)(
  'a %s is seen: without it each card is another one, and one that can be read',
  async (name) => {
    const on = seenOn[name];
    const unseen = new Set(on);
    for (const bodies of Object.values(worlds)) {
      const [before, after] = [await whole(bodies), await seen(bodies, on, name)];
      for (const view of on) if (before.get(view)?.text !== after.get(view)?.text) unseen.delete(view);
      expect(faultIn(after)).toBeUndefined();
    }
    expect([...unseen]).toEqual([]);
  },
);

const looks: readonly (readonly [string, Bodies, readonly Name[]])[] = [
  ['all is well', wells, names],
  ['all has failed', fails, names],
  ['a program ends by itself', endsByItself, ['app', 'revision', 'pod']],
];

/** Of what has failed the overview looks into each thing, as its own card does: its card is enough. */
function viewsFor(name: Name, bodies: Bodies): readonly View[] {
  if (bodies === endsByItself) return ['app'];
  return bodies === fails ? seenOn[name].filter((view) => view !== 'overview') : seenOn[name];
}

test('a program that ends by itself is mended by a command that deletes', async () => {
  const report = (await whole(endsByItself)).get('app')?.report;
  expect(report && destroying(report)).toEqual(['ibmcloud ce app delete --name my-app --force']);
});

describe.each(looks)('%s', (_what, bodies, of) => {
  test.each(of)(
    'there are cards whichever field of a %s is missing, and they say what they said',
    async (name) => {
      const faults: string[] = [];
      const on = viewsFor(name, bodies);
      const before = await whole(bodies);
      const asRead = (body: Body) => JSON.stringify(models[name].safeParse(body));
      const tried = new Set([asRead(bodies[name])]);
      for (const place of placesIn(bodies[name])) {
        const poorer = without(bodies[name], place);
        if (tried.has(asRead(poorer))) continue;
        tried.add(asRead(poorer));
        // Each field on one view, each view with its share of the fields; any pair of fields is seen on all.
        const view = on[tried.size % on.length] as View;
        const card = (await seen({ ...bodies, [name]: poorer }, [view])).get(view) as Seen;
        const where = `${name}.${place.join('.')}`;
        const lost = lostOn(view, before.get(view) as Seen, card).filter((what) => !isEvidence(where, what));
        for (const fault of [illegible(view, card), ...lost]) if (fault) faults.push(`${where}: ${fault}`);
      }
      expect(faults).toEqual([]);
    },
  );
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
      expect(faultIn(await seen(poorer, [...on]))).toBeUndefined();
    }),
    { numRuns, seed },
  );
});

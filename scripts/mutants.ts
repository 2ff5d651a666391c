/**
 * Mutation testing of the rooms that guard: StrykerJS changes the code, one small change at a time, and runs the tests
 * of that room. A change that no test notices is a hole in the tests. Each room is judged by itself; it prints a line
 * a room, and fails when one is below what is wanted:
 * `npm run -s mutants -- [ROOM …] [--json] [--survivors] [--again] [--only FILE]`.
 * `--only`: of the part of the room that has this file. `--again` keeps what the last run found of code and tests that have not changed since.
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

/** Code, and the tests that must notice what is changed in it. All of them are loaded for each change: few and quick. */
interface Part {
  /** Files that are changed. */
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** The tests open a database. */
  readonly database?: true;
}

/** Files of a folder, with the tests of these names. */
const part = (folder: string, files: readonly string[], tests: readonly string[] = files): Part => ({
  mutate: files.map((file) => `src/${folder}/${file}.ts`),
  tests: tests.map((test) => `${folder}/${test}.test.ts`),
});

/** Those that need a whole app or a database are left out: each takes a moment, and there are others for each file. */
const rooms: Readonly<Record<string, readonly Part[]>> = {
  challenge: [part('registry', ['challenge'])],
  hosts: [part('registry', ['hosts'])],
  addresses: [part('net', ['addresses'])],
  secrets: [part('diagnosis/model', ['secrets'])],
  budget: [part('slack/cards', ['budget'])],
  access: [
    part('slack/access', ['policy']),
    part('slack/access', ['people', 'remembered'], ['people']),
    part('slack/access', ['access', 'access-file', 'stored-rules', 'by-place'], ['rules']),
    part('slack/access', ['strangers']),
    part('slack/access', ['unknown-names']),
  ],
  incident: [
    part('alerts/incident', ['incident'], ['incident', 'called']),
    part('alerts/incident', ['thing']),
  ],
  // The rest of the room is seen at work only, with a database: it takes long.
  presses: [
    {
      mutate: ['src/alerts/incident/!(incident|thing).ts'],
      tests: ['alerts/*.test.ts', 'alerts/incident/examine.test.ts'],
      database: true,
    },
  ],
  outbox: [
    part('alerts/outbox', ['post']),
    part('alerts/outbox', ['news', 'event'], ['news']),
    part('alerts/outbox', ['search']),
    part('alerts/outbox', ['view']),
    part('alerts/outbox', ['audience', 'bare'], ['audience']),
    part('alerts/outbox', ['courier', 'pauses', 'webhooks'], ['courier']),
    part('alerts/outbox', ['outbox', 'messenger'], ['attempt', 'refused']),
  ],
};

/** Percent of the mutants that the tests must notice. */
const WANTED = 90;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    survivors: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});

interface Score {
  readonly killed: number;
  readonly survived: number;
  readonly percent: number;
  /** At least the wanted part was noticed. */
  readonly held: boolean;
}

/** Runs the mutants of a part of a room, one at a time. */
async function run({ mutate, tests, database }: Part, name: string): Promise<Score> {
  const { Stryker } = await import('@stryker-mutator/core');
  // What makes a database ready takes longer than the tests of a change.
  const { globalSetup, ...jestConfig }: { globalSetup: string } = require('../jest.config.js');
  const stryker = new Stryker({
    mutate: [...mutate],
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner'],
    jest: {
      projectType: 'custom',
      config: {
        ...jestConfig,
        ...(database && { globalSetup }),
        testMatch: tests.map((each) => `<rootDir>/test/${each}`),
      },
      enableFindRelatedTests: false,
    },
    coverageAnalysis: 'perTest',
    // A change in what is made once, when a file is loaded, can be told by no single test.
    ignoreStatic: true,
    concurrency: 1,
    timeoutMS: 10_000,
    reporters: options.survivors ? ['clear-text', 'progress-append-only'] : [],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false, reportScoreTable: false },
    ignorePatterns: ['.stryker-tmp', 'dist', 'docs', 'data', 'bench', 'playground/dist', 'biome.json'],
    tempDirName: `.stryker-tmp/${name}`,
    incremental: true,
    force: !options.again,
    incrementalFile: `.stryker-tmp/${name}.json`,
    // Types are only stripped: there is nothing to check, and no configuration to rewrite.
    tsconfigFile: 'none',
    disableTypeChecks: false,
    logLevel: 'error',
  } as never);
  const mutants = await stryker.runMutationTest();
  const count = (...kinds: readonly string[]) =>
    mutants.filter(({ status }) => kinds.includes(status)).length;
  const killed = count('Killed', 'Timeout');
  const survived = count('Survived', 'NoCoverage');
  return scoreOf(killed, survived);
}

/** A room of which nothing was changed has told nothing: it is not held. */
function scoreOf(killed: number, survived: number): Score {
  const all = killed + survived;
  // Cut, not rounded: 89.96 is not 90.
  const percent = all === 0 ? 0 : Math.floor((1000 * killed) / all) / 10;
  return { killed, survived, percent, held: percent >= WANTED };
}

function sumOf(scores: readonly Score[]): Score {
  const total = (kind: 'killed' | 'survived') => scores.reduce((sum, score) => sum + score[kind], 0);
  return scoreOf(total('killed'), total('survived'));
}

async function main(): Promise<void> {
  const wanted = positionals.length > 0 ? positionals : Object.keys(rooms);
  // The same specification on a second database tells nothing more of these rooms.
  process.env.TESTS_WITHOUT_POSTGRES = 'yes';
  const scores: Record<string, Score> = {};
  for (const name of wanted) {
    const room = rooms[name];
    if (!room) throw new Error(`There is no room ${name}; there are ${Object.keys(rooms).join(', ')}.`);
    const meant = room.filter(({ mutate }) =>
      mutate.some((file) => options.only === '' || basename(file) === options.only),
    );
    const parts: Score[] = [];
    for (const [at, each] of meant.entries()) parts.push(await run(each, `${name}-${at}`));
    const score = sumOf(parts);
    scores[name] = score;
    if (!options.json) process.stdout.write(`${line(name, score)}\n`);
  }
  const each = Object.values(scores);
  const all = sumOf(each);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...all, rooms: scores })}\n`);
  else process.stdout.write(`${line('in all', all)}\n`);
  // A room that is well tested does not make up for one that is not.
  process.exitCode = each.every(({ held }) => held) ? 0 : 1;
}

function line(name: string, { killed, survived, percent, held }: Score): string {
  const missed = held ? '' : `, less than the ${WANTED} % that are wanted`;
  return `${name.padEnd(10)} ${killed} of ${killed + survived} killed: ${percent} %${missed}`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

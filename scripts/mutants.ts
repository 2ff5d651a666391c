/**
 * Mutation testing of the rooms that guard: StrykerJS changes the code, one small change at a time, and runs the tests
 * of that room. A change that no test notices is a hole in the tests. Each room is judged by itself; it prints a line
 * a room, and fails when one is below what is wanted:
 * `npm run -s mutants -- [ROOM …] [--json] [--survivors] [--again] [--only FILE]`.
 * `--only`: of one file of the room. `--again` keeps what the last run found of code and tests that have not changed since.
 */
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

interface Room {
  /** Files that are changed. */
  readonly mutate: readonly string[];
  /** Tests that must notice. */
  readonly tests: readonly string[];
  /** They open a database. */
  readonly database?: true;
}

const rooms: Readonly<Record<string, Room>> = {
  challenge: { mutate: ['src/registry/challenge.ts'], tests: ['registry/challenge.test.ts'] },
  hosts: { mutate: ['src/registry/hosts.ts'], tests: ['registry/hosts.test.ts'] },
  addresses: { mutate: ['src/net/addresses.ts'], tests: ['net/addresses.test.ts'] },
  secrets: { mutate: ['src/diagnosis/model/secrets.ts'], tests: ['diagnosis/model/secrets.test.ts'] },
  budget: { mutate: ['src/slack/cards/budget.ts'], tests: ['slack/cards/budget.test.ts'] },
  access: {
    mutate: ['src/slack/access/*.ts'],
    // Without those that need a whole app: each of these takes a moment.
    tests: ['policy', 'people', 'rules', 'strangers'].map((name) => `slack/access/${name}.test.ts`),
  },
  incident: {
    mutate: ['src/alerts/incident/incident.ts', 'src/alerts/incident/thing.ts'],
    tests: ['incident', 'called', 'thing'].map((name) => `alerts/incident/${name}.test.ts`),
  },
  // The rest of the room is seen at work only, with a database: it takes long.
  presses: {
    mutate: ['src/alerts/incident/!(incident|thing).ts'],
    tests: ['alerts/*.test.ts', 'alerts/incident/examine.test.ts'],
    database: true,
  },
  outbox: {
    mutate: ['src/alerts/outbox/*.ts'],
    // Without the one that goes through a database: each of its tests takes a moment, and there are others for each file.
    tests: ['alerts/outbox/!(outbox).test.ts'],
  },
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

/** Runs one room's mutants, one at a time. */
async function run({ mutate, tests, database }: Room, name: string): Promise<Score> {
  const { Stryker } = await import('@stryker-mutator/core');
  // What makes a database ready takes longer than the tests of a change.
  const { globalSetup, ...jestConfig }: { globalSetup: string } = require('../jest.config.js');
  const stryker = new Stryker({
    mutate: mutate.map((glob) => (options.only ? join(dirname(glob), options.only) : glob)),
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
    ignorePatterns: ['dist', 'docs', 'data', 'bench', 'playground/dist', 'biome.json'],
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

async function main(): Promise<void> {
  const wanted = positionals.length > 0 ? positionals : Object.keys(rooms);
  // The same specification on a second database tells nothing more of these rooms.
  process.env.TESTS_WITHOUT_POSTGRES = 'yes';
  const scores: Record<string, Score> = {};
  for (const name of wanted) {
    const room = rooms[name];
    if (!room) throw new Error(`There is no room ${name}; there are ${Object.keys(rooms).join(', ')}.`);
    const score = await run(room, name);
    scores[name] = score;
    if (!options.json) process.stdout.write(`${line(name, score)}\n`);
  }
  const each = Object.values(scores);
  const total = (kind: 'killed' | 'survived') => each.reduce((sum, score) => sum + score[kind], 0);
  const all = scoreOf(total('killed'), total('survived'));
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

/**
 * Mutation testing of the rooms that guard: StrykerJS changes the code, one small change at a time, and runs the tests
 * of that room. A change that no test notices is a hole in the tests:
 * `npm run -s mutants -- [ROOM …] [--json] [--survivors]`.
 */
import { parseArgs } from 'node:util';

interface Room {
  /** Files that are changed. */
  readonly mutate: readonly string[];
  /** Tests that must notice. */
  readonly tests: readonly string[];
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
    tests: ['alerts/incident/incident.test.ts', 'alerts/incident/thing.test.ts'],
  },
  // The rest of the room is seen at work only, with a database: it takes long.
  presses: {
    mutate: ['src/alerts/incident/!(incident|thing).ts'],
    tests: ['alerts/*.test.ts', 'alerts/incident/examine.test.ts'],
  },
  audience: { mutate: ['src/alerts/outbox/audience.ts'], tests: ['alerts/outbox/audience.test.ts'] },
  outbox: { mutate: ['src/alerts/outbox/!(audience).ts'], tests: ['alerts/*.test.ts'] },
};

/** Percent of the mutants that the tests must notice. */
const WANTED = 90;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, survivors: { type: 'boolean', default: false } },
});

interface Score {
  readonly killed: number;
  readonly survived: number;
  readonly percent: number;
}

/** Runs one room's mutants, one at a time. */
async function run({ mutate, tests }: Room, name: string): Promise<Score> {
  const { Stryker } = await import('@stryker-mutator/core');
  const jestConfig: object = require('../jest.config.js');
  const stryker = new Stryker({
    mutate: [...mutate],
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner'],
    jest: {
      projectType: 'custom',
      config: { ...jestConfig, testMatch: tests.map((each) => `<rootDir>/test/${each}`) },
      enableFindRelatedTests: false,
    },
    coverageAnalysis: 'perTest',
    // A change in what is made once, when a file is loaded, can be told by no single test.
    ignoreStatic: true,
    concurrency: 1,
    timeoutMS: 10_000,
    reporters: options.survivors ? ['clear-text'] : [],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false, reportScoreTable: false },
    ignorePatterns: ['dist', 'docs', 'data', 'bench', 'playground/dist', 'biome.json'],
    tempDirName: `.stryker-tmp/${name}`,
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
  return { killed, survived, percent: percentOf(killed, survived) };
}

function percentOf(killed: number, survived: number): number {
  return Math.round((1000 * killed) / Math.max(1, killed + survived)) / 10;
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
    if (!options.json) {
      const { killed, survived, percent } = score;
      process.stdout.write(`${name.padEnd(10)} ${killed} of ${killed + survived} killed: ${percent} %\n`);
    }
  }
  const total = (kind: 'killed' | 'survived') =>
    Object.values(scores).reduce((sum, each) => sum + each[kind], 0);
  const percent = percentOf(total('killed'), total('survived'));
  const all = { killed: total('killed'), survived: total('survived'), percent, rooms: scores };
  process.stdout.write(options.json ? `${JSON.stringify(all)}\n` : `in all ${percent} %\n`);
  process.exitCode = percent < WANTED ? 1 : 0;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

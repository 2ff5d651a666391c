import { catalogue } from '../../../src/diagnosis/causes/index';
import { workloadKinds } from '../../../src/diagnosis/model/subject';
import type { RemedyFacts } from '../../../src/diagnosis/remedy/remedy';
import cli from '../../contract/ibmcloud-ce-cli.json';

type Cli = Readonly<Record<string, { readonly options: readonly string[] }>>;

/** Short names of command groups, documented as aliases. */
const aliases: Readonly<Record<string, string>> = { app: 'application', fn: 'function' };

/** Commands of the registry plug-in, and the options that are used of them. Source: Container Registry CLI reference. */
const registryCli: Readonly<Record<string, readonly string[]>> = {
  quota: [],
  'quota-set': ['--traffic', '--storage'],
  'plan-upgrade': [],
  'image-list': ['--restrict'],
  'image-digests': ['--restrict'],
  'image-rm': [],
  'image-prune-untagged': ['--restrict'],
  va: [],
  'trash-list': ['--restrict'],
  'image-restore': [],
  'retention-policy-list': [],
  'retention-policy-set': ['--images'],
  'namespace-list': [],
  'region-set': [],
  login: [],
};

/** Commands of `ibmcloud iam`, and the options that are used of them. Source: IBM Cloud CLI reference. */
const iamCli: Readonly<Record<string, readonly string[]>> = {
  'api-key-create': ['--file'],
  'service-id-create': [],
  'service-policy-create': ['--roles', '--service-name', '--resource-type', '--resource'],
  'service-api-key-create': ['--file'],
};

/** Other programs that a fix names, each by its first words. */
const otherPrograms =
  /^(?:docker (?:pull|tag|push|buildx build) |git (?:ls-files|ls-remote|lfs push|update-index) |ssh-keygen -[pt] |ssh-keyscan |ibmcloud target -r )/;

const full: RemedyFacts = {
  name: 'shop-api',
  project: 'shop-prod',
  region: 'eu-de',
  build: 'shop-build',
  buildRun: 'shop-build-run-1',
  app: 'shop-api',
  revision: 'shop-api-00002',
  job: 'shop-report',
  jobRun: 'shop-report-7',
  function: 'shop-fn',
  image: 'de.icr.io/shop/api:1.4',
  registryHost: 'de.icr.io',
  imageTag: '1.4',
  namespace: 'shop',
  baseImage: 'node:22',
  registrySecret: 'icr-shop',
  sourceUrl: 'https://github.com/fernwood/shop',
  sourceRevision: 'main',
  sourceSecret: 'git-shop',
  contextDir: 'api',
  dockerfile: 'Dockerfile',
  strategyType: 'dockerfile',
  strategySize: 'medium',
  timeout: 600,
  memory: '4G',
  cpu: '1',
  ephemeralStorage: '400M',
  port: 8080,
  maxExecutionTime: 7200,
  runtime: 'nodejs-20',
  exitCode: 1,
  commands: ['/run'],
  captured: { port: '3000', secret: 'db-login', image: 'node:22', host: 'de.icr.io' },
};

const worlds: readonly (readonly [string, RemedyFacts])[] = [
  ['no fact known', { captured: {} }],
  ['all facts known', full],
  ...workloadKinds.map((kind) => [`a ${kind}`, { ...full, kind }] as const),
  ...workloadKinds.map((kind) => [`a ${kind} of which nothing is known`, { kind, captured: {} }] as const),
  ['Docker Hub', { ...full, registryHost: 'docker.io', image: 'docker.io/fernwood/api:1' }],
  ['the largest build', { ...full, kind: 'build', strategySize: 'xxlarge', timeout: 3600 }],
];

/** What is wrong with a command line, if anything. */
function faultOf(command: string): string | undefined {
  for (const line of command.split('\n')) {
    const fault = otherPrograms.test(line) ? undefined : faultOfLine(line);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultOfLine(command: string): string | undefined {
  const words = command.match(/'[^']*'|\S+/g) ?? [];
  const options = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*$/, ''));
  if (words[0] !== 'ibmcloud') return 'not an ibmcloud command';
  if (words[1] === 'cr') {
    const known = registryCli[words[2] ?? ''];
    if (!known) return 'no such registry command';
    return options.find((option) => !known.includes(option));
  }
  if (words[1] === 'iam') {
    const known = iamCli[words[2] ?? ''];
    return known ? options.find((option) => !known.includes(option)) : 'no such command of iam';
  }
  if (words[1] !== 'ce') return 'an unknown plug-in';
  const name = words.slice(2).join(' ').split(' --')[0]?.trim() ?? '';
  const [group = '', ...rest] = name.split(' ');
  const entry = (cli as Cli)[[aliases[group] ?? group, ...rest].join(' ')];
  if (!entry) return `no such command: ${name}`;
  return options.find((option) => !entry.options.includes(option));
}

describe('the judge itself', () => {
  test.each([
    ['ibmcloud ce app sing --name a', 'no such command: app sing'],
    ['ibmcloud ce build update --name a --colour red', '--colour'],
    ['ibmcloud cr explode', 'no such registry command'],
    ['ibmcloud iam explode', 'no such command of iam'],
    ['docker pull a:1\nibmcloud cr explode', 'no such registry command'],
    ['docker explode a:1', 'not an ibmcloud command'],
    ['ibmcloud ce app update --name a --port 3000', undefined],
  ])('%s', (command, fault) => {
    expect(faultOf(command)).toBe(fault);
  });
});

describe.each(worlds)('with %s', (_title, facts) => {
  test('every command exists, with all its options', () => {
    const faults = [...catalogue.values()].flatMap(({ id, fix }) =>
      fix(facts).flatMap(({ command }) => {
        const fault = command && faultOf(command);
        return fault ? [{ id, command, fault }] : [];
      }),
    );
    expect(faults).toEqual([]);
  });

  test('no command lacks what it is about', () => {
    const broken = [...catalogue.values()].flatMap(({ fix }) =>
      fix(facts).filter(({ command }) => command && /undefined|\[object|--\S+ --name$/.test(command)),
    );
    expect(broken).toEqual([]);
  });
});

test('known names are filled in, and nothing is left to choose that is known', () => {
  const capitals =
    /(?<![A-Z_])(?:APP|BUILD|JOB|PROJECT|BUILD_RUN|JOB_RUN|REVISION|FUNCTION)_NAME\b|\b(?:SECONDS|MEMORY|CPU|SIZE|PORT)\b/;
  const left = workloadKinds.flatMap((kind) =>
    [...catalogue.values()].flatMap(({ id, fix }) =>
      fix({ ...full, kind })
        .filter(({ command }) => command && capitals.test(command))
        .map(({ command }) => `${id} of a ${kind}: ${command}`),
    ),
  );
  expect(left).toEqual([]);
});

import { catalogue } from '../../../src/diagnosis/causes/index';
import type { Command, FixSteps } from '../../../src/diagnosis/model/fix';
import { workloadKinds } from '../../../src/diagnosis/model/subject';
import { ce, cr, iam, run } from '../../../src/diagnosis/remedy/command';
import type { RemedyFacts } from '../../../src/diagnosis/remedy/facts';
import { printCommand } from '../../../src/diagnosis/remedy/print';
import cli from '../../contract/ibmcloud-ce-cli.json';

const commandsOf = (steps: FixSteps) => steps.flatMap(({ commands = [] }) => commands);

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

/** Other programs that a fix names, what is done with them, and the options that are used of them. Source: their manuals. */
const otherPrograms: Readonly<Record<string, readonly string[]>> = {
  'ibmcloud target': ['-r'],
  'docker pull': ['--platform'],
  'docker tag': [],
  'docker push': [],
  'docker buildx build': ['--platform', '--tag', '--push'],
  'git ls-files': [],
  'git ls-remote': ['--heads', '--tags'],
  'git lfs push': ['--all'],
  'git update-index': ['--chmod'],
  'ssh-keygen': ['-t', '-N', '-f', '-p'],
  'ssh-keyscan': [],
};

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

/** What is wrong with a command, if anything. */
function faultOf({ tool, args, flags, values }: Command): string | undefined {
  const name = args.join(' ');
  const options = Object.keys(flags)
    .filter((flag) => flags[flag] !== undefined)
    .map((flag) => (flag.length === 1 ? `-${flag}` : `--${flag}`));
  const known = optionsOf(tool, args);
  if (!known) return `no such command: ${[tool, name].filter(Boolean).join(' ')}`;
  // Everything that Code Engine's commands take stands behind an option.
  if (tool === 'ibmcloud ce' && values.length > 0) return `takes no ${values[0]}`;
  return options.find((option) => !known.includes(option));
}

function optionsOf(tool: Command['tool'], args: readonly string[]): readonly string[] | undefined {
  const name = args.join(' ');
  switch (tool) {
    case 'ibmcloud ce': {
      const [group = '', ...rest] = args;
      return (cli as Cli)[[aliases[group] ?? group, ...rest].join(' ')]?.options;
    }
    case 'ibmcloud cr':
      return registryCli[name];
    case 'ibmcloud iam':
      return iamCli[name];
    default:
      return otherPrograms[[tool, name].filter(Boolean).join(' ')];
  }
}

describe('the judge itself', () => {
  test.each<[Command, string | undefined]>([
    [ce('app sing', { name: 'a' }), 'no such command: ibmcloud ce app sing'],
    [ce('build update', { name: 'a', colour: 'red' }), '--colour'],
    [{ ...ce('app get', {}), values: ['a'] }, 'takes no a'],
    [cr('explode'), 'no such command: ibmcloud cr explode'],
    [cr('quota', [], { loud: true }), '--loud'],
    [iam('explode', []), 'no such command: ibmcloud iam explode'],
    [run('docker', 'explode', {}, ['a:1']), 'no such command: docker explode'],
    [run('ssh-keygen', '', { z: true }), '-z'],
    [ce('app update', { name: 'a', port: 3000, cpu: undefined }), undefined],
  ])('%j', (command, fault) => {
    expect(faultOf(command)).toBe(fault);
  });
});

describe.each(worlds)('with %s', (_title, facts) => {
  test('every command exists, with all its options', () => {
    const faults = [...catalogue.values()].flatMap(({ id, fix }) =>
      commandsOf(fix(facts)).flatMap((command) => {
        const fault = faultOf(command);
        return fault ? [{ id, command, fault }] : [];
      }),
    );
    expect(faults).toEqual([]);
  });

  test('no command lacks what it is about', () => {
    const broken = [...catalogue.values()].flatMap(({ fix }) =>
      commandsOf(fix(facts)).filter(({ flags, values }) =>
        [...Object.values(flags).flat(), ...values].some((value) =>
          /undefined|\[object|^$/.test(String(value ?? 'x')),
        ),
      ),
    );
    // A passphrase is left empty on purpose.
    expect(broken.filter(({ tool }) => tool !== 'ssh-keygen')).toEqual([]);
  });
});

test('known names are filled in, and nothing is left to choose that is known', () => {
  const capitals =
    /(?<![A-Z_])(?:APP|BUILD|JOB|PROJECT|BUILD_RUN|JOB_RUN|REVISION|FUNCTION)_NAME\b|\b(?:SECONDS|MEMORY|CPU|SIZE|PORT)\b/;
  const left = workloadKinds.flatMap((kind) =>
    [...catalogue.values()].flatMap(({ id, fix }) =>
      commandsOf(fix({ ...full, kind }))
        .map(printCommand)
        .filter((line) => capitals.test(line))
        .map((line) => `${id} of a ${kind}: ${line}`),
    ),
  );
  expect(left).toEqual([]);
});

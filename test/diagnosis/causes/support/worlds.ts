/** What may be known when a fix is made, from nothing to all of it. */
import type { ImagesInUse } from '../../../../src/diagnosis/model/evidence';
import { workloadKinds } from '../../../../src/diagnosis/model/subject';
import type { RemedyFacts } from '../../../../src/diagnosis/remedy/facts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

export const full: RemedyFacts = {
  name: 'shop-api',
  project: 'shop-prod',
  projectId: '15314cc3-85b4-4338-903f-c28cdee6d005',
  resourceGroup: 'b91e849cedb04e7e92bd68c040c672dc',
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
  repository: 'shop/api',
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

const loneRun = (({ job: _job, app: _app, build: _build, ...facts }: RemedyFacts): RemedyFacts => facts)(
  full,
);

const fullStorage: RemedyFacts = {
  ...full,
  kind: 'build',
  icr: {
    plan: 'Standard',
    storage: { used: 2_147_483_648, limit: 2_147_483_648 },
    namespace: 'seen',
    untagged: ['a', 'b', 'c'].map((letter) => ({
      image: `de.icr.io/shop/api@${digest(letter)}`,
      bytes: 1e8,
    })),
    missing: [],
  },
  inUse: {
    revisions: [
      { revision: 'shop-api-00001', app: 'shop-api', images: [`private.de.icr.io/shop/api@${digest('b')}`] },
    ],
    named: [],
    elsewhere: [digest('c')],
    unread: 0,
  },
};

/** The same in the namespace that Code Engine made for the project. */
const ownNamespace: RemedyFacts = {
  ...fullStorage,
  image: 'private.de.icr.io/ce--ab12c-1h2j3k4l/api',
  repository: 'ce--ab12c-1h2j3k4l/api',
  namespace: 'ce--ab12c-1h2j3k4l',
  icr: {
    ...(fullStorage.icr as NonNullable<RemedyFacts['icr']>),
    untagged: ['a', 'b', 'c'].map((letter) => ({
      image: `de.icr.io/ce--ab12c-1h2j3k4l/api@${digest(letter)}`,
      bytes: 1e8,
    })),
  },
};

const quota = (resource: string): RemedyFacts => ({
  ...full,
  kind: 'app',
  captured: { resource },
  superfluous: { buildrun: ['old-1'], jobrun: ['old-2'], revision: ['shop-api-00001'] },
});

const quotas = [
  ['too many build runs', quota('count/buildruns.shipwright.io')],
  ['too many job runs', quota('count/jobruns.codeengine.cloud.ibm.com')],
  ['too many revisions', quota('count/revisions.serving.knative.dev')],
] as const;

export const worlds: readonly (readonly [string, RemedyFacts])[] = [
  ['no fact known', { captured: {} }],
  ['all facts known', full],
  ...workloadKinds.map((kind) => [`a ${kind}`, { ...full, kind }] as const),
  ...workloadKinds.map((kind) => [`a ${kind} of which nothing is known`, { kind, captured: {} }] as const),
  ['Docker Hub', { ...full, registryHost: 'docker.io', image: 'docker.io/fernwood/api:1' }],
  ['the largest build', { ...full, kind: 'build', strategySize: 'xxlarge', timeout: 3600 }],
  ['a run without a job', { ...loneRun, kind: 'jobrun' }],
  ['an image that was asked about', { ...full, asked: 'image' }],
  ['the secret of Code Engine', { ...full, kind: 'app', registrySecret: 'ce-auto-icr-private-eu-de' }],
  [
    'the secret of Code Engine, of a build',
    { ...full, kind: 'build', registrySecret: 'ce-auto-icr-private-eu-de' },
  ],
  ['the registry in Montreal', { ...full, registryHost: 'ca2.icr.io', image: 'ca2.icr.io/shop/api:1' }],
  [
    'the registry by its old name',
    { ...full, registryHost: 'registry.eu-de.bluemix.net', image: 'registry.eu-de.bluemix.net/shop/api:1' },
  ],
  ['a registry whose storage is full', fullStorage],
  ['a full registry with a namespace of the project’s own', ownNamespace],
  [
    'a full registry of which not every project was read',
    { ...ownNamespace, inUse: { ...(ownNamespace.inUse as ImagesInUse), unread: 1 } },
  ],
  [
    'a full registry whose region is unknown',
    { ...fullStorage, registryHost: undefined as never, region: undefined as never },
  ],
  [
    'a namespace that is not seen',
    { ...full, kind: 'app', icr: { namespace: 'unseen', namespaceAt: ['us.icr.io'], missing: [] } },
  ],
  ...quotas,
  ...[['all other facts known', full] as const, ...quotas].flatMap(
    ([title, { project, projectId, region, ...rest }]) =>
      [
        [`${title}, the project unknown`, { ...rest, region: region as string }],
        [`${title}, the region unknown`, { ...rest, project: project as string }],
        [`${title}, project and region unknown`, rest],
      ] as const,
  ),
  ['too many secrets', quota('count/secrets')],
  ['too little memory', quota('limits.memory')],
  ['too little memory for a build', { ...quota('limits.memory'), kind: 'build' }],
];

export { loneRun };

import {
  addConfigMap,
  addGenericSecret,
  addProject,
  addSshSecret,
  addTlsSecret,
  days,
  type Project,
  type QuotaLine,
  type World,
} from '../world';
import { managedSecret, publish } from './kit';

/** The project that a bot answers for when none is named. */
export const defaultProject = 'shop';

/** Registry host for each region in which the company works. */
const registryHosts: Readonly<Record<string, string>> = {
  'eu-de': 'private.de.icr.io',
  'eu-es': 'private.es.icr.io',
  'eu-gb': 'private.uk.icr.io',
  'us-south': 'private.us.icr.io',
};

interface Plan {
  readonly name: string;
  readonly region?: string;
  readonly status?: string;
  readonly quotas?: readonly QuotaLine[];
  /** Code Engine's own registry secret: `absent`, or with a key that its service ID no longer has. */
  readonly managed?: 'absent' | 'refused';
}

const plans: readonly Plan[] = [
  { name: defaultProject },
  { name: 'shop-prod' },
  { name: 'customer-care' },
  { name: 'shop-ci' },
  { name: 'warehouse' },
  { name: 'content' },
  { name: 'payments' },
  { name: 'loyalty', managed: 'absent' },
  { name: 'logistics-uk', region: 'eu-gb' },
  { name: 'analytics', region: 'us-south' },
  {
    name: 'campaigns',
    quotas: [
      { resource: 'count/revisions.serving.knative.dev', used: '120', hard: '120', counts: 'revisions' },
      { resource: 'count/services.serving.knative.dev', used: '38', hard: '40' },
    ],
  },
  {
    name: 'shop-previews',
    quotas: [
      { resource: 'count/buildruns.shipwright.io', used: '100', hard: '100' },
      { resource: 'limits.memory', used: '508G', hard: '512G' },
    ],
  },
  {
    name: 'reporting',
    quotas: [
      { resource: 'count/jobruns.codeengine.cloud.ibm.com', used: '100', hard: '100', counts: 'jobRuns' },
    ],
  },
  { name: 'gift-shop', managed: 'refused' },
  { name: 'shop-es', region: 'eu-es' },
  { name: 'payroll' },
  { name: 'ledger' },
  { name: 'shop-archive', status: 'soft_deleted' },
];

/** Instances of IBM Cloud Logs that a bot in this world is told of, by region. Of `eu-es` somebody deleted it. */
export function logInstances(world: World): readonly (readonly [region: string, id: string])[] {
  return (['eu-gb', 'eu-es'] as const).map((region) => [region, world.names.uuid('logs', region)]);
}

/** Accounts, keys and projects of a shop company, without anything that fails. */
export function foundCompany(world: World): void {
  addIdentities(world);
  addRuntimes(world);
  for (const plan of plans) {
    const project = addProject(world, plan);
    const host = registryHosts[project.region] ?? 'private.icr.io';
    if (plan.managed !== 'absent') managedSecret(world, project, host, plan.managed);
    addOrdinarySecrets(world, project);
  }
  addRegistries(world);
  const [british] = logInstances(world);
  if (british) {
    const [region, id] = british;
    world.logs.instances.push({ id, region, accountId: world.accountId, entries: [] });
  }
}

function addIdentities(world: World): void {
  const { accountId } = world;
  const key = (name: string) => world.canary(`api-key-${name}`);
  world.identities.push(
    {
      id: 'ce-image-bot',
      name: 'ce-image-bot',
      accountId,
      apiKey: key('bot'),
      role: 'Writer',
      roles: { payroll: 'none' },
    },
    {
      id: 'ce-image-reader',
      name: 'ce-image-reader',
      accountId,
      apiKey: key('reader'),
      role: 'Reader',
      roles: { payroll: 'none' },
    },
    { id: 'platform-team', name: 'platform-team', accountId, apiKey: key('manager'), role: 'Manager' },
    {
      id: 'newcomer',
      name: 'newcomer',
      accountId: world.names.hex(32, 'account', 'other'),
      apiKey: key('other-account'),
      role: 'Manager',
    },
    {
      id: 'ce-image-profile',
      name: 'ce-image-profile',
      accountId,
      profile: {
        id: `Profile-${world.names.uuid('profile')}`,
        name: 'ce-image',
        computeToken: world.canary('compute-resource-token'),
      },
      role: 'Writer',
    },
  );
}

/** The key that a bot in this world is given: Writer, so that it may read events. */
export function botApiKey(world: World, identity = 'ce-image-bot'): string {
  const key = world.identities.find((candidate) => candidate.id === identity)?.apiKey;
  if (key === undefined) throw new RangeError(`no API key belongs to ${identity}`);
  return key;
}

/** Regions in which the world has projects. */
export function regions(world: World): readonly string[] {
  return [...new Set([...world.projects.values()].map((project) => project.region))];
}

/** Hosts that images of this world are on, as image references name them, `private.` ones included. */
export function registryHostsOf(world: World): readonly string[] {
  const hosts = new Set(world.registry.repositories.map((repository) => repository.host));
  for (const { host } of [...world.registry.accounts, ...world.registry.troubles]) hosts.add(host);
  for (const host of [...hosts]) if (host.endsWith('.icr.io')) hosts.add(`private.${host}`);
  return [...hosts].sort();
}

function addRuntimes(world: World): void {
  const runtime = (id: string, name: string, family: string, more = {}) => ({
    id,
    name,
    family,
    default: false,
    deprecated: false,
    optimized: true,
    ...more,
  });
  world.functionRuntimes.push(
    runtime('nodejs-24', 'Node.js 24', 'nodejs', { default: true }),
    runtime('nodejs-22', 'Node.js 22', 'nodejs'),
    runtime('nodejs-20', 'Node.js 20', 'nodejs', { deprecated: true }),
    runtime('python-3.13', 'Python 3.13', 'python', { default: true }),
    runtime('python-3.11', 'Python 3.11', 'python', { deprecated: true }),
  );
}

function addOrdinarySecrets(world: World, project: Project): void {
  addGenericSecret(world, project, `${project.name}-database`, ['DB_PASSWORD', 'DB_URL']);
  addSshSecret(world, project, 'github-deploy-key', 'github.com');
  addTlsSecret(world, project, `${project.name}-tls`);
  addConfigMap(world, project, `${project.name}-settings`, { LOG_LEVEL: 'info', CURRENCY: 'EUR' });
}

function addRegistries(world: World): void {
  const account = (host: string, namespaces: readonly string[], more = {}) =>
    world.registry.accounts.push({
      host,
      namespaces,
      plan: 'Standard',
      storage: { used: 41_200_000_000, limit: -1 },
      traffic: { used: 88_300_000_000, limit: -1 },
      retention: { imagesPerRepo: 10, retainUntagged: false },
      ...more,
    });
  account('de.icr.io', ['shop', 'shop-ci', 'warehouse', 'content', 'payments', 'loyalty', 'campaigns']);
  account('uk.icr.io', ['logistics'], {
    plan: 'Free',
    storage: { used: 402_000_000, limit: 536_870_912 },
    traffic: { used: 5_368_709_120, limit: 5_368_709_120 },
  });
  account('es.icr.io', ['shop-es']);
  account('in2.icr.io', ['contact-centre']);
  account('ca2.icr.io', ['cold-chain'], {
    plan: 'Free',
    storage: { used: 536_870_912, limit: 536_870_912 },
    traffic: { used: 210_000_000, limit: 5_368_709_120 },
  });
  account('us.icr.io', ['analytics'], {
    plan: 'Free',
    storage: { used: 536_870_912, limit: 536_870_912 },
    traffic: { used: 1_900_000_000, limit: 5_368_709_120 },
  });
  const old = world.clock.now() - days(40);
  for (const base of [
    'library/node:22-alpine',
    'library/node:22',
    'library/python:3.11-slim',
    'library/golang:1.24',
    'library/nginx:1.27-alpine',
    'library/eclipse-temurin:21-jre',
    'library/debian:bookworm-slim',
  ]) {
    publish(world, `docker.io/${base}`, {
      visibility: 'public',
      createdAt: old,
      platforms: ['linux/amd64', 'linux/arm64'],
      bytes: 62_000_000,
    });
  }
  publish(world, 'icr.io/codeengine/helloworld:latest', { visibility: 'public', createdAt: old });
}

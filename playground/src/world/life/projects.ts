import { instant } from '../clock';
import type { QuotaLine } from '../kubernetes';
import type { Project } from '../project';
import type { OutboundDestination } from '../resources';
import type { World } from '../world';

export interface ProjectOptions {
  readonly name: string;
  readonly region?: string;
  readonly status?: string;
  readonly createdAt?: number;
  readonly quotas?: readonly QuotaLine[];
}

/** The limits of a fresh project (facts of limits.md, 2025-12-12), with little used. */
function ordinaryQuotas(): QuotaLine[] {
  return [
    { resource: 'count/builds.shipwright.io', used: '4', hard: '100' },
    { resource: 'count/buildruns.shipwright.io', used: '9', hard: '100' },
    { resource: 'count/configmaps', used: '3', hard: '100' },
    { resource: 'count/jobdefinitions.codeengine.cloud.ibm.com', used: '4', hard: '100' },
    { resource: 'count/jobruns.codeengine.cloud.ibm.com', used: '11', hard: '100' },
    { resource: 'count/revisions.serving.knative.dev', used: '8', hard: '120' },
    { resource: 'count/secrets', used: '7', hard: '100' },
    { resource: 'count/services.serving.knative.dev', used: '5', hard: '40' },
    { resource: 'limits.cpu', used: '6500m', hard: '128' },
    { resource: 'limits.ephemeral-storage', used: '14G', hard: '512G' },
    { resource: 'limits.memory', used: '22G', hard: '512G' },
    { resource: 'pods', used: '14', hard: '2500' },
  ];
}

/** The rule that every project has until somebody restricts it. Source: docs, connectivity-outbound. */
const allowAll: OutboundDestination = {
  name: 'allow-all',
  type: 'cidr_block',
  cidr_block: '0.0.0.0/0',
  status: 'ready',
  status_details: { reason: 'ready' },
};

/** Adds an empty project. Its ids follow from its name and region. */
export function addProject(world: World, options: ProjectOptions): Project {
  const region = options.region ?? 'eu-de';
  const key = `${region}/${options.name}`;
  const changed = new Map((options.quotas ?? []).map((line) => [line.resource, line]));
  const project: Project = {
    id: world.names.uuid('project', key),
    name: options.name,
    region,
    accountId: world.accountId,
    resourceGroupId: world.names.hex(32, 'resource-group'),
    createdAt: options.createdAt ?? world.clock.now() - 90 * 86_400_000,
    namespace: world.names.suffix(11, 'namespace', key),
    status: options.status ?? 'active',
    egress: {
      private: [`10.243.${world.names.number(0, 250, key)}.${world.names.number(2, 250, key, 'p')}`],
      public: [`158.177.${world.names.number(0, 250, key, 'x')}.${world.names.number(2, 250, key, 'y')}`],
    },
    builds: new Map(),
    behaviours: new Map(),
    buildRuns: new Map(),
    apps: new Map(),
    revisions: new Map(),
    instances: new Map(),
    jobs: new Map(),
    jobRuns: new Map(),
    functions: new Map(),
    fleets: new Map(),
    dataStores: new Map(),
    subnetPools: new Map(),
    outbound: new Map([['allow-all', allowAll]]),
    secrets: new Map(),
    configMaps: new Map(),
    pods: new Map(),
    events: [],
    quotas: ordinaryQuotas().map((line) => ({ ...(changed.get(line.resource) ?? line) })),
    buildRunObjects: new Map(),
    revisionObjects: new Map(),
  };
  world.projects.set(project.id, project);
  world.changed({ project: project.name, what: 'projects', name: project.name });
  return project;
}

/** Lets a project change its status, for example to `soft_deleted`. */
export function setProjectStatus(world: World, project: Project, status: string): void {
  project.status = status;
  world.changed({ project: project.name, what: 'projects', name: project.name });
}

export function addConfigMap(
  world: World,
  project: Project,
  name: string,
  data: Readonly<Record<string, string>>,
): void {
  world.put(project, 'configMaps', {
    name,
    created_at: instant(project.createdAt),
    entity_tag: world.entityTag(),
    data: { ...data },
  });
}

/** What of a quota is used now. */
export function usedOf(project: Project, { counts, used }: QuotaLine): string {
  return counts === undefined ? used : String(project[counts].size);
}

/** Whether a quota has no room for one more. */
export function isFullOf(project: Project, counts: NonNullable<QuotaLine['counts']>): boolean {
  return project.quotas.some((line) => line.counts === counts && project[counts].size >= Number(line.hard));
}

import { type Collection, instant, type Project, type World } from '../world';

/** Root of a region's API v2, as links name it. */
export const apiHost = (region: string): string => `https://api.${region}.codeengine.cloud.ibm.com/v2`;

/** A project as API v2 shows it. */
export function projectModel(world: World, project: Project) {
  return {
    account_id: project.accountId,
    created_at: instant(project.createdAt),
    crn: `crn:v1:bluemix:public:codeengine:${project.region}:a/${world.accountId}:${project.id}::`,
    href: `${apiHost(project.region)}/projects/${project.id}`,
    id: project.id,
    name: project.name,
    region: project.region,
    resource_group_id: project.resourceGroupId,
    resource_type: 'project_v2',
    status: project.status,
  };
}

const resourceTypes: Partial<Record<Collection, string>> = {
  apps: 'app_v2',
  builds: 'build_v2',
  buildRuns: 'build_run_v2',
  configMaps: 'config_map_v2',
  dataStores: 'persistent_data_store_v2',
  functions: 'function_v2',
  instances: 'app_instance_v2',
  jobs: 'job_v2',
  jobRuns: 'job_run_v2',
  revisions: 'app_revision_v2',
};

const secretTypes: Readonly<Record<string, string>> = {
  generic: 'secret_generic_v2',
  ssh_auth: 'secret_auth_ssh_v2',
  basic_auth: 'secret_basic_auth_v2',
  hmac_auth: 'secret_hmac_auth_v2',
  registry: 'secret_registry_v2',
  service_access: 'secret_service_access_v2',
  service_operator: 'secret_operator_v2',
  tls: 'secret_tls_v2',
};

/** Keys of a secret's data that the API hides when it hides anything. */
const open = new Set(['server', 'username', 'email', 'known_hosts', 'tls_cert']);

interface Named {
  readonly name: string;
}

/** A resource of a project as API v2 shows it: the world's own fields and those that follow from its place. */
export function resourceModel(
  world: World,
  project: Project,
  collection: Collection,
  path: string,
  resource: Named,
): Record<string, unknown> {
  const model: Record<string, unknown> = {
    ...resource,
    href: `${apiHost(project.region)}/projects/${project.id}/${path}/${resource.name}`,
    id: world.names.uuid(collection, project.id, resource.name),
    project_id: project.id,
    region: project.region,
    resource_type: resourceTypes[collection] ?? 'secret_v2',
  };
  if (collection !== 'secrets') return model;
  const { format, data } = resource as Named & { format: string; data: Record<string, string> };
  return {
    ...model,
    resource_type: secretTypes[format] ?? 'secret_other_v2',
    data: Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        world.secretValues === 'readable' || open.has(key) ? value : 'REDACTED',
      ]),
    ),
  };
}

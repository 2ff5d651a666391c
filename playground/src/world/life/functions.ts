import { instant } from '../clock';
import type { Project } from '../project';
import type { FunctionResource } from '../resources';
import type { World } from '../world';
import { literal } from './stories';

export interface FunctionOptions {
  readonly name: string;
  readonly createdAt?: number;
  readonly runtime?: string;
  readonly codeReference: string;
  readonly codeSecret?: string;
  readonly status: string;
  readonly reason: string;
  readonly env?: FunctionResource['run_env_variables'];
}

export function addFunction(world: World, project: Project, options: FunctionOptions): FunctionResource {
  const host = `${project.namespace}.${project.region}.codeengine.appdomain.cloud`;
  const added: FunctionResource = {
    name: options.name,
    created_at: instant(options.createdAt ?? project.createdAt),
    entity_tag: world.entityTag(),
    code_binary: false,
    code_main: 'main',
    code_reference: options.codeReference,
    ...(options.codeSecret !== undefined && { code_secret: options.codeSecret }),
    endpoint: `https://${options.name}.${host}`,
    endpoint_internal: `http://${options.name}.${project.namespace}.svc.cluster.local`,
    managed_domain_mappings: 'local_public',
    run_compute_resource_token_enabled: false,
    run_env_variables: [...(options.env ?? [])],
    computed_env_variables: [
      literal('CE_FUNCTION', options.name),
      literal('CE_PROJECT_ID', project.id),
      literal('CE_REGION', project.region),
      literal('CE_SUBDOMAIN', project.namespace),
    ],
    runtime: options.runtime ?? 'nodejs-24',
    scale_concurrency: 1,
    scale_cpu_limit: '1',
    scale_down_delay: 1,
    scale_max_execution_time: 60,
    scale_memory_limit: '4G',
    status: options.status,
    status_details: { reason: options.reason },
  };
  world.put(project, 'functions', added);
  return added;
}

/** What the API takes in the bodies of its writes. Source: parameters of create and update in IBM/code-engine-node-sdk. */
import { Refusal } from './replies';

type Kind = 'text' | 'number' | 'flag' | 'texts' | 'objects' | 'object' | 'values';

export type Fields = Readonly<Record<string, Kind>>;

const workload = {
  image_reference: 'text',
  image_secret: 'text',
  run_arguments: 'texts',
  run_as_user: 'number',
  run_commands: 'texts',
  run_compute_resource_token_enabled: 'flag',
  run_env_variables: 'objects',
  run_service_account: 'text',
  run_volume_mounts: 'objects',
  scale_cpu_limit: 'text',
  scale_ephemeral_storage_limit: 'text',
  scale_memory_limit: 'text',
} as const satisfies Fields;

const job = {
  ...workload,
  run_mode: 'text',
  scale_array_spec: 'text',
  scale_max_execution_time: 'number',
  scale_retry_limit: 'number',
} as const satisfies Fields;

const buildRun = {
  output_image: 'text',
  output_secret: 'text',
  run_build_params: 'objects',
  source_context_dir: 'text',
  source_revision: 'text',
  source_secret: 'text',
  source_type: 'text',
  source_url: 'text',
  strategy_size: 'text',
  strategy_spec_file: 'text',
  strategy_type: 'text',
  timeout: 'number',
} as const satisfies Fields;

/** What may be set, by path segment of the API. `name` comes with a creation alone. */
export const fieldsOf: Readonly<Record<string, Fields>> = {
  apps: {
    ...workload,
    image_port: 'number',
    managed_domain_mappings: 'text',
    probe_liveness: 'object',
    probe_readiness: 'object',
    scale_concurrency: 'number',
    scale_concurrency_target: 'number',
    scale_down_delay: 'number',
    scale_initial_instances: 'number',
    scale_max_instances: 'number',
    scale_min_instances: 'number',
    scale_request_timeout: 'number',
  },
  jobs: job,
  job_runs: { ...job, job_name: 'text' },
  builds: buildRun,
  build_runs: { ...buildRun, build_name: 'text', service_account: 'text' },
  functions: {
    code_binary: 'flag',
    code_main: 'text',
    code_reference: 'text',
    code_secret: 'text',
    managed_domain_mappings: 'text',
    run_compute_resource_token_enabled: 'flag',
    run_env_variables: 'objects',
    runtime: 'text',
    scale_concurrency: 'number',
    scale_cpu_limit: 'text',
    scale_down_delay: 'number',
    scale_max_execution_time: 'number',
    scale_memory_limit: 'text',
  },
  secrets: { data: 'values', format: 'text' },
  config_maps: { data: 'values' },
};

const valid: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => Number.isInteger(value),
  flag: (value) => typeof value === 'boolean',
  texts: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  objects: (value) => Array.isArray(value) && value.every(isObject),
  object: isObject,
  values: (value) => isObject(value) && Object.values(value).every((one) => typeof one === 'string'),
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The fields of a body, each of its own kind. In a merge patch `null` takes a field away.
 * @throws Refusal 400 for what is not there, or of another kind
 */
export function readFields(
  kind: string,
  body: Readonly<Record<string, unknown>>,
  options: { readonly patch: boolean },
): Record<string, unknown> {
  const fields = fieldsOf[kind] ?? {};
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name === 'name' && !options.patch) continue;
    const wanted = fields[name];
    if (wanted === undefined) throw new Refusal(400, 'unknown_field', `Field '${name}' is not known.`);
    if (value === null && options.patch) read[name] = undefined;
    else if (valid[wanted](value)) read[name] = value;
    else throw new Refusal(400, 'invalid_field', `Field '${name}' is not valid.`);
  }
  return read;
}

/** A body that is a JSON object. */
export function readBody(body: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(body);
    if (isObject(read)) return { ...read };
  } catch {
    // answered below
  }
  throw new Refusal(400, 'invalid_request_body', 'The request body is not a JSON object.');
}

/** The name of something new. */
export function readName(body: Readonly<Record<string, unknown>>): string {
  const { name } = body;
  if (typeof name !== 'string' || !/^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/.test(name)) {
    throw new Refusal(400, 'invalid_name', "Field 'name' is not valid.");
  }
  return name;
}

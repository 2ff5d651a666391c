/**
 * Resources of API v2 as the world keeps them: the API's own field names, without the fields that follow from
 * where a resource lives (`id`, `href`, `project_id`, `region`, `resource_type`), which are added when served.
 */

export interface EnvVariable {
  readonly type: string;
  readonly name?: string;
  readonly value?: string;
  readonly key?: string;
  readonly reference?: string;
  readonly prefix?: string;
}

export interface VolumeMount {
  readonly mount_path: string;
  readonly reference: string;
  readonly type: string;
  readonly read_only?: boolean;
  readonly sub_path?: string;
}

export interface Probe {
  readonly type: string;
  readonly path?: string;
  readonly port?: number;
  readonly failure_threshold?: number;
  readonly initial_delay?: number;
  readonly interval?: number;
  readonly timeout?: number;
}

export interface BuildSpec {
  source_type: string;
  source_url?: string;
  source_revision?: string;
  source_context_dir?: string;
  source_secret?: string;
  output_image: string;
  output_secret: string;
  strategy_type: string;
  strategy_size: string;
  strategy_spec_file?: string;
  /** Seconds. */
  timeout: number;
  run_build_params?: EnvVariable[];
}

export interface Build extends BuildSpec {
  name: string;
  created_at: string;
  entity_tag: string;
  status: string;
  status_details: { reason: string };
}

export interface BuildRunStatus {
  reason: string;
  start_time?: string;
  completion_time?: string;
  git_branch_name?: string;
  git_commit_author?: string;
  git_commit_sha?: string;
  output_digest?: string;
  source_timestamp?: string;
}

export interface BuildRun extends BuildSpec {
  name: string;
  /** Absent: standalone. */
  build_name?: string;
  created_at: string;
  service_account: string;
  status: string;
  status_details: BuildRunStatus;
}

export interface WorkloadSpec {
  image_reference: string;
  image_secret?: string;
  run_arguments: string[];
  run_commands: string[];
  run_env_variables: EnvVariable[];
  computed_env_variables: EnvVariable[];
  run_volume_mounts: VolumeMount[];
  run_service_account: string;
  run_as_user?: number;
  run_compute_resource_token_enabled?: boolean;
  scale_cpu_limit: string;
  scale_memory_limit: string;
  scale_ephemeral_storage_limit: string;
}

export interface AppScale {
  image_port: number;
  probe_liveness?: Probe;
  probe_readiness?: Probe;
  scale_concurrency: number;
  scale_concurrency_target?: number;
  scale_down_delay: number;
  scale_initial_instances: number;
  scale_max_instances: number;
  scale_min_instances: number;
  scale_request_timeout: number;
}

export interface App extends WorkloadSpec, AppScale {
  name: string;
  created_at: string;
  entity_tag: string;
  build?: string;
  build_run?: string;
  endpoint: string;
  endpoint_internal: string;
  managed_domain_mappings: string;
  status: string;
  status_details: { reason: string; latest_created_revision?: string; latest_ready_revision?: string };
}

export interface AppRevision extends WorkloadSpec, AppScale {
  name: string;
  app_name: string;
  created_at: string;
  status: string;
  status_details: { reason: string; actual_instances: number };
}

export interface ContainerState {
  container_status: string;
  reason?: string;
  exit_code?: number;
  started_at?: string;
  completed_at?: string;
}

export interface ContainerStates {
  current_state: ContainerState;
  last_observed_state?: ContainerState;
}

export interface AppInstance {
  name: string;
  app_name: string;
  revision_name: string;
  created_at: string;
  scale_cpu_limit: string;
  scale_memory_limit: string;
  scale_ephemeral_storage_limit: string;
  status: string;
  status_details: { restarts: number; user_container: ContainerStates; system_container: ContainerStates };
}

export interface JobScale {
  run_mode: string;
  scale_array_spec: string;
  scale_max_execution_time?: number;
  scale_retry_limit?: number;
}

export interface Job extends WorkloadSpec, JobScale {
  name: string;
  created_at: string;
  entity_tag: string;
  build?: string;
  build_run?: string;
}

export interface JobIndex {
  status: string;
  last_failure_reason?: string;
  retries?: number;
  started_at?: string;
  finished_at?: string;
}

export interface JobRun extends WorkloadSpec, JobScale {
  name: string;
  job_name?: string;
  created_at: string;
  status: string;
  status_details: {
    requested: number;
    pending: number;
    running: number;
    failed: number;
    succeeded: number;
    unknown: number;
    pending_indices?: string;
    running_indices?: string;
    failed_indices?: string;
    succeeded_indices?: string;
    indices_details: Record<string, JobIndex>;
    start_time?: string;
    completion_time?: string;
  };
}

export interface FunctionResource {
  name: string;
  created_at: string;
  entity_tag: string;
  code_binary: boolean;
  code_main: string;
  code_reference: string;
  code_secret?: string;
  endpoint: string;
  endpoint_internal: string;
  managed_domain_mappings: string;
  run_compute_resource_token_enabled: boolean;
  run_env_variables: EnvVariable[];
  computed_env_variables: EnvVariable[];
  runtime: string;
  scale_concurrency: number;
  scale_cpu_limit: string;
  scale_down_delay: number;
  scale_max_execution_time: number;
  scale_memory_limit: string;
  status: string;
  status_details: { reason: string };
}

/** `data` holds real values here; whether they are served or redacted is the world's setting. */
export interface Secret {
  name: string;
  created_at: string;
  entity_tag: string;
  format: string;
  generated_by: 'user' | 'system';
  data: Record<string, string>;
}

export interface ConfigMap {
  name: string;
  created_at: string;
  entity_tag: string;
  data: Record<string, string>;
}

export interface FunctionRuntime {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly default: boolean;
  readonly deprecated: boolean;
  readonly optimized: boolean;
}

export interface FleetTask {
  index: number;
  status: string;
  result_code?: number;
  retries: number;
  worker_name?: string;
  status_details?: { reason: string };
}

export interface FleetWorker {
  status: string;
  created_at: string;
  finished_at?: string;
  status_details: {
    address?: string;
    image_version?: string;
    profile: string;
    subnet_crn: string;
    zone: string;
  };
}

/** `tasks` and `workers` are served below the fleet, not in it. */
export interface Fleet {
  name: string;
  created_at: string;
  finished_at?: string;
  image_reference: string;
  image_secret?: string;
  network_placements: { type: string; reference: string }[];
  run_arguments: string[];
  run_commands: string[];
  run_env_variables: EnvVariable[];
  run_volume_mounts: VolumeMount[];
  scale_cpu_limit: string;
  scale_memory_limit: string;
  scale_max_instances: number;
  scale_retry_limit?: number;
  status: string;
  status_details: {
    reason?: string;
    task_progress: { pending: number; running: number; failed: number; successful: number; canceled: number };
  };
  tasks_specification: { indices?: string };
  tasks_state_store: { persistent_data_store: string; sub_path?: string };
  tasks: FleetTask[];
  workers: FleetWorker[];
}

export interface SubnetPool {
  id: string;
  name: string;
  /** How the API names the subnets of a pool is not documented. */
  subnets: { subnet_crn: string; security_group_crns: string[] }[];
}

export interface DataStore {
  name: string;
  created_at: string;
  entity_tag: string;
  storage_type: string;
  data: { bucket_location: string; bucket_name: string; secret_name: string };
}

export interface OutboundDestination {
  name: string;
  type: 'cidr_block' | 'private_path_service_gateway';
  cidr_block?: string;
  private_path_service_gateway_crn?: string;
  isolation_policy?: 'shared' | 'dedicated';
  status: string;
  status_details: {
    reason: string;
    endpoint_gateway?: { ips: string[]; name: string; account_id: string };
    private_path_service_gateway?: { id: string; name: string; service_endpoints: string[] };
  };
}

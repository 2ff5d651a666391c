/**
 * Models of the Code Engine API v2, as far as ce-image reads them: unknown fields are left off, unknown enum
 * values stay, and a field that is missing, null or of another type is undefined. Only what a resource is told by is
 * required: the SDK marks nearly every field as one that may be left out. Field names and examples:
 * IBM/code-engine-go-sdk.
 */
import { z } from 'zod';
import { elements, listing, optional } from '../http/pages';

const string = optional(z.string());
const number = optional(z.number());
const strings = elements(z.string());

/** `literal` values are not among the fields: they may be secret. */
const envVariable = z.object({ name: string, type: string, reference: string, key: string });

const probe = z.object({ type: string, path: string, port: number });

const buildSpec = {
  source_type: string,
  source_url: string,
  source_revision: string,
  source_context_dir: string,
  source_secret: string,
  output_image: string,
  output_secret: string,
  strategy_type: string,
  strategy_size: string,
  strategy_spec_file: string,
  timeout: number,
};

const volumeMount = z.object({ type: string, reference: string, mount_path: string });

const workloadSpec = {
  image_reference: string,
  image_secret: string,
  run_commands: strings,
  run_arguments: strings,
  run_env_variables: elements(envVariable),
  run_volume_mounts: elements(volumeMount),
  scale_cpu_limit: string,
  scale_memory_limit: string,
  scale_ephemeral_storage_limit: string,
};

const containerState = z.object({
  container_status: string,
  reason: string,
  exit_code: number,
  started_at: string,
  completed_at: string,
});

const container = z.object({
  current_state: optional(containerState),
  last_observed_state: optional(containerState),
});

export const project = z.object({
  id: z.string(),
  name: z.string(),
  region: string,
  status: string,
  resource_group_id: string,
});

export const outboundDestination = z.object({
  name: z.string(),
  type: string,
  cidr_block: string,
  status: string,
  status_details: optional(
    z.object({
      reason: string,
      endpoint_gateway: optional(z.object({ ips: strings })),
      private_path_service_gateway: optional(z.object({ service_endpoints: strings })),
    }),
  ),
});

export const dataStore = z.object({
  name: z.string(),
  data: optional(z.object({ bucket_name: string, bucket_location: string, secret_name: string })),
});

export const build = z.object({
  name: z.string(),
  created_at: string,
  status: string,
  status_details: optional(z.object({ reason: string })),
  ...buildSpec,
});

export const buildRun = z.object({
  name: z.string(),
  build_name: string,
  created_at: string,
  status: string,
  status_details: optional(
    z.object({
      reason: string,
      start_time: string,
      completion_time: string,
      git_commit_sha: string,
      git_commit_author: string,
      git_branch_name: string,
      output_digest: string,
    }),
  ),
  ...buildSpec,
});

export const app = z.object({
  name: z.string(),
  created_at: string,
  status: string,
  status_details: optional(
    z.object({ reason: string, latest_created_revision: string, latest_ready_revision: string }),
  ),
  image_port: number,
  probe_liveness: optional(probe),
  probe_readiness: optional(probe),
  scale_min_instances: number,
  build: string,
  build_run: string,
  endpoint: string,
  ...workloadSpec,
});

export const appRevision = z.object({
  name: z.string(),
  app_name: string,
  created_at: string,
  status: string,
  status_details: optional(z.object({ reason: string })),
  image_port: number,
  probe_liveness: optional(probe),
  probe_readiness: optional(probe),
  ...workloadSpec,
});

export const appInstance = z.object({
  name: z.string(),
  revision_name: string,
  created_at: string,
  status: string,
  status_details: optional(z.object({ restarts: number, user_container: optional(container) })),
});

export const job = z.object({
  name: z.string(),
  created_at: string,
  build: string,
  build_run: string,
  scale_max_execution_time: number,
  scale_retry_limit: number,
  run_mode: string,
  ...workloadSpec,
});

export const jobRun = z.object({
  name: z.string(),
  job_name: string,
  created_at: string,
  status: string,
  status_details: optional(
    z.object({
      start_time: string,
      completion_time: string,
      requested: number,
      pending: number,
      running: number,
      failed: number,
      succeeded: number,
      indices_details: optional(
        z.record(
          z.string(),
          z.object({
            status: string,
            last_failure_reason: string,
            retries: number,
            started_at: string,
            finished_at: string,
          }),
        ),
      ),
    }),
  ),
  scale_max_execution_time: number,
  scale_retry_limit: number,
  run_mode: string,
  ...workloadSpec,
});

export const functionResource = z.object({
  name: z.string(),
  created_at: string,
  status: string,
  status_details: optional(z.object({ reason: string })),
  runtime: string,
  code_reference: string,
  code_secret: string,
});

/** The API's fleets (since 2026-02-27) are in no published SDK; field names: the client that qiskit-serverless generated
 * from the API's definition (5293a73, and its workers at 78e6a5e). Nothing but the name is taken for certain. */
export const fleet = z.object({
  id: string,
  name: z.string(),
  created_at: string,
  finished_at: string,
  status: string,
  status_details: optional(
    z.object({
      reason: string,
      task_progress: optional(
        z.object({ pending: number, running: number, failed: number, successful: number, canceled: number }),
      ),
    }),
  ),
  network_placements: elements(z.object({ type: string, reference: string })),
  tasks_state_store: optional(z.object({ persistent_data_store: string })),
  tasks_specification: optional(z.object({ indices: string })),
  scale_max_instances: number,
  scale_retry_limit: number,
  ...workloadSpec,
});

const text = optional(z.union([z.string(), z.number().transform(String)]));

/** Of tasks only the columns of the command line are documented (`ibmcloud ce fleet task list`); the names of the fields
 * are taken from them, and each may be missing. */
export const fleetTask = z.object({
  id: string,
  index: text,
  task_index: text,
  status: string,
  result_code: number,
  retries: number,
  worker_name: string,
  status_details: optional(
    z.object({ reason: string, result_code: number, retries: number, worker_name: string }),
  ),
});

/** Where a subnet pool holds its subnets is not documented. They are found by the form of their CRNs. */
export const subnetPool = z.looseObject({ id: string, name: string });

export const fleetWorker = z.object({
  name: z.string(),
  status: string,
  status_details: optional(z.object({ zone: string, profile: string, subnet_crn: string })),
});

const functionRuntime = z.object({ id: z.string(), name: string, deprecated: optional(z.boolean()) });

/** A secret with its values: for whoever proves it, and learns them. */
export const secret = z.object({
  name: z.string(),
  format: string,
  data: optional(z.record(z.string(), z.unknown())),
});

/** Where a resource tells the project's subdomain, which is its Kubernetes namespace. */
export const addressed = z.object({
  computed_env_variables: elements(z.object({ name: string, value: string })),
  endpoint_internal: string,
});

/** Made once: compiling an object's schema costs more than reading a page with it. */
const anyPage = z.looseObject({ next: optional(z.object({ start: string })) });
const listed = z.array(z.unknown()).nullish();

/** One page of a list. */
export function page<S extends z.ZodType>(collection: string, element: S) {
  return anyPage.transform(({ next, ...body }, context) => {
    const elements = listed.safeParse(body[collection]);
    if (!elements.success) {
      context.addIssue({ code: 'custom', path: [collection], message: 'is no list' });
      return z.NEVER;
    }
    return { ...listing(elements.data ?? [], element), next: next?.start };
  });
}

export const functionRuntimes = page('function_runtimes', functionRuntime);

/**
 * Models of the Code Engine API v2, as far as ce-image reads them: unknown fields are left off, unknown enum
 * values stay, and a field that is missing, null or of another type is undefined. Only what a resource is told by is
 * required: the SDK marks nearly every field as one that may be left out. Field names and examples:
 * IBM/code-engine-go-sdk.
 */
import { z } from 'zod';

function optional<S extends z.ZodType>(schema: S) {
  return schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);
}

const string = optional(z.string());
const number = optional(z.number());
const strings = optional(z.array(z.string()));

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

const workloadSpec = {
  image_reference: string,
  image_secret: string,
  run_commands: strings,
  run_arguments: strings,
  run_env_variables: optional(z.array(envVariable)),
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

export const egressIps = z.object({ public: strings, private: strings });

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

export const functionRuntime = z.object({ id: z.string(), name: string, deprecated: optional(z.boolean()) });

/** A secret with its values: for whoever proves it, and learns them. */
export const secret = z.object({
  name: z.string(),
  format: string,
  data: optional(z.record(z.string(), z.unknown())),
});

/** Where a resource tells the project's subdomain, which is its Kubernetes namespace. */
export const addressed = z.object({
  computed_env_variables: optional(z.array(z.object({ name: string, value: string }))),
  endpoint_internal: string,
});

/** What of a list could be read. */
export interface Listing<T> {
  readonly items: readonly T[];
  /** For each element that could not: the field that is not as expected. */
  readonly unread: readonly string[];
}

/** Reads element by element: one that is not as expected costs nobody the others. */
export function listing<S extends z.ZodType>(elements: readonly unknown[], element: S): Listing<z.output<S>> {
  const items: z.output<S>[] = [];
  const unread: string[] = [];
  for (const each of elements) {
    const read = element.safeParse(each);
    if (read.success) items.push(read.data);
    else unread.push(read.error.issues[0]?.path.join('.') || 'the element itself');
  }
  return { items, unread };
}

/** One page of a list. */
export function page<S extends z.ZodType>(collection: string, element: S) {
  return z
    .object({
      [collection]: z.array(z.unknown()).nullish(),
      next: optional(z.object({ start: string })),
    })
    .transform((body) => ({
      ...listing((body[collection] ?? []) as unknown[], element),
      next: (body.next as { start?: string } | undefined)?.start,
    }));
}

export const functionRuntimes = page('function_runtimes', functionRuntime);

/** From the API's models to the core's words. */
import type { z } from 'zod';
import type { FleetTask, FleetWorker } from '../diagnosis/model/fleet';
import type { OutboundDestination, SubnetPool } from '../diagnosis/model/network';
import { personName } from '../diagnosis/model/person-name';
import type {
  App,
  AppInstance,
  AppRevision,
  Build,
  BuildRun,
  BuildSpec,
  ContainerState,
  DataStore,
  Fleet,
  FunctionResource,
  Job,
  JobRun,
  Project,
  WorkloadSpec,
} from '../diagnosis/model/platform';
import type * as schemas from './schemas';

type Model<S extends z.ZodType> = z.output<S>;

/** @param asked region whose API told of it: a project that names none is there. */
export function toProject(model: Model<typeof schemas.project>, asked: string): Project {
  const { id, name, region = asked, status = 'unknown', resource_group_id: resourceGroupId } = model;
  return { id, name, region, status, ...(resourceGroupId !== undefined && { resourceGroupId }) };
}

function toBuildSpec(model: Model<typeof schemas.build> | Model<typeof schemas.buildRun>): BuildSpec {
  return {
    sourceType: model.source_type,
    sourceUrl: model.source_url && withoutLogin(model.source_url),
    sourceRevision: model.source_revision,
    sourceContextDir: model.source_context_dir,
    sourceSecret: model.source_secret,
    outputImage: model.output_image,
    outputSecret: model.output_secret,
    strategyType: model.strategy_type,
    strategySize: model.strategy_size,
    strategySpecFile: model.strategy_spec_file,
    timeout: model.timeout,
  };
}

/** A repository URL without `user:token@`, which people put there although it is shown to everybody. */
function withoutLogin(url: string): string {
  return url.replace(/^(https?:\/\/)[^/?#]*@/i, '$1');
}

/** A build of the API in the core’s words. */
export function toBuild(model: Model<typeof schemas.build>): Build {
  return {
    name: model.name,
    createdAt: model.created_at,
    status: model.status,
    reason: model.status_details?.reason,
    ...toBuildSpec(model),
  };
}

/** A build run of the API in the core’s words. */
export function toBuildRun(model: Model<typeof schemas.buildRun>): BuildRun {
  const details = model.status_details;
  return {
    name: model.name,
    // A standalone build run may carry an empty name.
    buildName: model.build_name || undefined,
    createdAt: model.created_at,
    status: model.status,
    reason: details?.reason,
    startTime: details?.start_time,
    completionTime: details?.completion_time,
    gitCommitSha: details?.git_commit_sha,
    gitCommitAuthor: personName(details?.git_commit_author ?? ''),
    gitBranchName: details?.git_branch_name,
    outputDigest: details?.output_digest,
    ...toBuildSpec(model),
  };
}

type WorkloadModel =
  | Model<typeof schemas.app>
  | Model<typeof schemas.appRevision>
  | Model<typeof schemas.job>
  | Model<typeof schemas.jobRun>
  | Model<typeof schemas.fleet>;

function toWorkloadSpec(model: WorkloadModel): WorkloadSpec {
  return {
    imageReference: model.image_reference,
    imageSecret: model.image_secret,
    commands: model.run_commands,
    arguments: model.run_arguments,
    env: model.run_env_variables,
    volumes: model.run_volume_mounts?.map(({ type, reference, mount_path: path }) => ({
      type,
      reference,
      path,
    })),
    cpuLimit: model.scale_cpu_limit,
    memoryLimit: model.scale_memory_limit,
    ephemeralStorageLimit: model.scale_ephemeral_storage_limit,
  };
}

/** An app of the API in the core’s words. */
export function toApp(model: Model<typeof schemas.app>): App {
  const details = model.status_details;
  return {
    name: model.name,
    createdAt: model.created_at,
    status: model.status,
    reason: details?.reason,
    latestCreatedRevision: details?.latest_created_revision,
    latestReadyRevision: details?.latest_ready_revision,
    imagePort: model.image_port,
    probeLiveness: model.probe_liveness,
    probeReadiness: model.probe_readiness,
    minInstances: model.scale_min_instances,
    build: model.build,
    buildRun: model.build_run,
    endpoint: model.endpoint,
    ...toWorkloadSpec(model),
  };
}

/** An app revision of the API in the core’s words. */
export function toAppRevision(model: Model<typeof schemas.appRevision>): AppRevision {
  return {
    name: model.name,
    appName: model.app_name,
    createdAt: model.created_at,
    status: model.status,
    reason: model.status_details?.reason,
    imagePort: model.image_port,
    probeLiveness: model.probe_liveness,
    probeReadiness: model.probe_readiness,
    ...toWorkloadSpec(model),
  };
}

type ContainerModel = NonNullable<
  NonNullable<Model<typeof schemas.appInstance>['status_details']>['user_container']
>;

function toContainerState(model: ContainerModel['current_state']): ContainerState | undefined {
  return (
    model && {
      status: model.container_status,
      reason: model.reason,
      exitCode: model.exit_code,
      startedAt: model.started_at,
      completedAt: model.completed_at,
    }
  );
}

/** An app instance of the API in the core’s words. */
export function toAppInstance(model: Model<typeof schemas.appInstance>): AppInstance {
  const details = model.status_details;
  return {
    name: model.name,
    revisionName: model.revision_name,
    createdAt: model.created_at,
    status: model.status,
    restarts: details?.restarts,
    current: toContainerState(details?.user_container?.current_state),
    last: toContainerState(details?.user_container?.last_observed_state),
  };
}

/** A job of the API in the core’s words. */
export function toJob(model: Model<typeof schemas.job>): Job {
  return {
    name: model.name,
    createdAt: model.created_at,
    build: model.build,
    buildRun: model.build_run,
    maxExecutionTime: model.scale_max_execution_time,
    retryLimit: model.scale_retry_limit,
    runMode: model.run_mode,
    ...toWorkloadSpec(model),
  };
}

/** A job run of the API in the core’s words. */
export function toJobRun(model: Model<typeof schemas.jobRun>): JobRun {
  const details = model.status_details;
  const indices = Object.entries(details?.indices_details ?? {})
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([index, one]) => ({
      index,
      status: one.status,
      lastFailureReason: one.last_failure_reason,
      retries: one.retries,
      startedAt: one.started_at,
      finishedAt: one.finished_at,
    }));
  return {
    name: model.name,
    jobName: model.job_name || undefined,
    createdAt: model.created_at,
    status: model.status,
    startTime: details?.start_time,
    completionTime: details?.completion_time,
    requested: details?.requested,
    pending: details?.pending,
    running: details?.running,
    failed: details?.failed,
    succeeded: details?.succeeded,
    indices,
    maxExecutionTime: model.scale_max_execution_time,
    retryLimit: model.scale_retry_limit,
    runMode: model.run_mode,
    ...toWorkloadSpec(model),
  };
}

/** A function of the API in the core’s words. */
export function toFunction(model: Model<typeof schemas.functionResource>): FunctionResource {
  return {
    name: model.name,
    createdAt: model.created_at,
    status: model.status,
    reason: model.status_details?.reason,
    runtime: model.runtime,
    codeReference: model.code_reference && withoutInlineCode(model.code_reference),
    codeSecret: model.code_secret,
  };
}

/** A fleet of the API in the core’s words. */
export function toFleet(model: Model<typeof schemas.fleet>): Fleet {
  const { reason, task_progress: progress } = model.status_details ?? {};
  const stores = [
    model.tasks_state_store?.persistent_data_store,
    ...(model.run_volume_mounts ?? [])
      .filter(({ type }) => type === undefined || type === 'persistent_data_store')
      .map(({ reference }) => reference),
  ];
  return {
    name: model.name,
    id: model.id,
    createdAt: model.created_at,
    finishedAt: model.finished_at,
    status: model.status,
    reason,
    tasks: progress && {
      pending: progress.pending ?? 0,
      running: progress.running ?? 0,
      failed: progress.failed ?? 0,
      successful: progress.successful ?? 0,
      canceled: progress.canceled ?? 0,
    },
    subnetPools: given((model.network_placements ?? []).map(({ reference }) => reference)),
    dataStores: given(stores),
    taskIndices: model.tasks_specification?.indices,
    maxInstances: model.scale_max_instances,
    retryLimit: model.scale_retry_limit,
    ...toWorkloadSpec(model),
  };
}

/** A task of a fleet of the API in the core’s words. */
export function toFleetTask(model: Model<typeof schemas.fleetTask>): FleetTask {
  const details = model.status_details;
  return {
    id: model.id,
    index: model.index ?? model.task_index,
    status: model.status,
    reason: details?.reason,
    resultCode: model.result_code ?? details?.result_code,
    retries: model.retries ?? details?.retries,
    worker: model.worker_name ?? details?.worker_name,
  };
}

/** A worker of a fleet of the API in the core’s words. */
export function toFleetWorker(model: Model<typeof schemas.fleetWorker>): FleetWorker {
  const { zone, profile, subnet_crn: subnetCrn } = model.status_details ?? {};
  return { name: model.name, status: model.status, zone, profile, subnetCrn };
}

/** An allowed outbound destination of the API in the core’s words. */
export function toOutbound(model: Model<typeof schemas.outboundDestination>): OutboundDestination {
  const details = model.status_details;
  return {
    name: model.name,
    type: model.type,
    cidr: model.cidr_block,
    status: model.status,
    reason: details?.reason,
    hosts: details?.private_path_service_gateway?.service_endpoints ?? [],
    addresses: details?.endpoint_gateway?.ips ?? [],
  };
}

/** A persistent data store of the API in the core’s words. */
export function toDataStore(model: Model<typeof schemas.dataStore>): DataStore {
  const { bucket_name: bucket, bucket_location: location, secret_name: secret } = model.data ?? {};
  return { name: model.name, bucket, location, secret };
}

/** A subnet pool of the API in the core’s words. */
export function toSubnetPool(model: Model<typeof schemas.subnetPool>): SubnetPool {
  const crns = stringsIn(model).filter((text) => text.startsWith('crn:'));
  const ofType = (type: string) => given(crns.filter((crn) => crn.split(':')[8] === type));
  return {
    id: model.id,
    name: model.name,
    subnetCrns: ofType('subnet'),
    securityGroupCrns: ofType('security-group'),
  };
}

/** Every text in a JSON value. */
function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Each once, without those that are missing. */
function given(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.filter((text) => text !== undefined && text !== ''))] as string[];
}

/** A `data:` URL holds the function's whole source; only its head says something here. */
function withoutInlineCode(reference: string): string {
  return reference.startsWith('data:') ? (reference.split(',', 1)[0] ?? reference) : reference;
}

/** A copy with the newest first; what has no time comes last. The API documents no order. */
export function newestFirst<T extends { readonly createdAt?: string }>(items: readonly T[]): readonly T[] {
  const time = ({ createdAt }: T) => Date.parse(createdAt ?? '') || 0;
  return [...items].sort((a, b) => time(b) - time(a));
}

import { instant } from '../clock';
import type { Project } from '../project';
import type { Fleet, FleetTask, FleetWorker, SubnetPool } from '../resources';
import type { VpcSubnetResource } from '../vpc-content';
import type { World } from '../world';

export interface FleetOptions {
  readonly name: string;
  readonly image: string;
  readonly secret?: string;
  readonly createdAt: number;
  readonly finishedAt?: number;
  readonly status: string;
  readonly reason?: string;
  readonly tasks: Partial<Fleet['status_details']['task_progress']>;
  /** Exit code of the failed tasks; absent: their instances never started. */
  readonly exitCode?: number;
  /** Where its workers are, or were. */
  readonly subnet: VpcSubnetResource;
  /** Status of its workers; none: they are gone. */
  readonly workers?: readonly string[];
  /** Names security groups of its own; absent: the VPC's default one. */
  readonly securityGroupCrn?: string;
  readonly env?: Fleet['run_env_variables'];
}

/** Tasks that the world keeps of each status; a fleet may have a million. */
const MOST_TASKS = 40;

/** Adds a fleet with its subnet pool, its data store, its tasks and its workers. */
export function addFleet(world: World, project: Project, options: FleetOptions): Fleet {
  const pool = addSubnetPool(world, project, options);
  const store = addDataStore(world, project, `${options.name}-tasks`);
  const progress = { pending: 0, running: 0, failed: 0, successful: 0, canceled: 0, ...options.tasks };
  const total = Object.values(progress).reduce((sum, many) => sum + many, 0);
  const added: Fleet = {
    name: options.name,
    created_at: instant(options.createdAt),
    ...(options.finishedAt !== undefined && { finished_at: instant(options.finishedAt) }),
    image_reference: options.image,
    ...(options.secret !== undefined && { image_secret: options.secret }),
    network_placements: [{ type: 'subnet_pool', reference: pool.id }],
    run_arguments: [],
    run_commands: [],
    run_env_variables: [...(options.env ?? [])],
    run_volume_mounts: [],
    scale_cpu_limit: '2',
    scale_memory_limit: '4G',
    scale_max_instances: 10,
    scale_retry_limit: 3,
    status: options.status,
    status_details: {
      ...(options.reason !== undefined && { reason: options.reason }),
      task_progress: progress,
    },
    tasks_specification: { indices: `0-${Math.max(0, total - 1)}` },
    tasks_state_store: { persistent_data_store: store },
    tasks: tasksOf(progress, options.exitCode),
    workers: (options.workers ?? []).map((status, at) => workerOf(options, status, at)),
  };
  world.put(project, 'fleets', added);
  return added;
}

function tasksOf(
  progress: Fleet['status_details']['task_progress'],
  exitCode: number | undefined,
): FleetTask[] {
  const tasks: FleetTask[] = [];
  for (const [status, many] of Object.entries(progress)) {
    for (let at = 0; at < Math.min(many, MOST_TASKS); at += 1) {
      const ran = status === 'successful' ? 0 : status === 'failed' ? exitCode : undefined;
      tasks.push({
        index: tasks.length,
        status: status === 'successful' ? 'succeeded' : status,
        retries: status === 'failed' ? 3 : 0,
        ...(ran !== undefined && { result_code: ran }),
      });
    }
  }
  return tasks;
}

function workerOf({ subnet, createdAt }: FleetOptions, status: string, at: number): FleetWorker {
  return {
    status,
    created_at: instant(createdAt + 90_000),
    status_details: {
      address: `10.242.0.${40 + at}`,
      image_version: 'v1.0.42',
      profile: 'cx2-2x4',
      subnet_crn: subnet.crn,
      zone: subnet.zone.name,
    },
  };
}

function addSubnetPool(
  world: World,
  project: Project,
  { subnet, securityGroupCrn }: FleetOptions,
): SubnetPool {
  const name = `${subnet.name}-pool`;
  const pool: SubnetPool = {
    id: world.names.uuid('subnet-pool', project.id, name),
    name,
    subnets: [{ subnet_crn: subnet.crn, security_group_crns: securityGroupCrn ? [securityGroupCrn] : [] }],
  };
  project.subnetPools.set(name, pool);
  return pool;
}

function addDataStore(world: World, project: Project, name: string): string {
  const secret = `${name}-hmac`;
  world.put(project, 'secrets', {
    name: secret,
    created_at: instant(project.createdAt),
    entity_tag: world.entityTag(),
    format: 'hmac_auth',
    generated_by: 'user',
    data: { access_key_id: world.canary(`${secret}-id`), secret_access_key: world.canary(secret) },
  });
  world.put(project, 'dataStores', {
    name,
    created_at: instant(project.createdAt),
    entity_tag: world.entityTag(),
    storage_type: 'object_storage',
    data: { bucket_location: project.region, bucket_name: `${project.name}-${name}`, secret_name: secret },
  });
  return name;
}

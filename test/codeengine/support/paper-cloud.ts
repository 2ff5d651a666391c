/**
 * A Code Engine on paper: bodies by what they are, which the real adapter asks for and reads, without a network. Bodies
 * are IBM's published examples; those of fleets, which no published SDK has, are of the API's definition, those of pods
 * and events of Kubernetes' own.
 */
import { Readable } from 'node:stream';
import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { AxiosError } from 'axios';
import { createCodeEngine } from '../../../src/codeengine';
import { Masker, Secret } from '../../../src/diagnosis/model/secrets';
import type { CodeEngineSource } from '../../../src/diagnosis/model/sources';
import examples from '../../contract/code-engine-v2-examples.json';
import { stillClock } from '../../diagnosis/support/world';
import { jwt } from './cloud';

export type Body = Readonly<Record<string, unknown>>;

const bodyOf = (operation: string) =>
  (examples as unknown as Record<string, { readonly bodies: readonly Body[] }>)[operation]?.bodies[0] as Body;
const elementOf = (operation: string, collection: string) =>
  (bodyOf(operation)[collection] as readonly Body[])[0] as Body;

const fleetId = '1a1a1a1a-2b2b-3c3c-4d4d-5e5e5e5e5e5e';
export const subnetCrn = 'crn:v1:bluemix:public:is:eu-de-1:a/abc::subnet:1';
const pod = 'my-app-00001-deployment-5d5-x7k2p';
/** Whose program writes no error. */
const quietPod = 'my-app-00001-deployment-5d5-q2w3e';

/** Everything is well. */
export const wells = {
  project: bodyOf('GetProject'),
  build: bodyOf('GetBuild'),
  buildRun: bodyOf('GetBuildRun'),
  app: bodyOf('GetApp'),
  revision: elementOf('ListAppRevisions', 'revisions'),
  instance: {
    ...elementOf('ListAppInstances', 'instances'),
    revision_name: 'my-app-00001',
    status: 'running',
    status_details: {
      ...(elementOf('ListAppInstances', 'instances').status_details as Body),
      restarts: 40,
    },
  },
  job: bodyOf('GetJob'),
  jobRun: bodyOf('GetJobRun'),
  function: bodyOf('GetFunction'),
  runtime: elementOf('ListFunctionRuntimes', 'function_runtimes'),
  secret: elementOf('ListSecrets', 'secrets'),
  destination: bodyOf('GetAllowedOutboundDestination'),
  dataStore: bodyOf('GetPersistentDataStore'),
  fleet: {
    id: fleetId,
    name: 'scan',
    created_at: '2026-11-23T17:00:00Z',
    finished_at: '2026-11-23T17:30:00Z',
    image_reference: 'docker.io/shop/scan:1',
    image_secret: 'my-secret',
    network_placements: [{ type: 'subnet_pool', reference: 'pool-1' }],
    tasks_state_store: { persistent_data_store: 'my-persistent-data-store' },
    tasks_specification: { indices: '0-99' },
    scale_cpu_limit: '2',
    scale_memory_limit: '4G',
    scale_max_instances: 10,
    scale_retry_limit: 3,
    status: 'standby',
    status_details: {
      task_progress: { pending: 0, running: 0, failed: 0, successful: 100, canceled: 0 },
    },
  },
  fleetTask: { id: 't-1', index: 3, status: 'failed', result_code: 1, retries: 3, worker_name: 'w-1' },
  fleetWorker: {
    name: 'w-1',
    status: 'running',
    status_details: { zone: 'eu-de-1', profile: 'cx2-2x4', subnet_crn: subnetCrn },
  },
  subnetPool: { id: 'pool-1', name: 'batch', subnets: [{ crn: subnetCrn }] },
  pod: {
    metadata: { name: pod, creationTimestamp: '2026-11-23T17:00:00Z', labels: {} },
    spec: { containers: [{ name: 'user-container', image: 'icr.io/codeengine/helloworld' }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [
        {
          name: 'user-container',
          ready: true,
          restartCount: 0,
          state: { running: { startedAt: '2026-11-23T17:00:05Z' } },
        },
      ],
    },
  },
  event: {
    type: 'Normal',
    reason: 'Pulled',
    message: 'Successfully pulled image "icr.io/codeengine/helloworld"',
    count: 1,
    firstTimestamp: '2026-11-23T17:00:02Z',
    lastTimestamp: '2026-11-23T17:00:02Z',
    source: { component: 'kubelet' },
    involvedObject: { kind: 'Pod', name: pod },
    metadata: { creationTimestamp: '2026-11-23T17:00:02Z' },
  },
} as const satisfies Readonly<Record<string, Body>>;

export type Name = keyof typeof wells;
export const names = Object.keys(wells) as readonly Name[];
export type Bodies = Readonly<Record<Name, Body>>;

const failed = (body: Body, reason: string): Body => ({
  ...body,
  status: 'failed',
  status_details: { ...(body.status_details as Body), reason },
});

/** Everything has failed, and each of the bodies has its share in that. */
export const fails: Bodies = {
  ...wells,
  buildRun: failed(wells.buildRun, 'failed_to_execute_build_run'),
  app: {
    ...failed(wells.app, 'container_failed_exit_code_1'),
    run_volume_mounts: [
      { type: 'persistent_data_store', reference: 'my-persistent-data-store', mount_path: '/data' },
    ],
  },
  revision: {
    ...failed(wells.revision, 'container_failed_exit_code_1'),
    run_volume_mounts: [
      { type: 'persistent_data_store', reference: 'my-persistent-data-store', mount_path: '/data' },
    ],
  },
  jobRun: {
    ...wells.jobRun,
    status: 'failed',
    status_details: {
      ...(wells.jobRun.status_details as Body),
      failed: 1,
      indices_details: { 0: { status: 'failed', last_failure_reason: 'OOMKilled', retries: 3 } },
    },
  },
  function: failed(wells.function, 'no_code_bundle'),
  runtime: { ...wells.runtime, deprecated: true },
  secret: {
    ...wells.secret,
    format: 'registry',
    data: { server: 'de.icr.io', username: 'iamapikey', password: 'x' },
  },
  destination: { ...wells.destination, name: 'office', cidr_block: '10.0.0.0/8' },
  fleet: {
    ...wells.fleet,
    status: 'pending',
    status_details: {
      reason: 'no worker could start',
      task_progress: { pending: 99, running: 0, failed: 1, successful: 0, canceled: 0 },
    },
  },
  pod: {
    ...wells.pod,
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: 'not ready' }],
      containerStatuses: [
        {
          name: 'user-container',
          ready: false,
          restartCount: 7,
          state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting' } },
          lastState: { terminated: { reason: 'Error', exitCode: 1, finishedAt: '2026-11-23T17:20:00Z' } },
        },
      ],
    },
  },
  event: {
    ...wells.event,
    type: 'Warning',
    reason: 'BackOff',
    message: 'Back-off restarting failed container user-container',
    count: 7,
  },
};

/** A program that does its work and ends: no app, but a job. */
export const endsByItself: Bodies = {
  ...wells,
  secret: fails.secret,
  app: failed(wells.app, 'container_failed_exit_code_0'),
  revision: failed(wells.revision, 'container_failed_exit_code_0'),
  pod: {
    ...wells.pod,
    metadata: { ...wells.pod.metadata, name: quietPod },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'user-container',
          ready: false,
          restartCount: 7,
          state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting' } },
          lastState: { terminated: { reason: 'Completed', exitCode: 0, finishedAt: '2026-11-23T17:20:00Z' } },
        },
      ],
    },
  },
};

/** What the program wrote. */
const log = [
  'starting',
  'Error: connect ETIMEDOUT 203.0.113.7:5432',
  '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1606:16)',
].join('\n');

const collections: Readonly<Record<string, Name>> = {
  projects: 'project',
  builds: 'build',
  build_runs: 'buildRun',
  apps: 'app',
  revisions: 'revision',
  instances: 'instance',
  jobs: 'job',
  job_runs: 'jobRun',
  functions: 'function',
  function_runtimes: 'runtime',
  secrets: 'secret',
  allowed_outbound_destinations: 'destination',
  persistent_data_stores: 'dataStore',
  fleets: 'fleet',
  tasks: 'fleetTask',
  workers: 'fleetWorker',
  subnet_pools: 'subnetPool',
  pods: 'pod',
  events: 'event',
};

/** The answer to a path; undefined: there is nothing. `absent`: a body that is in no list, and is not found. */
function answerTo(path: string, bodies: Bodies, absent?: Name, beside?: Name): unknown {
  if (path.endsWith('/log')) return path.includes(quietPod) ? 'report written' : log;
  const parts = path.split('/').filter((part) => part !== '' && part !== 'v2');
  const last = parts.at(-1) ?? '';
  const listed = collections[last];
  const kubernetes = path.startsWith('/api/v1/');
  if (listed) {
    const items = listed === absent ? [] : [bodies[listed], ...(listed === beside ? ['no object'] : [])];
    return kubernetes ? { items } : { [last]: items, limit: 100 };
  }
  const one = kubernetes ? undefined : collections[parts.at(-2) ?? ''];
  return one && one !== absent ? bodies[one] : undefined;
}

function onPaper(bodies: Bodies, absent?: Name, beside?: Name): AxiosAdapter {
  return async (config: InternalAxiosRequestConfig): Promise<AxiosResponse> => {
    const answer = answerTo(new URL(config.url ?? '/', 'http://paper').pathname, bodies, absent, beside);
    const response: AxiosResponse = {
      status: answer === undefined ? 404 : 200,
      statusText: '',
      headers: {},
      config,
      data: typeof answer === 'string' ? answer : JSON.stringify(answer ?? { errors: [{ message: 'no' }] }),
    };
    if (config.responseType === 'stream') {
      response.data = Readable.from([Buffer.from(response.data)]);
    }
    if (response.status === 200) return response;
    throw new AxiosError('refused', 'ERR_BAD_REQUEST', config, undefined, response);
  };
}

/**
 * The real adapter over these bodies.
 * @param absent what there is none of
 * @param beside in whose lists stands something that cannot be read
 */
export function paperCloud(bodies: Bodies, absent?: Name, beside?: Name): CodeEngineSource {
  return createCodeEngine({
    login: { session: { accessToken: new Secret(jwt('paper', Date.parse('2100-01-01T00:00:00Z'))) } },
    regions: ['us-east'],
    masker: new Masker(),
    clock: stillClock(),
    adapter: () => onPaper(bodies, absent, beside),
  });
}

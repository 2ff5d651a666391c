import type { BuildOutcome } from './build-outcome';
import type { BuildRunObject, Pod, QuotaLine, RevisionObject, SystemEvent } from './kubernetes';
import type {
  App,
  AppInstance,
  AppRevision,
  Build,
  BuildRun,
  BuildSpec,
  ConfigMap,
  DataStore,
  Fleet,
  FunctionResource,
  Job,
  JobRun,
  OutboundDestination,
  Secret,
  SubnetPool,
} from './resources';

/** What happens when a build is run, decided when the run starts, from the build as it is then. */
export type BuildBehaviour = (spec: BuildSpec, project: Project) => BuildOutcome;

/** A project with everything in it. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly resourceGroupId: string;
  readonly createdAt: number;
  /** Kubernetes namespace, and the project's label in endpoints. */
  readonly namespace: string;
  status: string;
  readonly egress: { readonly private: string[]; readonly public: string[] };
  readonly builds: Map<string, Build>;
  readonly behaviours: Map<string, BuildBehaviour>;
  readonly buildRuns: Map<string, BuildRun>;
  readonly apps: Map<string, App>;
  readonly revisions: Map<string, AppRevision>;
  readonly instances: Map<string, AppInstance>;
  readonly jobs: Map<string, Job>;
  readonly jobRuns: Map<string, JobRun>;
  readonly functions: Map<string, FunctionResource>;
  readonly fleets: Map<string, Fleet>;
  readonly dataStores: Map<string, DataStore>;
  readonly secrets: Map<string, Secret>;
  readonly configMaps: Map<string, ConfigMap>;
  /** By name. */
  readonly subnetPools: Map<string, SubnetPool>;
  readonly outbound: Map<string, OutboundDestination>;
  readonly pods: Map<string, Pod>;
  readonly events: SystemEvent[];
  readonly quotas: QuotaLine[];
  readonly buildRunObjects: Map<string, BuildRunObject>;
  readonly revisionObjects: Map<string, RevisionObject>;
}

/** Names of the collections that hold resources by name. */
export type Collection = {
  [Key in keyof Project]: Project[Key] extends Map<string, { name: string }> ? Key : never;
}[keyof Project];

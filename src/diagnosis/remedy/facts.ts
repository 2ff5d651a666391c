/** What the commands of a fix may fill in. */
import type { ImagesInUse, Superfluous } from '../model/evidence';
import type { EndpointGateway, SecurityGroup, VpcSubnet } from '../model/network';
import type { EnvVariable, Probe, SecretSummary } from '../model/platform';
import type { DigestDrift, IcrFacts } from '../model/registry-check';
import type { SourceFacts } from '../model/source-check';
import type { WorkloadKind } from '../model/subject';
import type { BuildTool } from './build-tool';

/** What a fleet was made with, and where its workers are. */
export interface FleetFacts {
  readonly id?: string;
  readonly subnetPool?: string;
  /** Persistent data store of the tasks' state. */
  readonly taskStore?: string;
  /** Of the tasks, for example `0-99`; absent: they were not made of numbers. */
  readonly indices?: string;
  /** Subnets without a public gateway. */
  readonly closedSubnets?: readonly VpcSubnet[];
  /** The endpoint gateway that takes over the address of the image's registry. */
  readonly gateway?: EndpointGateway;
  /** Security groups of the workers. */
  readonly securityGroups?: readonly SecurityGroup[];
}

/** What of the evidence a card shows, or can show at a press. */
export type Shown = 'logs' | 'events' | 'workload' | 'secrets';

/** Everything is optional, because evidence may be missing. */
export interface RemedyFacts {
  readonly kind?: WorkloadKind;
  /** Set when a person asked about an image by itself: no workload and no build is in question. */
  readonly asked?: 'image';
  /** The login of an image that was asked about must also be able to push. */
  readonly push?: boolean;
  /** Name of the subject. */
  readonly name?: string;
  readonly project?: string;
  /** Id of the project: its name is unique only within a resource group and region. */
  readonly projectId?: string;
  readonly projectStatus?: string;
  /** Id of the project's resource group. */
  readonly resourceGroup?: string;
  readonly region?: string;
  readonly build?: string;
  readonly buildRun?: string;
  readonly app?: string;
  readonly revision?: string;
  readonly job?: string;
  readonly jobRun?: string;
  readonly function?: string;
  readonly fleet?: string;
  readonly fleetFacts?: FleetFacts;
  /** The image in question, as the user's resource spells it. */
  readonly image?: string;
  /** Registry host of `image`. */
  readonly registryHost?: string;
  readonly imageTag?: string;
  /** Path of `image` below the host. */
  readonly repository?: string;
  /** Tags that the repository has, the nearest to `imageTag` first. */
  readonly knownTags?: readonly string[];
  /** Digest that the tag of `image` names now. */
  readonly digest?: string;
  /** Where the pinned digest and the tag point. */
  readonly drift?: DigestDrift;
  /** What IBM Container Registry says of the image's account. */
  readonly icr?: IcrFacts;
  /** First path segment below the host: the namespace of IBM Container Registry. */
  readonly namespace?: string;
  /** Base image that a FROM line names, captured from a log. */
  readonly baseImage?: string;
  /** The registry secret that is configured for the failing pull or push. */
  readonly registrySecret?: string;
  /** Secrets of the project that hold a registry login, Code Engine's own first. */
  readonly registrySecrets?: readonly SecretSummary[];
  /** Names of all secrets of the project. */
  readonly secretNames?: readonly string[];
  /** `local`: the source is uploaded with every run. */
  readonly sourceType?: string;
  readonly sourceUrl?: string;
  readonly sourceRevision?: string;
  readonly sourceSecret?: string;
  readonly contextDir?: string;
  readonly dockerfile?: string;
  readonly strategyType?: string;
  readonly strategySize?: string;
  /** Seconds. */
  readonly timeout?: number;
  readonly memory?: string;
  readonly cpu?: string;
  readonly ephemeralStorage?: string;
  readonly port?: number;
  /** Seconds. */
  readonly maxExecutionTime?: number;
  readonly runtime?: string;
  readonly exitCode?: number;
  /** What nobody needs any more, the oldest first; known where a quota of it is used up. */
  readonly superfluous?: Superfluous;
  /** Images that something is known to run; known where the registry's storage is used up. */
  readonly inUse?: ImagesInUse;
  /** `HOST/NAMESPACE` of the project's other images in IBM's registry, the most used first. */
  readonly icrPlaces?: readonly string[];
  /** What the image starts by itself: its ENTRYPOINT and CMD. */
  readonly imageCommand?: readonly string[];
  readonly commands?: readonly string[];
  readonly arguments?: readonly string[];
  /** The HTTP probe that is configured, readiness before liveness. */
  readonly probe?: Probe & { readonly use: 'ready' | 'live' };
  /** The tool that was at work when the log of a build ended. */
  readonly tool?: BuildTool;
  /** Environment variables by reference; never values. */
  readonly environment?: readonly EnvVariable[];
  /** True values that the check of the source found, in place of those that the build has. */
  readonly found?: SourceFacts;
  /** What the card shows, so that no step has to. */
  readonly shown?: readonly Shown[];
  /** Whether the tree of the source was read: what is not in `found` is not there. */
  readonly sourceRead?: boolean;
  /** Nothing is in the registry yet, and the first push makes it. */
  readonly firstPush?: true;
  /** Repositories of the namespace, the nearest to `repository` first. */
  readonly knownRepositories?: readonly string[];
  /** The variable that the deciding line says is missing. */
  readonly variable?: string;
  /** The service that the deciding line says does not answer, `HOST` or `HOST:PORT`. */
  readonly peer?: string;
  /** Host of the source, where only that is known of its address. */
  readonly gitHost?: string;
  /** To what the deciding line says that the program has no right. */
  readonly refused?: { readonly path?: string; readonly port?: string };
  /** The file that the deciding line says may not be run. */
  readonly file?: string;
  /** What a pasted text says of the command that failed: it was to create something. */
  readonly creating?: boolean;
  /** Free captures of the matching pattern: `package`, `file`, `command`, `host`, `path` … */
  readonly captured: Readonly<Record<string, string>>;
}

/** Whether steps can say in which project they run: where they cannot, no command of theirs may destroy anything. */
export function isTargeted<F extends Pick<RemedyFacts, 'project' | 'region'>>(
  facts: F,
): facts is F & { readonly project: string; readonly region: string } {
  return facts.project !== undefined && facts.region !== undefined;
}

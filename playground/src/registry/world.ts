/** What a stand-in registry holds: plain data, free to change while it serves. */
import type { RepositoryFile } from '../git';

/**
 * An image in a few words; its bytes and digests follow from them. Two equal descriptions are the same image:
 * `build` tells images apart that differ in nothing else.
 */
export interface ImageDescription {
  readonly build?: string;
  /** `os/architecture[/variant]`; more than one makes an index. Default `linux/amd64`. */
  readonly platforms?: readonly string[];
  /** An index even for one platform, as BuildKit makes it. */
  readonly index?: boolean;
  /** Default `oci`; `schema1` is Docker's oldest format. */
  readonly format?: 'oci' | 'docker' | 'schema1';
  /** Number of layers, default 2. */
  readonly layers?: number;
  /** Size of all layers together. Such layers are named and not kept: HEAD tells their size, GET is refused. */
  readonly bytes?: number;
  /** ISO 8601 */
  readonly created?: string;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  /** For example `8080/tcp`. */
  readonly exposedPorts?: readonly string[];
  readonly user?: string;
  /** Its one layer holds these files, in place of layers without content. */
  readonly files?: Readonly<Record<string, RepositoryFile>>;
  /** A part that the registry has lost. */
  readonly missing?: 'layer' | 'config' | 'child';
}

export interface StandInRepository {
  /** Images by tag. */
  readonly tags: Record<string, ImageDescription>;
  /** Images that no tag names any more, and that are still there. */
  readonly untagged?: readonly ImageDescription[];
}

/** Repositories with everything below them, `''` for all. */
export interface Rights {
  readonly pull?: readonly string[];
  readonly push?: readonly string[];
}

export interface StandInLogin extends Rights {
  readonly username: string;
  readonly password: string;
}

/** What the registry does in place of its duty. */
export interface StandInFault {
  /** The repository and everything below it; absent: every repository. */
  readonly repository?: string;
  /** Kind of request; absent: every one. */
  readonly at?: 'api' | 'token' | 'manifests' | 'blobs' | 'uploads';
  readonly answer:
    | 'hang'
    | 'reset'
    | { readonly status: number; readonly code?: string; readonly message?: string };
}

/** An account of IBM Cloud Container Registry. Sizes in bytes; a limit of -1 is none. */
export interface StandInAccount {
  readonly id: string;
  readonly namespaces: readonly string[];
  readonly plan?: string;
  readonly privateOnly?: boolean;
  readonly storage?: { readonly used: number; readonly limit: number };
  readonly traffic?: { readonly used: number; readonly limit: number };
  readonly retention?: { readonly imagesPerRepo: number; readonly retainUntagged: boolean };
  readonly trash?: readonly {
    readonly repository: string;
    readonly digest: string;
    readonly tags: readonly string[];
    readonly daysUntilExpiry: number;
  }[];
  /** Findings of Vulnerability Advisor by repository. */
  readonly vulnerabilities?: Readonly<Record<string, number>>;
  /** Role of the holder of an IAM token; undefined: nobody. Default: everybody manages. */
  readonly roleOf?: (bearer: string) => 'Reader' | 'Manager' | undefined;
}

export interface StandInHost {
  /** How it wants to be asked. */
  readonly auth: 'none' | 'basic' | 'token';
  readonly logins?: readonly StandInLogin[];
  /** What everybody may do. */
  readonly anonymous?: Rights;
  readonly repositories: Record<string, StandInRepository>;
  readonly faults?: readonly StandInFault[];
  readonly readOnly?: boolean;
  /** Like Docker Hub, it does not tell a missing repository from one that is not for the caller. */
  readonly merged?: boolean;
  /** Accounts of IBM Cloud Container Registry that have namespaces here. */
  readonly accounts?: readonly StandInAccount[];
}

/** Registries by host name, as references spell it. `private.` hosts are served by their public ones. */
export interface RegistryWorld {
  readonly hosts: Readonly<Record<string, StandInHost>>;
}

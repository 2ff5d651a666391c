/** What a registry check found: types shared by the core, the registry adapter and the cards. */
import type { CauseId } from './cause-id';
import type { LadderStep } from './ladder';

/** The steps, in the order in which they are climbed. */
export const registrySteps = [
  'dns',
  'tcp',
  'tls',
  'api',
  'auth',
  'manifest',
  'platform',
  'config',
  'blobs',
  'push',
] as const;
export type RegistryStepName = (typeof registrySteps)[number];

/** `not-asked`: optional and nobody asked. `not-needed`: does not apply, for example TLS on a plain host. */
export type SkippedRegistryStep = 'not-asked' | 'not-needed';

export type RegistryStep = LadderStep<RegistryStepName, SkippedRegistryStep>;

/** A parsed image reference, with the defaults of Code Engine filled in. */
export interface ImageReference {
  /** Host, with port if one was given, for example `docker.io` or `private.de.icr.io`. */
  readonly registry: string;
  /** Path below the host, for example `library/node`. */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
  /** Canonical spelling, for example `docker.io/library/node:latest`. */
  readonly canonical: string;
}

/** Which credential was presented. Holds names only. */
export interface UsedCredential {
  readonly kind: 'secret' | 'anonymous';
  readonly secretName?: string;
  readonly server?: string;
  readonly username?: string;
  /** Why it was anonymous although a secret is configured, in a few words. */
  readonly note?: string;
}

/** What the manifest and the image configuration say. */
export interface ImageFacts {
  readonly digest?: string;
  readonly mediaType?: string;
  /** `os/architecture[/variant]`, of an index or of the image. */
  readonly platforms?: readonly string[];
  /** Sum of the compressed layers, bytes. */
  readonly totalBytes?: number;
  readonly layers?: number;
  readonly created?: string;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly exposedPorts?: readonly string[];
  readonly user?: string;
}

/** Where a revision's pinned digest and the tag point. */
export interface DigestDrift {
  readonly pinnedDigest: string;
  /** Digest that the tag names now; absent: the tag is gone. */
  readonly tagDigest?: string;
  /** Whether the pinned digest can still be pulled; absent: could not be told. */
  readonly pinnedExists?: boolean;
}

/** IBM Container Registry's own word; every part that the key is not allowed to read is named in `missing`. */
export interface IcrFacts {
  readonly plan?: string;
  readonly privateOnly?: boolean;
  /** Bytes; `limit` -1 is unlimited. */
  readonly storage?: { readonly used: number; readonly limit: number };
  readonly traffic?: { readonly used: number; readonly limit: number };
  readonly retention?: { readonly imagesPerRepo: number; readonly retainUntagged: boolean };
  /** Deleted images of this repository that can be restored. */
  readonly trash?: readonly {
    readonly digest: string;
    readonly tags: readonly string[];
    readonly daysUntilExpiry: number;
  }[];
  readonly vulnerabilities?: { readonly status: string; readonly count: number };
  /** Whether the list of the account's namespaces has that of the image; absent: the list could not be read. */
  readonly namespace?: 'seen' | 'unseen';
  /** Other hosts of the registry at which the account has a namespace of that name. */
  readonly namespaceAt?: readonly string[];
  /** Images of the namespace that no tag names, the oldest first. Read where the storage is full. */
  readonly untagged?: readonly UntaggedImage[];
  readonly missing: readonly { readonly what: string; readonly why: string; readonly cure?: string }[];
}

export interface RegistryCheck {
  /** As it was asked. */
  readonly reference: string;
  /** Absent: the reference does not parse, see `findings`. */
  readonly image?: ImageReference;
  /** Host that was really asked (the public one of a `private.` host), when it differs. */
  readonly askedHost?: string;
  readonly credential: UsedCredential;
  /** All ten, in order. */
  readonly steps: readonly RegistryStep[];
  /** `not-checked`: policy or time forbade it; `notes` says why. */
  readonly outcome: 'accessible' | 'failed' | 'not-checked';
  /** Findings that are not a step: a secret for another server, an invalid reference, drift. */
  readonly findings: readonly { readonly cause: CauseId; readonly detail: string }[];
  /** Nothing is there to pull yet, and writing was tried and is allowed: the first push makes it. */
  readonly firstPush?: true;
  readonly facts?: ImageFacts;
  readonly drift?: DigestDrift;
  /** Tags of the repository when the wanted one is not there, the nearest first; not necessarily all. */
  readonly tags?: readonly string[];
  /** Repositories of the namespace when the wanted one is not there, the nearest first; not necessarily all. */
  readonly repositories?: readonly string[];
  readonly icr?: IcrFacts;
  /** Things a reader should know, for example that a private host was checked through its public one. */
  readonly notes: readonly string[];
}

/** An image that no tag names. */
export interface UntaggedImage {
  /** `HOST/PATH@sha256:…` */
  readonly image: string;
  readonly bytes: number;
  /** Its repository has images for several platforms, and it may be what one of them consists of. */
  readonly mayBePart?: true;
}

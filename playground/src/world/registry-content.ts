/** What the registries of this world hold and whom they let in. */
import type { RepositoryFile } from '../git';
import type { Program } from './program';

export interface RegistryImage {
  readonly digest: string;
  readonly tags: readonly string[];
  /** Tells images apart that differ in nothing else. */
  readonly build?: string;
  /** `os/architecture`. */
  readonly platforms: readonly string[];
  readonly bytes: number;
  readonly createdAt: number;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly exposedPorts?: readonly string[];
  readonly user?: string;
  readonly vulnerabilities?: number;
  /** What it holds, where that matters: uploaded source. */
  readonly files?: Readonly<Record<string, RepositoryFile>>;
  /** What happens when it is started. */
  readonly program?: Program;
}

export interface RegistryRepository {
  readonly host: string;
  /** Path below the host, for example `shop/shop-api`. */
  readonly path: string;
  readonly visibility: 'public' | 'private';
  images: RegistryImage[];
  /** Deleted images that can be restored. */
  trash: {
    readonly digest: string;
    readonly tags: readonly string[];
    readonly daysUntilExpiry: number;
    /** What comes back. */
    readonly image?: RegistryImage;
  }[];
}

export interface RegistryLogin {
  readonly host: string;
  readonly username: string;
  readonly password: string;
  /** Repository prefixes, `''` for all. */
  readonly pull: readonly string[];
  readonly push: readonly string[];
}

/** An account of IBM Container Registry: which namespaces of a host are its own, and its limits. Bytes. */
export interface RegistryAccount {
  readonly host: string;
  readonly namespaces: readonly string[];
  plan: 'Free' | 'Standard';
  storage: { used: number; limit: number };
  traffic: { used: number; limit: number };
  privateOnly?: boolean;
  retention?: { readonly imagesPerRepo: number; readonly retainUntagged: boolean };
}

/** What a host does to everybody, or to those who ask for a path. */
export interface RegistryTrouble {
  readonly host: string;
  readonly path?: string;
  readonly kind:
    | 'connection-reset'
    | 'rate-limited'
    | 'server-error'
    | 'address-not-allowed'
    | 'pull-quota'
    | 'push-quota';
}

export interface RegistryContent {
  readonly repositories: RegistryRepository[];
  readonly logins: RegistryLogin[];
  readonly accounts: RegistryAccount[];
  readonly troubles: RegistryTrouble[];
}

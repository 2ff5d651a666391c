/** Where all traffic passes through: somebody may listen there, or answer in the world's place. */
import type { AxiosAdapter } from 'axios';
import type { GitSource, RegistrySource } from '../diagnosis/model/sources';
import type { Carrier } from '../net/transport';

export interface Wire {
  /** Around the client of IBM Cloud's APIs: Code Engine, IAM, Kubernetes, Cloud Logs. */
  adapter(ordinary: AxiosAdapter): AxiosAdapter;
  /** Around the client of registries. */
  carrier(ordinary: Carrier): Carrier;
  /** Around what looks into repositories. */
  git(ordinary: GitSource): GitSource;
  /** Around what looks into uploads. */
  uploads<S extends RegistrySource>(ordinary: S): S;
  /** Waits before a question is repeated; absent: really. */
  readonly delay?: (ms: number, signal: AbortSignal) => Promise<void>;
}

import type { Tool } from '../case';
import { bundlerTool } from './bundler';
import { cargoTool } from './cargo';
import { composerTool } from './composer';
import { containerd } from './containerd';
import { distributionTools } from './distributions';
import { buildkit, docker } from './docker';
import { fetchers } from './fetchers';
import { git } from './git';
import { goTool } from './golang';
import { jvmTools } from './jvm';
import { makeTools } from './make';
import { npmTools } from './npm';
import { buildah, podman } from './podman';
import { programs } from './programs';
import { pythonTools } from './python';
import { crun, runc } from './runtimes';
import { skopeo } from './skopeo';

/** Every tool of the lab, in the order of the summary. */
export const tools: readonly Tool[] = [
  docker,
  buildkit,
  ...containerd,
  podman,
  buildah,
  skopeo,
  runc,
  crun,
  git,
  ...npmTools,
  ...fetchers,
  ...pythonTools,
  ...jvmTools,
  goTool,
  cargoTool,
  ...makeTools,
  bundlerTool,
  composerTool,
  ...distributionTools,
  ...programs,
];

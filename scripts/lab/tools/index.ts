import type { Tool } from '../case';
import { compilers } from './compilers';
import { containerd } from './containerd';
import { buildkit, docker } from './docker';
import { fetchers } from './fetchers';
import { git } from './git';
import { jvmTools } from './jvm';
import { npmTools } from './npm';
import { buildah, podman } from './podman';
import { programs } from './programs';
import { pythonTools } from './python';
import { crun, runc } from './runtimes';
import { skopeo } from './skopeo';
import { systemTools } from './systems';

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
  ...compilers,
  ...systemTools,
  ...programs,
];

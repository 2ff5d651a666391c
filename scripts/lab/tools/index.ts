import type { Tool } from '../case';
import { containerd } from './containerd';
import { buildkit, docker } from './docker';
import { buildah, podman } from './podman';
import { crun, runc } from './runtimes';
import { skopeo } from './skopeo';

/** Every tool of the lab, in the order of the summary. */
export const tools: readonly Tool[] = [docker, buildkit, containerd, podman, buildah, skopeo, runc, crun];

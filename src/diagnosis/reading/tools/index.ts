/** Every tool whose way of speaking is known, the more particular before the more general. */
import { apk } from './apk';
import { apt } from './apt';
import { bazel } from './bazel';
import { beam } from './beam';
import { buildah } from './buildah';
import { buildkit } from './buildkit';
import { bun } from './bun';
import { bundler } from './bundler';
import { cargo } from './cargo';
import { ci } from './ci';
import { composer } from './composer';
import { containerd } from './containerd';
import { containersImage } from './crio';
import { curl } from './curl';
import { databases } from './databases';
import { deno } from './deno';
import { dnf } from './dnf';
import { docker } from './docker';
import { dotnet } from './dotnet';
import { dotnetRuntime } from './dotnet-runtime';
import { dune } from './dune';
import { gcc } from './gcc';
import { git } from './git';
import { go } from './go';
import { goRuntime } from './go-runtime';
import { gradle } from './gradle';
import { helm } from './helm';
import { java } from './java';
import { kaniko } from './kaniko';
import { knative } from './knative';
import { kubelet } from './kubelet';
import { legacyBuilder } from './legacy-builder';
import { lifecycle } from './lifecycle';
import { maven } from './maven';
import { mix } from './mix';
import { nginx } from './nginx';
import { nix } from './nix';
import { node } from './node';
import { npm } from './npm';
import { ociRuntime } from './oci-runtime';
import { php } from './php';
import { pip } from './pip';
import { pnpm } from './pnpm';
import { poetry } from './poetry';
import { powershell } from './powershell';
import { python } from './python';
import { registries } from './registries';
import { rscript } from './rscript';
import { ruby } from './ruby';
import { rustRuntime } from './rust-runtime';
import { sbt } from './sbt';
import { shell } from './shell';
import { shipwright } from './shipwright';
import type { Tool } from './tool';
import { typescript } from './typescript';
import { uv } from './uv';
import { v8 } from './v8';
import { yarn } from './yarn';

export type { Saying, Tool } from './tool';

export const tools: readonly Tool[] = [
  npm,
  pnpm,
  yarn,
  bun,
  deno,
  pip,
  poetry,
  uv,
  apt,
  apk,
  dnf,
  maven,
  gradle,
  go,
  cargo,
  bundler,
  composer,
  dotnet,
  bazel,
  beam,
  mix,
  sbt,
  rscript,
  dune,
  nginx,
  nix,
  powershell,
  gcc,
  git,
  curl,
  ociRuntime,
  containersImage,
  containerd,
  docker,
  kubelet,
  knative,
  helm,
  kaniko,
  buildah,
  lifecycle,
  shipwright,
  java,
  python,
  node,
  ruby,
  php,
  dotnetRuntime,
  goRuntime,
  rustRuntime,
  shell,
  legacyBuilder,
  buildkit,
  registries,
  typescript,
  v8,
  ci,
  databases,
];

/** What the registries themselves say: IBM, Docker Hub, ECR, GAR, ACR, GHCR, Quay, Harbor, Artifactory, Nexus, GitLab. */
import { says, type Tool } from './tool';

export const registries: Tool = {
  name: 'registry',
  reaches: 'registry',
  handles: 'image',
  says: [
    // Whoever does not know the root of the interface is no registry.
    ...says('server-error', 'registry', /\/v2\/: unexpected status code 404\b/),
    ...says('forbidden', 'registry', /\bdon't have the needed permissions to perform this operation\b/),
    ...says(
      'session-lost',
      'layer',
      /(?<!\bPOST request to )https?:\/\/\S{1,200}\/blobs\/uploads\/\S{1,400}: 404\b/,
    ),
    ...says('no-credentials', 'registry', /\bno basic auth credentials\b/),
    ...says(
      'not-found',
      'image-repository',
      /\b(?:denied|unauthorized|name unknown|NAME_UNKNOWN|NOT_FOUND): (?:project|repository)(?: \S{1,200})? not found\b/i,
      /\bname unknown: /i,
      /\bNAME_UNKNOWN\b/,
      /\brepository with name ['"\\]{1,3}.{1,300} does not exist\b/i,
      /\brepository name (?:\S{1,300} )?not known to registry\b/i,
    ),
    ...says(
      'forbidden',
      'registry',
      /\bpermission_denied: read_package\b/,
      /\bdenied: ?denied\b/,
      /\bThe client does not have permission for (?:manifest|blob|repository|tag)/,
      /\bdenied: access forbidden\b/,
      /\bdownloadArtifacts\b.{0,20}denied/,
      /\bYou are not authorized to access the specified resource\b/,
      /\bis not authorized to perform: ecr/,
    ),
    ...says(
      'forbidden',
      'registry',
      /\bpermission_denied: write_package\b/,
      /\buploadArtifacts\b.{0,20}denied/,
      /\bCreating on push requires\b/,
    ),
    ...says(
      'unauthorized',
      'registry',
      /\bunauthorized: access to the requested resource is not authorized\b/,
    ),
  ],
};

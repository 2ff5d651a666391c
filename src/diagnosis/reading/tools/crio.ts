/** CRI-O, Podman, Skopeo, Buildah: containers/image speaks for them. */
import { says, type Tool } from './tool';

export const containersImage: Tool = {
  name: 'containers-image',
  starts:
    /\b(?:podman|skopeo|buildah) (?:--?\S{1,60} ){0,6}(?:pull|push|copy|run|build|bud|from|login|inspect)\b/,
  speaks:
    /\b(?:initializing source|reading manifest|pinging container registry|Error initializing source|unable to copy from source|writing blob|copying system image|Trying to pull|Getting image source signatures|Copying (?:blob|config)|Writing manifest|determining manifest MIME type|unable to retrieve auth token|trying to reuse blob)\b/,
  reaches: 'registry',
  handles: 'image',
  says: [
    ...says(
      'not-found',
      'image',
      /\breading manifest \S{1,200} in \S{1,300}: (?:manifest unknown|.{0,80}not found)/,
    ),
    ...says(
      'server-error',
      'registry',
      /\bpinging container registry \S{1,200}: .{0,200}(?:Internal Server Error|Bad Gateway|Service Unavailable|StatusCode: 5|50\d)/,
    ),
    ...says(
      'unparsable',
      'image',
      /\bshort[- ]name ["'\w./:-]{1,120} (?:did not resolve|returns ambiguous)|\bshort name mode is enforcing\b|\bparsing (?:image )?reference\b|\bparsing (?:normalized )?(?:name|image name)\b/,
    ),
    ...says(
      'no-platform',
      'image',
      /\bno image found in (?:manifest list|image index) for architecture\b|\bchoosing (?:an )?image (?:instance )?from\b.{0,200}no image\b|\bError choosing image instance\b/,
    ),
    ...says(
      'policy-refused',
      'image',
      /\bis rejected by policy\b|\bSource image rejected\b|\bA signature was required\b/,
    ),
    ...says(
      'not-unpackable',
      'layer',
      /\bprocessing tar file\b(?!.{0,300}no space)|\badding layer with blob\b.{0,300}(?:exit status|invalid|operation not permitted|insufficient)/,
    ),
    // Several registries were asked, and none gives it.
    ...says(
      'merged-refusal',
      'image',
      /\b(?:unable to pull \S{1,300}:|while pulling:?) ?[2-9] errors occurred\b|\b[2-9] errors occurred while pulling\b/,
    ),
    ...says('not-found', 'image', /\bimage not known\b/),
    ...says('not-running', 'engine', /\bdefault OCI runtime "[\w-]{1,40}" not found\b/),
    ...says(
      'reset',
      'layer',
      /\bhappened during read\b|\bstoring blob to file\b.{0,200}(?:reset|EOF|closed)/,
    ),
  ],
};

/** Makes the bytes of an image from its description: every digest is that of what is served. */
import { createHash } from 'node:crypto';
import { filesLayer } from './files-layer';
import type { ImageDescription } from './world';

export interface Stored {
  readonly type: string;
  /** Absent: a layer that is named and not kept. */
  readonly body?: string | Buffer;
  readonly size: number;
}

export interface BuiltImage {
  /** Digest of the index, or of the manifest when there is no index. */
  readonly digest: string;
  /** By digest. */
  readonly manifests: ReadonlyMap<string, Stored>;
  readonly blobs: ReadonlyMap<string, Stored>;
}

const types = {
  oci: {
    index: 'application/vnd.oci.image.index.v1+json',
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  },
  docker: {
    index: 'application/vnd.docker.distribution.manifest.list.v2+json',
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  },
} as const;
const SCHEMA_1 = 'application/vnd.docker.distribution.manifest.v1+prettyjws';
const DEFAULT_PLATFORM = 'linux/amd64';

const built = new WeakMap<ImageDescription, BuiltImage>();

/** The image of a description. */
export function buildImage(description: ImageDescription): BuiltImage {
  let image = built.get(description);
  if (!image) {
    image = description.format === 'schema1' ? buildSchema1(description) : buildAll(description);
    built.set(description, image);
  }
  return image;
}

/** Digest under which an image of this description is found. */
export function imageDigest(description: ImageDescription): string {
  return buildImage(description).digest;
}

function digestOf(content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

function buildAll(description: ImageDescription): BuiltImage {
  const { platforms = [DEFAULT_PLATFORM], missing } = description;
  const type = types[description.format === 'docker' ? 'docker' : 'oci'];
  const manifests = new Map<string, Stored>();
  const blobs = new Map<string, Stored>();
  const entries = platforms.map((platform) => {
    const body = buildOne(description, platform, blobs);
    const digest = digestOf(body);
    if (missing !== 'child') manifests.set(digest, { type: type.manifest, body, size: body.length });
    const [os, architecture, variant] = platform.split('/');
    return {
      mediaType: type.manifest,
      digest,
      size: body.length,
      platform: { os, architecture, ...(variant !== undefined && { variant }) },
    };
  });
  const [only] = entries;
  if (only && entries.length === 1 && !description.index && missing !== 'child')
    return { digest: only.digest, manifests, blobs };
  const index = JSON.stringify({ schemaVersion: 2, mediaType: type.index, manifests: entries });
  const digest = digestOf(index);
  manifests.set(digest, { type: type.index, body: index, size: index.length });
  return { digest, manifests, blobs };
}

/** The manifest for one platform; its configuration and layers are added to `blobs`. */
function buildOne(description: ImageDescription, platform: string, blobs: Map<string, Stored>): string {
  const type = types[description.format === 'docker' ? 'docker' : 'oci'];
  const { files } = description;
  const layers = Array.from({ length: files ? 1 : (description.layers ?? 2) }, (_, index) => {
    const body = files ? filesLayer(files) : `layer ${index} of ${description.build ?? ''} for ${platform}\n`;
    const size =
      description.bytes === undefined
        ? body.length
        : share(description.bytes, description.layers ?? 2, index);
    const digest = digestOf(description.bytes === undefined ? body : `${body}${size}`);
    const lost = description.missing === 'layer' && index === 0;
    if (!lost) {
      blobs.set(digest, { type: type.layer, size, ...(description.bytes === undefined && { body }) });
    }
    return { mediaType: type.layer, digest, size };
  });
  const config = configOf(
    description,
    platform,
    layers.map(({ digest }) => digest),
  );
  const digest = digestOf(config);
  if (description.missing !== 'config') {
    blobs.set(digest, { type: type.config, body: config, size: config.length });
  }
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: type.manifest,
    config: { mediaType: type.config, digest, size: config.length },
    layers,
  });
}

/** Bytes of one of `count` layers: the first is the largest, as base images are. */
function share(bytes: number, count: number, index: number): number {
  const small = Math.floor(bytes / (2 * count));
  return index === 0 ? bytes - small * (count - 1) : small;
}

function configOf(description: ImageDescription, platform: string, layers: readonly string[]): string {
  const { created, entrypoint, cmd, exposedPorts, user, build } = description;
  const [os, architecture, variant] = platform.split('/');
  return JSON.stringify({
    ...(created !== undefined && { created }),
    os,
    architecture,
    ...(variant !== undefined && { variant }),
    config: {
      ...(entrypoint && { Entrypoint: entrypoint }),
      ...(cmd && { Cmd: cmd }),
      ...(exposedPorts && { ExposedPorts: Object.fromEntries(exposedPorts.map((port) => [port, {}])) }),
      ...(user !== undefined && { User: user }),
      ...(build !== undefined && { Labels: { build } }),
    },
    rootfs: { type: 'layers', diff_ids: layers },
  });
}

function buildSchema1({ build = '' }: ImageDescription): BuiltImage {
  const body = JSON.stringify({
    schemaVersion: 1,
    name: build,
    architecture: 'amd64',
    fsLayers: [],
    history: [],
    signatures: [],
  });
  const digest = digestOf(body);
  return {
    digest,
    manifests: new Map([[digest, { type: SCHEMA_1, body, size: body.length }]]),
    blobs: new Map(),
  };
}

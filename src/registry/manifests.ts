/** Manifests and configurations of images, as far as a pull needs them. OCI image specification; Docker manifests v2. */
import { asRecord, number, parseJson, records, strings, text } from '../diagnosis/model/json';
import type { ImageFacts } from '../diagnosis/model/registry-check';

/** Media types that are asked for. Schema 1 is among them, so that it is recognised and not taken for missing. */
export const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.v1+prettyjws;q=0.1',
].join(', ');

export interface Descriptor {
  readonly digest: string;
  readonly size?: number;
}

export interface IndexEntry extends Descriptor {
  /** `os/architecture[/variant]` */
  readonly platform?: string;
}

export type Manifest =
  | { readonly kind: 'schema1' }
  | { readonly kind: 'index'; readonly entries: readonly IndexEntry[] }
  | { readonly kind: 'image'; readonly config: Descriptor; readonly layers: readonly Descriptor[] };

/** Reads a manifest by its shape; undefined when it is none. */
export function readManifest(body: Buffer, contentType: string | undefined): Manifest | undefined {
  const manifest = asRecord(parseJson(body));
  if (!manifest) return undefined;
  const type = text(manifest.mediaType) ?? contentType ?? '';
  if (manifest.schemaVersion === 1 || /docker\.distribution\.manifest\.v1\+/.test(type))
    return { kind: 'schema1' };
  if (Array.isArray(manifest.manifests)) {
    const entries = records(manifest.manifests).flatMap((entry) => {
      const descriptor = descriptorOf(entry);
      const platform = platformOf(asRecord(entry.platform));
      return descriptor ? [{ ...descriptor, ...(platform !== undefined && { platform }) }] : [];
    });
    return { kind: 'index', entries };
  }
  const config = descriptorOf(asRecord(manifest.config));
  if (!config) return undefined;
  const layers = records(manifest.layers).flatMap((layer) => {
    const descriptor = descriptorOf(layer);
    // Layers with addresses of their own are not kept by the registry.
    const foreign = (strings(layer.urls) ?? []).length > 0;
    return descriptor && !foreign ? [descriptor] : [];
  });
  return { kind: 'image', config, layers };
}

/** Whether a platform runs on Code Engine's nodes. */
export function isRunnable(platform: string | undefined): boolean {
  return platform === 'linux/amd64' || platform?.startsWith('linux/amd64/') === true;
}

/** Platforms of an index, without the attestations that builders add as `unknown/unknown`. */
export function platformsOf(entries: readonly IndexEntry[]): readonly string[] {
  return [...new Set(entries.flatMap(({ platform }) => (platform ? [platform] : [])))].filter(
    (platform) => !platform.startsWith('unknown/'),
  );
}

export interface ImageConfig {
  readonly platform?: string;
  readonly facts: Pick<ImageFacts, 'created' | 'entrypoint' | 'cmd' | 'exposedPorts' | 'user'>;
}

/** Reads an image's configuration; undefined when it is none. */
export function readConfig(body: Buffer): ImageConfig | undefined {
  const whole = asRecord(parseJson(body));
  if (!whole) return undefined;
  const config = asRecord(whole.config) ?? {};
  const platform = platformOf(whole);
  const created = text(whole.created);
  const entrypoint = strings(config.Entrypoint);
  const cmd = strings(config.Cmd);
  const ports = asRecord(config.ExposedPorts);
  const user = text(config.User);
  return {
    ...(platform !== undefined && { platform }),
    facts: {
      ...(created !== undefined && { created }),
      ...(entrypoint && { entrypoint }),
      ...(cmd && { cmd }),
      ...(ports && { exposedPorts: Object.keys(ports) }),
      ...(user !== undefined && { user }),
    },
  };
}

function descriptorOf(value: Readonly<Record<string, unknown>> | undefined): Descriptor | undefined {
  const digest = text(value?.digest);
  const size = number(value?.size);
  if (digest === undefined || !/^[a-z0-9]+:[0-9a-f]{32,128}$/.test(digest)) return undefined;
  return { digest, ...(size !== undefined && { size }) };
}

function platformOf(value: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const os = text(value?.os);
  const architecture = text(value?.architecture);
  const variant = text(value?.variant);
  if (os === undefined || architecture === undefined) return undefined;
  return [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');
}

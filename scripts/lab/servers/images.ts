/** The images that the lab's registries hold, made from Debian's static busybox. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { toolbox } from '../places';
import { digestOf, mediaTypes, type Registry } from './registry';

const programs = [
  'sh',
  'ls',
  'cat',
  'echo',
  'sleep',
  'false',
  'true',
  'wget',
  'id',
  'mkdir',
  'cp',
  'chmod',
  'env',
];

/** An uncompressed tar of a tiny Linux: busybox, a few names for it, /etc/passwd. */
function busyboxLayer(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'lab-layer-'));
  for (const name of ['bin', 'etc', 'tmp', 'app']) mkdirSync(join(folder, name));
  copyFileSync(join(toolbox('bookworm'), 'bin/busybox'), join(folder, 'bin/busybox'));
  for (const program of programs) symlinkSync('busybox', join(folder, 'bin', program));
  writeFileSync(
    join(folder, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000:app:/app:/bin/sh\n',
  );
  writeFileSync(join(folder, 'etc/group'), 'root:x:0:\napp:x:1000:\n');
  const owner = ['--owner=0', '--group=0', '--mtime=2025-01-01', '--sort=name'];
  const tar = execFileSync('tar', ['-C', folder, ...owner, '-cf', '-', '.'], { maxBuffer: 1 << 26 });
  rmSync(folder, { recursive: true });
  return tar;
}

let layer: Buffer | undefined;

interface ImageOptions {
  readonly architecture?: string;
  readonly config?: Record<string, unknown>;
}

/** Puts one image under `repository:tag` and gives back its manifest digest and its layer's digest. */
export function publish(registry: Registry, repository: string, tag: string, options: ImageOptions = {}) {
  layer ??= busyboxLayer();
  const packed = gzipSync(layer);
  const layerDigest = registry.blob(packed);
  const config = Buffer.from(
    JSON.stringify({
      architecture: options.architecture ?? 'amd64',
      os: 'linux',
      config: options.config ?? { Cmd: ['sh'], Env: ['PATH=/bin'] },
      rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
      history: [{ created: '2025-01-01T00:00:00Z', created_by: `busybox ${repository}` }],
    }),
  );
  const configDigest = registry.blob(config);
  const content = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { mediaType: mediaTypes.config, size: config.length, digest: configDigest },
    layers: [{ mediaType: mediaTypes.layer, size: packed.length, digest: layerDigest }],
  };
  const digest = registry.manifest(repository, tag, mediaTypes.manifest, content);
  return { digest, layerDigest, size: JSON.stringify(content).length, content };
}

/** One repository for each fault that lies in the image itself and not in the registry's answers. */
export function publishBrokenImages(registry: Registry): void {
  const { digest, size } = publish(registry, 'shop/arm-only', 'arm64', { architecture: 'arm64' });
  const list = (child: string) => ({
    schemaVersion: 2,
    mediaType: mediaTypes.list,
    manifests: [
      {
        mediaType: mediaTypes.manifest,
        digest: child,
        size,
        platform: { architecture: 'arm64', os: 'linux', variant: 'v8' },
      },
    ],
  });
  registry.manifest('shop/arm-only', '2.0', mediaTypes.list, list(digest));

  const gone = list(`sha256:${'4f1d'.repeat(16)}`);
  const child = gone.manifests[0];
  registry.manifest('shop/pruned', '1.4', mediaTypes.list, {
    ...gone,
    manifests: [{ ...child, platform: { architecture: 'amd64', os: 'linux' } }],
  });

  broken(registry, 'shop/corrupt', Buffer.from('not what the digest says'), true);
  broken(registry, 'shop/badtar', gzipSync(Buffer.alloc(4096, 'x')), false);
  broken(registry, 'shop/notgzip', Buffer.alloc(4096, 'plain words, no archive '), false);

  registry.manifest('legacy/app', '1.0', mediaTypes.schema1, {
    schemaVersion: 1,
    name: 'legacy/app',
    tag: '1.0',
    architecture: 'amd64',
    fsLayers: [{ blobSum: registry.blob(gzipSync(Buffer.alloc(1024))) }],
    history: [
      {
        v1Compatibility:
          '{"id":"e45a5af57b00862e5ef5782a9925979a02ba2b12dff832fd0991335f4a11e5c5","os":"linux"}',
      },
    ],
    signatures: [],
  });
}

function broken(registry: Registry, repository: string, body: Buffer, wrongDigest: boolean): void {
  const digest = registry.blob(wrongDigest ? Buffer.concat([body, Buffer.from('!')]) : body);
  if (wrongDigest) registry.corrupt(digest, Buffer.concat([body, Buffer.from('?')]));
  const size = wrongDigest ? body.length + 1 : body.length;
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: { Cmd: ['sh'] },
      rootfs: { type: 'layers', diff_ids: [digestOf(Buffer.from(repository))] },
    }),
  );
  registry.manifest(repository, '1.0', mediaTypes.manifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { mediaType: mediaTypes.config, size: config.length, digest: registry.blob(config) },
    layers: [{ mediaType: mediaTypes.layer, size, digest }],
  });
}

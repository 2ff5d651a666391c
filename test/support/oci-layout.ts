/** Writes images to disk as OCI layouts, for tools to copy. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface LayoutImage {
  readonly tag: string;
  /** `os/architecture`; more than one makes an index. */
  readonly platforms: readonly string[];
  /** Default 2. */
  readonly layers?: number;
}

export interface Layout {
  readonly dir: string;
  /** Digest by tag, of the index where there is one. */
  readonly digests: Readonly<Record<string, string>>;
  /** Digests of the layers, and of the manifests of single platforms, by tag. */
  readonly layers: Readonly<Record<string, readonly string[]>>;
  readonly manifests: Readonly<Record<string, readonly string[]>>;
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const TYPE = 'application/vnd.oci.image';

export async function writeLayout(images: readonly LayoutImage[]): Promise<Layout> {
  const dir = await mkdtemp(join(tmpdir(), 'ce-image-layout-'));
  const blobs = join(dir, 'blobs/sha256');
  await mkdir(blobs, { recursive: true });
  const put = async (mediaType: string, content: Buffer | object): Promise<Descriptor> => {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
    const hex = createHash('sha256').update(bytes).digest('hex');
    await writeFile(join(blobs, hex), bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  };

  const digests: Record<string, string> = {};
  const layersOf: Record<string, string[]> = {};
  const manifestsOf: Record<string, string[]> = {};
  const tagged: object[] = [];
  for (const { tag, platforms, layers = 2 } of images) {
    const entries = [];
    for (const platform of platforms) {
      const [os, architecture] = platform.split('/');
      const parts = await Promise.all(
        Array.from({ length: layers }, (_, index) => makeLayer(`file-${index}`)),
      );
      const descriptors = await Promise.all(
        parts.map(({ packed }) => put(`${TYPE}.layer.v1.tar+gzip`, packed)),
      );
      const config = await put(`${TYPE}.config.v1+json`, {
        os,
        architecture,
        config: { Entrypoint: ['/app'], ExposedPorts: { '8080/tcp': {} }, User: '1001' },
        rootfs: { type: 'layers', diff_ids: parts.map(({ diffId }) => diffId) },
        history: parts.map(() => ({ created_by: 'test' })),
      });
      const mediaType = `${TYPE}.manifest.v1+json`;
      const manifest = await put(mediaType, { schemaVersion: 2, mediaType, config, layers: descriptors });
      entries.push({ ...manifest, platform: { os, architecture } });
      layersOf[tag] = [...(layersOf[tag] ?? []), ...descriptors.map(({ digest }) => digest)];
    }
    manifestsOf[tag] = entries.map(({ digest }) => digest);
    const mediaType = `${TYPE}.index.v1+json`;
    const top =
      entries.length === 1
        ? entries[0]
        : await put(mediaType, { schemaVersion: 2, mediaType, manifests: entries });
    digests[tag] = top?.digest ?? '';
    tagged.push({ ...top, annotations: { 'org.opencontainers.image.ref.name': tag } });
  }
  await writeFile(join(dir, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: tagged }));
  await writeFile(join(dir, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  return { dir, digests, layers: layersOf, manifests: manifestsOf };
}

/** A tar archive with one file of random bytes. */
async function makeLayer(name: string): Promise<{ readonly packed: Buffer; readonly diffId: string }> {
  const content = randomBytes(600);
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        0', 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 0`, 148);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  const tar = Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
  return {
    packed: gzipSync(tar),
    diffId: `sha256:${createHash('sha256').update(tar).digest('hex')}`,
  };
}

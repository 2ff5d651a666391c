/** Climbs the upper steps: manifest, platform, configuration and layers of one image. */

import { distance } from 'fastest-levenshtein';
import { shortDigest } from '../diagnosis/model/digest';
import { asRecord, parseJson, strings } from '../diagnosis/model/json';
import type { Failure } from '../diagnosis/model/ladder';
import type { ImageFacts, RegistryStepName } from '../diagnosis/model/registry-check';
import type { Approach, Result } from './approach';
import { digestOfBytes } from './digest';
import type { Asked } from './failures';
import {
  type Descriptor,
  isRunnable,
  MANIFEST_TYPES,
  type Manifest,
  platformsOf,
  readConfig,
  readManifest,
} from './manifests';
import { headerOf, type Reply } from './wire';

/** Bytes of a manifest or configuration; OCI registries take manifests of at least 4 MiB. */
const MOST_DOCUMENT_BYTES = 4 * 1024 * 1024;
/** Layers asked for at one time. */
const PARALLEL_LAYERS = 12;
/** Layers that are asked for; images have at most 127. */
const MOST_LAYERS = 200;
/** Tags that are named when the wanted one is not there. */
const MOST_TAGS = 5;

interface Document {
  readonly reply: Reply;
  readonly ms: number;
}

export class Ladder {
  readonly notes: string[] = [];
  facts: ImageFacts | undefined;
  /** Tags of the repository when the wanted one is not there, the nearest first. */
  tags: readonly string[] | undefined;

  constructor(private readonly approach: Approach) {}

  /** Every step up to the layers. `beside` begins as soon as the manifest is there or known to be missing. */
  async climb(beside: () => Promise<void>): Promise<void> {
    const { approach } = this;
    const { tag, digest } = approach.image;
    const found = await this.#document('manifest', `manifests/${digest ?? tag}`, {
      what: 'manifest',
      byDigest: digest !== undefined,
    });
    const rest = found ? this.#readManifest(found) : undefined;
    await Promise.all([rest, approach.arrived ? beside() : undefined]);
  }

  async #readManifest({ reply, ms }: Document): Promise<void> {
    const { approach } = this;
    const { digest: wanted, tag } = approach.image;
    const mediaType = headerOf(reply, 'content-type');
    const manifest = readManifest(reply.body, mediaType);
    const digest = digestOfBytes(reply.body);
    if (!manifest || reply.truncated) {
      const why = reply.truncated ? 'is larger than 4 MiB' : 'is no manifest of an image';
      return approach.failed('manifest', ms, { cause: 'unknown', proof: `what the registry sent ${why}` });
    }
    // A manifest of schema 1 carries signatures that its digest leaves out.
    const signed = manifest.kind === 'schema1';
    if (wanted !== undefined && !signed && digest !== wanted) {
      return approach.failed('manifest', ms, mismatch('manifest', wanted));
    }
    this.facts = { ...(!signed && { digest }), ...(mediaType !== undefined && { mediaType }) };
    approach.passed(
      'manifest',
      ms,
      wanted === undefined ? `${tag} is ${shortDigest(digest)}` : `found ${shortDigest(digest)}`,
    );
    if (manifest.kind === 'schema1') {
      return approach.failed('platform', 0, {
        cause: 'manifest-schema-unsupported',
        proof: 'the manifest is of Docker’s old schema 1, which container runtimes no longer accept',
      });
    }
    if (manifest.kind === 'index') await this.#readIndex(manifest);
    else await this.#readImage(manifest, true);
  }

  async #readIndex({ entries }: Extract<Manifest, { kind: 'index' }>): Promise<void> {
    const { approach } = this;
    const platforms = platformsOf(entries);
    this.facts = { ...this.facts, platforms };
    const entry =
      entries.find(({ platform }) => isRunnable(platform)) ??
      (platforms.length === 0 ? entries.find(({ platform }) => platform === undefined) : undefined);
    if (!entry) {
      const built = platforms.length > 0 ? platforms.join(', ') : 'no platform';
      return approach.failed('platform', 0, {
        cause: 'arch-mismatch-no-manifest',
        proof: `the image is built for ${built}, and Code Engine runs linux/amd64`,
      });
    }
    const found = await this.#document('platform', `manifests/${entry.digest}`, { what: 'child' });
    if (!found) return;
    const { reply, ms } = found;
    if (digestOfBytes(reply.body) !== entry.digest) {
      return approach.failed('platform', ms, mismatch('manifest', entry.digest));
    }
    const manifest = readManifest(reply.body, headerOf(reply, 'content-type'));
    if (manifest?.kind !== 'image') {
      return approach.failed('platform', ms, {
        cause: 'unknown',
        proof: `what the index names for linux/amd64 is no image (${shortDigest(entry.digest)})`,
      });
    }
    approach.passed('platform', ms, `linux/amd64 is ${shortDigest(entry.digest)}`);
    await this.#readImage(manifest, false);
  }

  async #readImage(
    { config, layers }: Extract<Manifest, { kind: 'image' }>,
    isAlone: boolean,
  ): Promise<void> {
    const totalBytes = layers.reduce((sum, { size = 0 }) => sum + size, 0);
    this.facts = { ...this.facts, totalBytes, layers: layers.length };
    await Promise.all([this.#readConfig(config, isAlone), this.#findLayers(layers, totalBytes)]);
  }

  /** `isAlone`: there is no index, so the configuration is what tells the platform. */
  async #readConfig(config: Descriptor, isAlone: boolean): Promise<void> {
    const { approach } = this;
    const found = await this.#document('config', `blobs/${config.digest}`, { what: 'blob' });
    const read = found && readConfig(found.reply.body);
    if (isAlone) this.#judgePlatform(read?.platform);
    if (!found) return;
    const { reply, ms } = found;
    if (digestOfBytes(reply.body) !== config.digest) {
      return approach.failed('config', ms, mismatch('configuration', config.digest));
    }
    if (!read) {
      return approach.failed('config', ms, {
        cause: 'unknown',
        proof: 'the configuration is no JSON object',
      });
    }
    this.facts = { ...this.facts, ...read.facts };
    const { entrypoint = [], cmd = [], user, exposedPorts = [] } = read.facts;
    const command = [...entrypoint, ...cmd].join(' ');
    const words = [
      command ? `starts ${command}` : 'names no command',
      ...(exposedPorts.length > 0 ? [`exposes ${exposedPorts.join(', ')}`] : []),
      ...(user === undefined ? [] : [`runs as ${user}`]),
    ];
    approach.passed('config', ms, words.join(', '));
  }

  #judgePlatform(platform: string | undefined): void {
    const { approach } = this;
    if (platform === undefined) {
      approach.steps.skipped(
        'platform',
        'not-needed',
        'the image is for one platform and does not say which',
      );
      return;
    }
    this.facts = { ...this.facts, platforms: [platform] };
    if (isRunnable(platform)) approach.passed('platform', 0, platform);
    else {
      approach.failed('platform', 0, {
        cause: 'exec-format-error',
        proof: `the image is built for ${platform} only, and Code Engine runs linux/amd64`,
      });
    }
  }

  async #findLayers(layers: readonly Descriptor[], totalBytes: number): Promise<void> {
    const { approach } = this;
    const startedAt = approach.now();
    const unique = [...new Map(layers.map((layer) => [layer.digest, layer])).values()].slice(0, MOST_LAYERS);
    const queue = unique.values();
    const missing: string[] = [];
    const worker = async () => {
      for (const layer of queue) {
        if (approach.steps.has('blobs')) return;
        const failure = await this.#findLayer(layer);
        if (failure === 'missing') missing.push(layer.digest);
        else if (failure) approach.failed('blobs', approach.now() - startedAt, failure);
      }
    };
    await Promise.all(Array.from({ length: Math.min(PARALLEL_LAYERS, unique.length) }, worker));
    if (approach.steps.has('blobs') || approach.notChecked !== undefined) return;
    const ms = approach.now() - startedAt;
    const [first] = missing;
    if (first === undefined) {
      approach.passed('blobs', ms, `all ${layers.length} layers are there, ${megabytes(totalBytes)} MB`);
      return;
    }
    approach.failed('blobs', ms, {
      cause: 'image-digest-not-found',
      proof: `${missing.length} of ${unique.length} layers are gone from the registry, first ${shortDigest(first)}`,
    });
  }

  async #findLayer({ digest, size }: Descriptor): Promise<Failure | 'missing' | undefined> {
    const path = this.#path(`blobs/${digest}`);
    let result = await this.approach.ask('blobs', { method: 'HEAD', path, maxBytes: 0 }, 'pull', {
      what: 'blob',
    });
    const stored = result?.failure !== undefined && result.reply.servedBy !== this.approach.session.authority;
    if (stored) {
      // Object stores may have signed the address for GET alone.
      const outgoing = { method: 'GET' as const, path, headers: { Range: 'bytes=0-0' }, maxBytes: 1 };
      result = await this.approach.ask('blobs', outgoing, 'pull', { what: 'blob' });
    }
    if (!result) return undefined;
    if (result.failure) return result.reply.status === 404 ? 'missing' : result.failure;
    const length = Number(headerOf(result.reply, 'content-length') ?? Number.NaN);
    if (!stored && size !== undefined && Number.isFinite(length) && length !== size) {
      return {
        cause: 'layer-corrupt-digest-mismatch',
        proof: `the layer ${shortDigest(digest)} has ${length} bytes in the registry and ${size} in the manifest`,
      };
    }
    return undefined;
  }

  /** A manifest or configuration: recorded as failed at `step` when it does not come. */
  async #document(
    step: RegistryStepName,
    below: string,
    asked: Pick<Asked, 'what' | 'byDigest'>,
  ): Promise<Document | undefined> {
    const { approach } = this;
    const outgoing = {
      method: 'GET' as const,
      path: this.#path(below),
      headers: { Accept: asked.what === 'blob' ? '*/*' : MANIFEST_TYPES },
      maxBytes: MOST_DOCUMENT_BYTES,
    };
    const startedAt = approach.now();
    const isFirst = approach.session.first === undefined;
    const result = await approach.ask(step, outgoing, 'pull', asked);
    if (!result) return undefined;
    // The first question is told apart into connection, API, login and manifest.
    const ms = isFirst ? result.reply.answerMs : approach.now() - startedAt;
    if (!result.failure) return { reply: result.reply, ms };
    const failure = step === 'manifest' ? await this.#askTags(result.failure) : result.failure;
    approach.failed(step, ms, failure);
    return undefined;
  }

  /** A tag is missing: is the repository there at all, and which tags has it? */
  async #askTags(failure: Failure): Promise<Failure> {
    if (failure.cause !== 'image-tag-not-found') return failure;
    const outgoing = {
      method: 'GET' as const,
      path: this.#path('tags/list?n=1000'),
      maxBytes: MOST_DOCUMENT_BYTES,
    };
    const result: Result | undefined = await this.approach.ask('manifest', outgoing, 'pull', {
      what: 'manifest',
    });
    if (result?.failure) return result.failure.cause === 'repository-not-found' ? result.failure : failure;
    const tags = result && strings(asRecord(parseJson(result.reply.body))?.tags);
    if (!tags || tags.length === 0) return failure;
    const wanted = this.approach.image.tag ?? '';
    const near = [...tags].sort((one, other) => distance(one, wanted) - distance(other, wanted));
    this.tags = near.slice(0, MOST_TAGS);
    const more = tags.length > MOST_TAGS ? ` and ${tags.length - MOST_TAGS} more` : '';
    this.notes.push(this.approach.safe(`The repository has these tags: ${this.tags.join(', ')}${more}.`));
    return failure;
  }

  #path(below: string): string {
    return `/v2/${this.approach.image.repository}/${below}`;
  }
}

function mismatch(what: string, digest: string): Failure {
  return {
    cause: 'layer-corrupt-digest-mismatch',
    proof: `the ${what} does not have the digest ${shortDigest(digest)} that it was asked by`,
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

/** The image that holds uploaded source: what `buildrun submit --source` pushed, read layer by layer. */
import type { ImageReference } from '../diagnosis/model/registry-check';
import type { UploadedSource, UploadQuestion } from '../diagnosis/model/sources';
import { notAsked } from '../net/addresses';
import { ForbiddenAddress, TransportError } from '../net/transport';
import type { CheckContext } from './check';
import { chooseLogin } from './credentials';
import { digestOfBytes } from './digest';
import { asker } from './hosts';
import { isRunnable, MANIFEST_TYPES, readManifest } from './manifests';
import { Refused, TokenRefused } from './refusals';
import { Session } from './session';
import { NoTar, TarTree } from './tar-tree';
import { headerOf } from './wire';

/** Bytes that are taken of a registry for one look: as many as of a git host. */
const MOST_BYTES = 20_000_000;
const MOST_DOCUMENT_BYTES = 4 * 1024 * 1024;
const LAYER_MS = 15_000;

/** Why the source cannot be looked at; the message is safe to show. */
class Unreadable extends Error {}

/** Never rejects because of what the registry does. */
export async function openBundle(
  question: UploadQuestion,
  image: ImageReference,
  context: CheckContext,
  signal: AbortSignal,
): Promise<UploadedSource> {
  const login = await chooseLogin({ ...question, purpose: 'pull' }, image, context, signal);
  const session = new Session(context, context.hosts.askedHost(image.registry), login.credential, signal);
  try {
    const { digest, layers } = await layersOf(session, image);
    const size = layers.reduce((sum, each) => sum + (each.size ?? 0), 0);
    if (size > MOST_BYTES) {
      throw new Unreadable(
        `it has ${Math.round(size / 1_000_000)} MB, and at most ${MOST_BYTES / 1_000_000} MB are looked at`,
      );
    }
    const tree = new TarTree();
    for (const layer of layers) await tree.add(await layerOf(session, image, layer.digest));
    return { tree, digest, credential: login.used };
  } catch (error) {
    const why = whyNot(error);
    if (why === undefined) throw error;
    return { credential: login.used, problem: context.masker.mask(why) };
  }
}

async function layersOf(session: Session, image: ImageReference) {
  const { digest, manifest } = await document(session, image, image.digest ?? image.tag);
  if (manifest.kind === 'image') return { digest, layers: manifest.layers };
  const entry =
    manifest.kind === 'index'
      ? (manifest.entries.find(({ platform }) => isRunnable(platform)) ?? manifest.entries[0])
      : undefined;
  const child = entry && (await document(session, image, entry.digest)).manifest;
  if (child?.kind !== 'image') throw new Unreadable('what the tag names is no image');
  return { digest, layers: child.layers };
}

async function document(session: Session, { repository }: ImageReference, reference: string | undefined) {
  const reply = await session.ask(
    {
      method: 'GET',
      path: `/v2/${repository}/manifests/${reference}`,
      headers: { Accept: MANIFEST_TYPES },
      maxBytes: MOST_DOCUMENT_BYTES,
    },
    `repository:${repository}:pull`,
  );
  if (reply.status >= 300) throw new Unreadable(`${reply.servedBy} answered ${reply.status}`);
  const digest = digestOfBytes(reply.body);
  if (reference?.startsWith('sha256:') && digest !== reference)
    throw new Unreadable('the manifest does not have the digest that it was asked by');
  const manifest = readManifest(reply.body, headerOf(reply, 'content-type'));
  if (!manifest) throw new Unreadable('what the registry sent is no manifest');
  return { digest, manifest };
}

async function layerOf(session: Session, { repository }: ImageReference, digest: string): Promise<Buffer> {
  const reply = await session.ask(
    {
      method: 'GET',
      path: `/v2/${repository}/blobs/${digest}`,
      maxBytes: MOST_BYTES,
      timeoutMs: LAYER_MS,
    },
    `repository:${repository}:pull`,
  );
  if (reply.status >= 300) throw new Unreadable(`${reply.servedBy} answered ${reply.status} for a layer`);
  if (reply.truncated) throw new Unreadable('a layer is larger than its manifest says');
  if (digestOfBytes(reply.body) !== digest)
    throw new Unreadable('a layer does not have the digest that it was asked by');
  return reply.body;
}

/** Undefined: a fault of ours. */
function whyNot(error: unknown): string | undefined {
  if (error instanceof Unreadable || error instanceof NoTar || error instanceof Refused) return error.message;
  if (error instanceof ForbiddenAddress) return notAsked(error.authority, error.kind, asker);
  if (error instanceof TokenRefused) return `${error.authority} gives no token (${error.answer.status})`;
  if (error instanceof TransportError) return `${error.authority} could not be asked (${error.code})`;
  return undefined;
}

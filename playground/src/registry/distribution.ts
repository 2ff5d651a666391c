/** The distribution API (`/v2/`): manifests, blobs, tags, and uploads that can be opened and cancelled. */
import { randomUUID } from 'node:crypto';
import { json, type Reply, type Request } from '../cloud/http';
import { type Access, refusal } from './access';
import { type BuiltImage, buildImage, type Stored } from './image';
import type { StandInHost, StandInRepository } from './world';

const version = { 'docker-distribution-api-version': 'registry/2.0' };

/** A path below `/v2/` in its parts. */
export interface Route {
  readonly repository: string;
  readonly kind: 'manifests' | 'blobs' | 'uploads' | 'tags';
  /** Tag, digest or upload id; empty when an upload is opened. */
  readonly name: string;
}

export function routeOf(path: string): Route | undefined {
  const upload = /^\/v2\/(.+)\/blobs\/uploads\/([^/]*)$/.exec(path);
  if (upload) return { repository: upload[1] ?? '', kind: 'uploads', name: upload[2] ?? '' };
  const tags = /^\/v2\/(.+)\/tags\/list$/.exec(path);
  if (tags) return { repository: tags[1] ?? '', kind: 'tags', name: '' };
  const [, repository, kind, name] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
  if (repository === undefined || name === undefined) return undefined;
  return { repository, kind: kind === 'blobs' ? 'blobs' : 'manifests', name };
}

/** Serves one host's `/v2/`. `uploads` holds what was opened and not yet cancelled. */
export function distribution(
  host: { readonly name: string; readonly content: StandInHost },
  request: Request,
  access: Access,
  uploads: Set<string>,
): Reply {
  const { name, content } = host;
  if (request.path === '/v2/' || request.path === '/v2') {
    return access.decide(name, content, request, 'pull', undefined).refused ?? json(200, {}, version);
  }
  const route = routeOf(request.path);
  if (!route) return refusal(404, 'UNSUPPORTED', 'no such endpoint');
  const writing = request.method !== 'GET' && request.method !== 'HEAD';
  const { refused } = access.decide(name, content, request, writing ? 'push' : 'pull', route.repository);
  if (refused) return refused;
  if (writing) return write(content, request, route, uploads);
  const repository = content.repositories[route.repository];
  if (!repository) return refusal(404, 'NAME_UNKNOWN', 'repository name not known to registry');
  if (route.kind === 'tags') {
    return json(200, { name: route.repository, tags: Object.keys(repository.tags) }, version);
  }
  if (route.kind === 'manifests') {
    return found(manifestOf(repository, route.name), 'MANIFEST_UNKNOWN', 'manifest unknown');
  }
  return found(blobOf(repository, route.name), 'BLOB_UNKNOWN', 'blob unknown to registry', request.method);
}

function write(content: StandInHost, request: Request, route: Route, uploads: Set<string>): Reply {
  if (content.readOnly)
    return refusal(405, 'UNSUPPORTED', 'The operation is unsupported: this registry is read-only.');
  if (route.kind !== 'uploads') return refusal(405, 'UNSUPPORTED', 'The operation is unsupported.');
  if (request.method === 'POST') {
    const id = randomUUID();
    uploads.add(id);
    return {
      status: 202,
      body: '',
      headers: { ...version, location: `/v2/${route.repository}/blobs/uploads/${id}`, range: '0-0' },
    };
  }
  if (request.method === 'DELETE') {
    return uploads.delete(route.name)
      ? { status: 204, body: '', headers: version }
      : refusal(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
  }
  return refusal(405, 'UNSUPPORTED', 'The operation is unsupported.');
}

function found(
  stored: (Stored & { readonly digest: string }) | undefined,
  code: string,
  message: string,
  method = 'GET',
): Reply {
  if (!stored) return refusal(404, code, message);
  const headers = { ...version, 'docker-content-digest': stored.digest };
  if (stored.body !== undefined) return { status: 200, body: stored.body, type: stored.type, headers };
  if (method !== 'HEAD')
    return refusal(501, 'UNSUPPORTED', 'This stand-in names large layers and does not keep them.');
  return {
    status: 200,
    body: '',
    type: stored.type,
    headers: { ...headers, 'content-length': String(stored.size) },
  };
}

function imagesOf({ tags, untagged = [] }: StandInRepository): readonly BuiltImage[] {
  return [...Object.values(tags), ...untagged].map(buildImage);
}

function manifestOf(
  repository: StandInRepository,
  reference: string,
): (Stored & { readonly digest: string }) | undefined {
  const tagged = repository.tags[reference];
  const digest = tagged ? buildImage(tagged).digest : reference;
  for (const { manifests } of imagesOf(repository)) {
    const stored = manifests.get(digest);
    if (stored) return { ...stored, digest };
  }
  return undefined;
}

function blobOf(
  repository: StandInRepository,
  digest: string,
): (Stored & { readonly digest: string }) | undefined {
  for (const { blobs } of imagesOf(repository)) {
    const stored = blobs.get(digest);
    if (stored) return { ...stored, digest };
  }
  return undefined;
}

/**
 * A small OCI registry (distribution-spec 1.1: pull and push) whose rules can answer first: that is how one host plays a
 * registry that limits, refuses, forgets or breaks off.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export const mediaTypes = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  list: 'application/vnd.docker.distribution.manifest.list.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  schema1: 'application/vnd.docker.distribution.manifest.v1+prettyjws',
} as const;

interface Stored {
  readonly type: string;
  readonly body: Buffer;
}

/** What a rule does to a request that it matches. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;
export interface Rule {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT';
  readonly path: RegExp;
  readonly answer: Answer;
  /** Answers only the first so many requests; then the registry is well again. */
  readonly times?: number;
}

export type Login =
  | 'none'
  | 'basic'
  | { readonly realm: string; readonly service: string; readonly anonymous: RegExp };

export const digestOf = (body: Buffer) => `sha256:${createHash('sha256').update(body).digest('hex')}`;

/** An error of the distribution spec: `{"errors": [{code, message, detail}]}`. */
export const refuse =
  (status: number, code: string, message: string, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ errors: [{ code, message }] }));
  };

/** A page of a gateway in front of the registry. */
export const page =
  (status: number, title: string): Answer =>
  (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'text/html' });
    const body = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
    response.end(body);
  };

/** Promises a body of a megabyte, sends a part of it and breaks off. */
export const breakOff: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': '1048576' });
  response.write(Buffer.alloc(4096));
  setTimeout(() => resetConnection(response.socket), 20);
};

/** Sends RST; only the TCP socket below a TLS socket can. */
function resetConnection(socket: Socket | null): void {
  const below = (socket as { _parent?: Socket } | null)?._parent ?? socket;
  try {
    below?.resetAndDestroy();
  } catch {
    socket?.destroy();
  }
}

export const reset: Answer = (request) => resetConnection(request.socket);
export const silence: Answer = () => undefined;

/** User and password of every stand-in that asks for them. */
export const account = { user: 'deployer', password: 'lab-password' } as const;
const basic = `Basic ${Buffer.from(`${account.user}:${account.password}`).toString('base64')}`;

export class Registry {
  readonly #blobs = new Map<string, Buffer>();
  readonly #manifests = new Map<string, Stored>();
  readonly #uploads = new Map<string, Buffer[]>();
  readonly #left = new Map<Rule, number>();

  constructor(
    private readonly rules: readonly Rule[] = [],
    private readonly login: Login = 'none',
  ) {}

  blob(body: Buffer): string {
    const digest = digestOf(body);
    this.#blobs.set(digest, body);
    return digest;
  }

  forget(digest: string): void {
    this.#blobs.delete(digest);
  }

  /** Another content under the digest of the first: a corrupt layer. */
  corrupt(digest: string, body: Buffer): void {
    this.#blobs.set(digest, body);
  }

  manifest(repository: string, tag: string, type: string, content: unknown): string {
    const body = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
    const digest = digestOf(body);
    for (const reference of [tag, digest]) this.#manifests.set(`${repository}:${reference}`, { type, body });
    return digest;
  }

  readonly handle: RequestListener = (request, response) => {
    const path = new URL(request.url ?? '/', 'http://registry').pathname;
    const rule = this.rules.find(
      (one) => (!one.method || one.method === request.method) && one.path.test(path) && this.#use(one),
    );
    if (rule) {
      rule.answer(request, response);
      return;
    }
    if (!this.#mayPass(request, response, path)) return;
    if (path === '/v2/' || path === '/v2') return void response.writeHead(200).end('{}');
    const match = /^\/v2\/(.+?)\/(manifests|blobs|tags)\/(.+)$/.exec(path);
    const [, repository, kind, rest] = match ?? [];
    if (!repository || !rest) {
      refuse(404, 'NAME_UNKNOWN', 'not found')(request, response);
      return;
    }
    if (kind === 'manifests') {
      this.#manifestRequest(request, response, repository, rest);
      return;
    }
    if (kind === 'blobs') {
      this.#blobRequest(request, response, repository, rest);
      return;
    }
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ name: repository, tags: [] }));
  };

  #use(rule: Rule): boolean {
    if (rule.times === undefined) return true;
    const left = this.#left.get(rule) ?? rule.times;
    this.#left.set(rule, left - 1);
    return left > 0;
  }

  #mayPass(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    if (this.login === 'none') return true;
    const sent = request.headers.authorization ?? '';
    if (this.login === 'basic') {
      if (sent === basic) return true;
      response.setHeader('www-authenticate', 'Basic realm="Registry Realm"');
      refuse(401, 'UNAUTHORIZED', 'authentication required')(request, response);
      return false;
    }
    if (sent === 'Bearer all') return true;
    const repository = /^\/v2\/(.+?)\/(manifests|blobs|tags)\//.exec(path)?.[1] ?? '';
    if (sent === 'Bearer anonymous' && (repository === '' || this.login.anonymous.test(repository)))
      return true;
    const scope = repository ? `,scope="repository:${repository}:pull"` : '';
    const error = repository && sent ? ',error="insufficient_scope"' : '';
    response.setHeader(
      'www-authenticate',
      `Bearer realm="${this.login.realm}",service="${this.login.service}"${scope}${error}`,
    );
    refuse(401, 'UNAUTHORIZED', 'authentication required')(request, response);
    return false;
  }

  #manifestRequest(
    request: IncomingMessage,
    response: ServerResponse,
    repository: string,
    reference: string,
  ): void {
    if (request.method === 'PUT') {
      void bodyOf(request).then((body) => {
        const digest = this.manifest(
          repository,
          reference,
          request.headers['content-type'] ?? '',
          body.toString(),
        );
        response.writeHead(201, { 'docker-content-digest': digest, location: request.url ?? '' }).end();
      });
      return;
    }
    const stored = this.#manifests.get(`${repository}:${reference}`);
    const known = [...this.#manifests.keys()].some((key) => key.startsWith(`${repository}:`));
    if (!stored && !known) {
      refuse(404, 'NAME_UNKNOWN', 'repository name not known to registry')(request, response);
      return;
    }
    if (!stored) {
      refuse(404, 'MANIFEST_UNKNOWN', 'manifest unknown')(request, response);
      return;
    }
    response.writeHead(200, {
      'content-type': stored.type,
      'content-length': stored.body.length,
      'docker-content-digest': digestOf(stored.body),
    });
    response.end(request.method === 'HEAD' ? undefined : stored.body);
  }

  #blobRequest(request: IncomingMessage, response: ServerResponse, repository: string, rest: string): void {
    const url = new URL(request.url ?? '/', 'http://registry');
    if (rest.startsWith('uploads')) {
      this.#upload(request, response, repository, rest.split('/')[1] ?? '', url);
      return;
    }
    const body = this.#blobs.get(rest);
    if (!body) {
      refuse(404, 'BLOB_UNKNOWN', 'blob unknown to registry')(request, response);
      return;
    }
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': body.length,
      'docker-content-digest': rest,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  #upload(
    request: IncomingMessage,
    response: ServerResponse,
    repository: string,
    id: string,
    url: URL,
  ): void {
    const key = request.method === 'POST' ? randomUUID() : id;
    const parts = request.method === 'POST' ? [] : this.#uploads.get(key);
    if (!parts) {
      refuse(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry')(request, response);
      return;
    }
    this.#uploads.set(key, parts);
    void bodyOf(request).then((body) => {
      if (body.length > 0) parts.push(body);
      const digest = url.searchParams.get('digest');
      const location = `/v2/${repository}/blobs/uploads/${key}`;
      if (digest) {
        this.#blobs.set(digest, Buffer.concat(parts));
        response.writeHead(201, {
          location: `/v2/${repository}/blobs/${digest}`,
          'docker-content-digest': digest,
        });
      } else {
        const size = parts.reduce((sum, part) => sum + part.length, 0);
        response.writeHead(202, { location, range: `0-${Math.max(0, size - 1)}`, 'docker-upload-uuid': key });
      }
      response.end();
    });
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

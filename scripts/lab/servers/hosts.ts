/** Who is who on the lab's network: each host has an address of the documentation range, a certificate and a manner. */
import type { RequestListener } from 'node:http';
import { publish, publishBrokenImages } from './images';
import { packageHosts } from './packages';
import { account, breakOff, page, Registry, refuse, reset, silence } from './registry';
import type { CertificateKind } from './tls';

export interface Host {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** `plain` speaks HTTP on the port of HTTPS; `mute` accepts and never speaks; `full` never accepts; `none` has no listener. */
  readonly speaks: CertificateKind | 'plain' | 'mute' | 'full' | 'none' | 'hang-up';
  readonly answer?: RequestListener;
}

const empty = new Registry();
const always = (answer: RequestListener): RequestListener => answer;

function shop(): Registry {
  const registry = new Registry([
    {
      path: /\/(readonly|full|large|lost|nameless)\/blobs\/sha256/,
      answer: refuse(404, 'BLOB_UNKNOWN', 'blob unknown to registry'),
    },
    { path: /\/broken-off\/blobs\//, method: 'GET', answer: breakOff },
    { path: /\/flaky\/blobs\//, method: 'GET', answer: breakOff, times: 1 },
    { path: /\/overloaded\/manifests\//, answer: refuse(503, 'UNAVAILABLE', 'service unavailable') },
    {
      path: /\/immutable\/manifests\//,
      method: 'PUT',
      answer: refuse(
        400,
        'TAG_INVALID',
        "The image tag '1.0.0' already exists in the 'immutable' repository and cannot be overwritten because the repository is immutable.",
      ),
    },
    {
      path: /\/readonly\/blobs\/uploads/,
      answer: refuse(403, 'DENIED', 'requested access to the resource is denied'),
    },
    {
      path: /\/full\/blobs\/uploads/,
      answer: refuse(
        403,
        'DENIED',
        'You have exceeded your storage quota. Delete one or more images, or review your storage quota and pricing plan.',
      ),
    },
    { path: /\/large\/blobs\/uploads/, method: 'PATCH', answer: page(413, 'Request Entity Too Large') },
    { path: /\/large\/blobs\/uploads/, method: 'PUT', answer: page(413, 'Request Entity Too Large') },
    {
      path: /\/lost\/blobs\/uploads\/./,
      answer: refuse(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry'),
    },
    {
      path: /\/nameless\/blobs\/uploads/,
      answer: refuse(404, 'NAME_UNKNOWN', 'repository name not known to registry'),
    },
  ]);
  for (const tag of ['1.0', '1.1', 'latest']) publish(registry, 'shop/api', tag);
  publish(registry, 'shop/flaky', '1.0');
  publish(registry, 'shop/broken-off', '1.0');
  publish(registry, 'base/error-page-renderer', '2.1', { config: { Cmd: ['/bin/sh'], Env: ['PATH=/bin'] } });
  publish(registry, 'shop/crashes', '1.0', {
    config: { Cmd: ['sh', '-c', 'echo starting; exit 3'], Env: ['PATH=/bin'] },
  });
  publish(registry, 'shop/no-command', '1.0', { config: { Env: ['PATH=/bin'] } });
  publish(registry, 'shop/missing-program', '1.0', {
    config: { Entrypoint: ['/app/server'], Env: ['PATH=/bin'] },
  });
  publish(registry, 'shop/not-executable', '1.0', {
    config: { Entrypoint: ['/etc/passwd'], Env: ['PATH=/bin'] },
  });
  publishBrokenImages(registry);
  return registry;
}

/** Docker Hub's manner: tokens, and one answer for what is missing and what is private. */
function hub(): Registry {
  const registry = new Registry(
    [
      {
        path: /^\/v2\/library\/(ubuntu|node)\/manifests\//,
        answer: refuse(
          429,
          'TOOMANYREQUESTS',
          'You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
        ),
      },
      { path: /^\/v2\/library\/postgres\/manifests\//, answer: page(503, 'Service Temporarily Unavailable') },
    ],
    {
      realm: 'https://auth.docker.io/token',
      service: 'registry.docker.io',
      anonymous: /^library\/(busybox|alpine|ubuntu|node|postgres)$/,
    },
  );
  for (const name of ['library/busybox', 'library/alpine', 'acme/private']) publish(registry, name, 'latest');
  publish(registry, 'library/alpine', '3.20');
  return registry;
}

/** Gives a token: for everything with the right password, for public names without, none with a wrong one. */
const tokens: RequestListener = (request, response) => {
  const sent = request.headers.authorization;
  if (!sent) return void response.writeHead(200).end(JSON.stringify({ token: 'anonymous' }));
  const [user, password] = Buffer.from(sent.replace('Basic ', ''), 'base64').toString().split(':');
  if (user === account.user && password === account.password) {
    return void response.writeHead(200).end(JSON.stringify({ token: 'all' }));
  }
  response.writeHead(401, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ details: 'incorrect username or password' }));
};

/** IBM Container Registry's manner, with the words of its documentation for quota and rights. */
function icr(): Registry {
  const registry = new Registry(
    [
      {
        path: /^\/v2\/trafficless\//,
        answer: refuse(
          429,
          'TOOMANYREQUESTS',
          'You have exceeded your pull traffic quota for the current month. Review your pull traffic quota in IBM Cloud Container Registry.',
        ),
      },
      {
        path: /^\/v2\/fullspace\/.*\/uploads/,
        answer: refuse(
          403,
          'DENIED',
          'You have exceeded your storage quota. Delete one or more images, or review your storage quota and pricing plan.',
        ),
      },
      {
        path: /^\/v2\/others\/.*\/uploads/,
        answer: refuse(403, 'DENIED', 'You are not authorized to access the specified resource.'),
      },
      {
        path: /^\/v2\/others\//,
        answer: refuse(403, 'DENIED', 'You are not authorized to access the specified resource.'),
      },
    ],
    { realm: 'https://us.icr.io/oauth/token', service: 'registry', anonymous: /^$/ },
  );
  publish(registry, 'acme/shop', '1.0');
  return registry;
}

/** A registry that asks for a user and password in the plain way, as htpasswd does. */
function privateRegistry(): Registry {
  const registry = new Registry([], 'basic');
  publish(registry, 'shop/api', '1.0');
  return registry;
}

const icrTokens: RequestListener = (request, response) => {
  const asksForAcme = request.url?.includes('acme') || !request.url?.includes('scope');
  if (request.headers.authorization || !asksForAcme) return tokens(request, response);
  response.writeHead(401, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      errors: [
        {
          code: 'UNAUTHORIZED',
          message:
            'Authorization required. See https://cloud.ibm.com/docs/Registry?topic=Registry-troubleshoot-auth-req',
        },
      ],
    }),
  );
};

const wellRegistry = () => {
  const registry = new Registry();
  publish(registry, 'shop/api', '1.0');
  return registry;
};

export function hosts(): readonly Host[] {
  const ibm = icr();
  return [
    { name: 'registry.example.com', speaks: 'good', answer: shop().handle },
    { name: 'private.example.com', speaks: 'good', answer: privateRegistry().handle },
    {
      name: 'registry-1.docker.io',
      aliases: ['index.docker.io', 'docker.io'],
      speaks: 'good',
      answer: hub().handle,
    },
    { name: 'auth.docker.io', speaks: 'good', answer: tokens },
    {
      name: 'us.icr.io',
      speaks: 'good',
      answer: (request, response) =>
        request.url?.startsWith('/oauth/token')
          ? icrTokens(request, response)
          : ibm.handle(request, response),
    },
    {
      name: 'busy.example.com',
      speaks: 'good',
      answer: always(refuse(429, 'TOOMANYREQUESTS', 'too many requests')),
    },
    {
      name: 'down.example.com',
      speaks: 'good',
      answer: always(page(503, 'Service Temporarily Unavailable')),
    },
    { name: 'gateway.example.com', speaks: 'good', answer: always(page(502, 'Bad Gateway')) },
    { name: 'broken.example.com', speaks: 'good', answer: always(refuse(500, 'UNKNOWN', 'unknown error')) },
    {
      name: 'forbidden.example.com',
      speaks: 'good',
      answer: always(refuse(403, 'DENIED', 'access forbidden')),
    },
    {
      name: 'office-only.example.com',
      speaks: 'good',
      answer: always(
        refuse(
          403,
          'DENIED',
          'client with IP 198.51.100.24 is not allowed access, contact the registry administrator',
        ),
      ),
    },
    { name: 'hangs.example.com', speaks: 'good', answer: always(silence) },
    { name: 'resets.example.com', speaks: 'good', answer: always(reset) },
    { name: 'expired.example.com', speaks: 'expired', answer: wellRegistry().handle },
    { name: 'future.example.com', speaks: 'future', answer: wellRegistry().handle },
    { name: 'selfsigned.example.com', speaks: 'self-signed', answer: wellRegistry().handle },
    { name: 'corporate.example.com', speaks: 'unknown-authority', answer: wellRegistry().handle },
    { name: 'othername.example.com', speaks: 'other-name', answer: wellRegistry().handle },
    { name: 'plain.example.com', speaks: 'plain', answer: wellRegistry().handle },
    { name: 'mute.example.com', speaks: 'mute' },
    { name: 'full.example.com', speaks: 'full' },
    { name: 'closed.example.com', aliases: ['db.example.com', 'redis.example.com'], speaks: 'none' },
    { name: 'hangup.example.com', speaks: 'hang-up' },
    { name: 'proxy.example.com', speaks: 'good', answer: empty.handle },
    ...packageHosts(),
  ];
}

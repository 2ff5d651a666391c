/** A small token service for docker-registry: signs who may do what. Distribution's token specification. */
import { randomUUID, sign, X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificates';

export interface TokenServer {
  readonly realm: string;
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export const SERVICE = 'test-registry';
export const ISSUER = 'test-issuer';

/** `rights`: actions by `username:password`; the empty login is everybody. */
export async function startTokenServer(
  signer: Certificate,
  rights: Readonly<Record<string, readonly string[]>>,
): Promise<TokenServer> {
  const requests: string[] = [];
  const chain = new X509Certificate(signer.cert).raw.toString('base64');
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    requests.push(url.search);
    const login = Buffer.from(
      (request.headers.authorization ?? '').replace(/^Basic /, ''),
      'base64',
    ).toString();
    const granted = rights[login];
    response.setHeader('content-type', 'application/json');
    if (!granted) {
      response.writeHead(401).end('{"details":"incorrect username or password"}');
      return;
    }
    const access = url.searchParams.getAll('scope').map((scope) => {
      const [, type, name, actions = ''] = /^([^:]+):(.+):([^:]+)$/.exec(scope) ?? [];
      return { type, name, actions: actions.split(',').filter((action) => granted.includes(action)) };
    });
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: ISSUER,
      sub: login.split(':')[0],
      aud: SERVICE,
      iat: now,
      nbf: now - 10,
      exp: now + 300,
      jti: randomUUID(),
      access,
    };
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = `${encode({ typ: 'JWT', alg: 'ES256', x5c: [chain] })}.${encode(claims)}`;
    const signature = sign('sha256', Buffer.from(payload), { key: signer.key, dsaEncoding: 'ieee-p1363' });
    response.end(JSON.stringify({ token: `${payload}.${signature.toString('base64url')}`, expires_in: 300 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    realm: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { type Certificate, makeAuthority, makeCertificate } from '../support/certificates';
import {
  type Adapter,
  type AdapterOptions,
  createAdapter,
  failure,
  proofOf,
  steps,
} from '../support/registry-adapter';

let authority: Certificate;
const servers: (Server | TcpServer)[] = [];
const adapters: Adapter[] = [];

beforeAll(async () => {
  authority = await makeAuthority();
});

afterEach(async () => {
  for (const adapter of adapters.splice(0)) adapter.close();
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

async function listen(server: Server | TcpServer): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A registry that has nothing. */
const nothing = (_request: unknown, response: import('node:http').ServerResponse) => {
  response.writeHead(404, {
    'content-type': 'application/json',
    'docker-distribution-api-version': 'registry/2.0',
    connection: 'close',
  });
  response.end('{"errors":[{"code":"NAME_UNKNOWN"}]}');
};

async function secure(certificate: Certificate): Promise<number> {
  return listen(createHttpsServer({ cert: certificate.cert, key: certificate.key }, nothing));
}

async function climb(port: number, options: AdapterOptions = {}, host = 'localhost') {
  const adapter = createAdapter({ allowedHosts: [host], requestTimeoutMs: 2_000, ...options });
  adapters.push(adapter);
  return adapter.check(`${host}:${port}/shop/api:1`);
}

const trusting = () => ({ ca: authority.cert });

describe('the steps of the connection', () => {
  test('name, connection and TLS are passed, with proof', async () => {
    const check = await climb(await secure(await makeCertificate(authority)), trusting());
    expect(steps(check)).toMatchObject({ dns: 'passed', tcp: 'passed', tls: 'passed', api: 'passed' });
    expect(proofOf(check, 'dns')).toBe('localhost is 127.0.0.1');
    expect(proofOf(check, 'tls')).toMatch(/^TLSv1\.3, certificate of localhost, valid until .+ GMT$/);
  });

  test('public authorities are still trusted beside a private one', async () => {
    const other = await makeAuthority('another authority');
    const check = await climb(await secure(await makeCertificate(authority)), {
      ca: [other.cert, authority.cert],
    });
    expect(steps(check).tls).toBe('passed');
  });

  test.each([
    ['ENOTFOUND', 'the name localhost does not resolve'],
    ['EAI_AGAIN', 'the name localhost could not be resolved (EAI_AGAIN)'],
  ])('a name that does not resolve (%s)', async (code, proof) => {
    const resolve = async () => {
      throw Object.assign(new Error(`getaddrinfo ${code}`), { code });
    };
    const check = await climb(443, { resolve });
    expect(failure(check)).toBe('dns registry-host-unresolvable');
    expect(proofOf(check, 'dns')).toBe(proof);
    expect(steps(check).tcp).toBe('not-reached');
  });

  test('nothing listens', async () => {
    const port = await listen(createTcpServer());
    await new Promise((done) => servers.pop()?.close(done));
    const check = await climb(port);
    expect(failure(check)).toBe('tcp registry-connection-refused');
    expect(steps(check)).toMatchObject({ dns: 'passed', tls: 'not-reached' });
  });

  test('the handshake is not answered', async () => {
    const sockets: import('node:net').Socket[] = [];
    const port = await listen(createTcpServer((socket) => sockets.push(socket)));
    const check = await climb(port, { requestTimeoutMs: 150 });
    expect(failure(check)).toBe('tls registry-unreachable-timeout');
    expect(steps(check)).toMatchObject({ dns: 'passed', tcp: 'passed' });
    for (const socket of sockets) socket.destroy();
  });

  test('the handshake is broken off', async () => {
    const port = await listen(
      createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
    );
    expect(failure(await climb(port))).toBe('tls registry-connection-dropped');
  });
});

describe('certificates', () => {
  const days = (count: number) => new Date(Date.now() + count * 86_400_000);

  test('of an authority that is not trusted', async () => {
    const check = await climb(await secure(await makeCertificate(authority)));
    expect(failure(check)).toBe('tls tls-unknown-authority');
    expect(proofOf(check, 'tls')).toContain('UNABLE_TO_');
    expect(steps(check)).toMatchObject({ dns: 'passed', tcp: 'passed', api: 'not-reached' });
  });

  test('signed by themselves', async () => {
    expect(failure(await climb(await secure(await makeCertificate(undefined))))).toBe(
      'tls tls-unknown-authority',
    );
  });

  test('that have expired', async () => {
    const expired = await makeCertificate(authority, { from: days(-60), until: days(-30) });
    expect(failure(await climb(await secure(expired), trusting()))).toBe('tls tls-cert-expired');
  });

  test('that are not valid yet', async () => {
    const early = await makeCertificate(authority, { from: days(30), until: days(60) });
    const check = await climb(await secure(early), trusting());
    expect(failure(check)).toBe('tls tls-cert-expired');
    expect(proofOf(check, 'tls')).toContain('not valid yet');
  });

  test('for another name', async () => {
    const other = await makeCertificate(authority, { name: 'registry.example' });
    expect(failure(await climb(await secure(other), trusting()))).toBe('tls tls-hostname-mismatch');
  });

  test('a login never goes over a connection whose certificate is wrong', async () => {
    let asked = 0;
    const certificate = await makeCertificate(authority);
    const server = createHttpsServer({ cert: certificate.cert, key: certificate.key }, () => {
      asked += 1;
    });
    await climb(await listen(server));
    expect(asked).toBe(0);
  });
});

describe('plain HTTP', () => {
  test('is spoken with a registry on this machine that the operator allowed', async () => {
    const check = await climb(await listen(createHttpServer(nothing)));
    expect(steps(check)).toMatchObject({ tls: 'not-needed', api: 'passed' });
  });

  test('is not spoken with any other', async () => {
    const port = await listen(createHttpServer(nothing));
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const check = await climb(port, { resolve }, 'registry.example');
    expect(failure(check)).toBe('tls http-response-to-https-client');
  });

  test('is not fallen back to because a certificate is wrong', async () => {
    const check = await climb(await secure(await makeCertificate(authority)), {}, '127.0.0.1');
    expect(failure(check)).toBe('tls tls-unknown-authority');
  });
});

describe('what answers and is no registry', () => {
  test('is not taken for one', async () => {
    const port = await listen(
      createHttpServer((_request, response) => {
        response.writeHead(404, { 'content-type': 'text/html', connection: 'close' });
        response.end('<h1>Not Found</h1>');
      }),
    );
    const check = await climb(port);
    expect(failure(check)).toBe('api unknown');
    expect(proofOf(check, 'api')).toMatch(/no registry’s answer/);
  });
});

describe('connections', () => {
  test('are kept for the next question, and said to be open', async () => {
    let connections = 0;
    const certificate = await makeCertificate(authority);
    const server = createHttpsServer(
      { cert: certificate.cert, key: certificate.key },
      (_request, response) => {
        response.writeHead(404, { 'docker-distribution-api-version': 'registry/2.0' });
        response.end('{"errors":[{"code":"NAME_UNKNOWN"}]}');
      },
    );
    server.on('secureConnection', () => {
      connections += 1;
    });
    const port = await listen(server);
    const adapter = createAdapter({ allowedHosts: ['localhost'], ca: authority.cert });
    adapters.push(adapter);
    await adapter.check(`localhost:${port}/shop/api:1`);
    const check = await adapter.check(`localhost:${port}/shop/api:1`);
    expect(connections).toBe(1);
    expect(check.steps.find(({ step }) => step === 'tls')).toMatchObject({ status: 'passed', ms: 0 });
    expect(proofOf(check, 'tcp')).toContain('a connection that was open');
  });

  test('that the server closed while they were idle are replaced without a word', async () => {
    const port = await listen(
      createHttpServer({ keepAlive: true }, (request, response) => {
        response.writeHead(404, { 'docker-distribution-api-version': 'registry/2.0' });
        response.end('{"errors":[{"code":"NAME_UNKNOWN"}]}', () => {
          // Closes once the client takes the connection again.
          request.socket.once('data', () => request.socket.destroy());
        });
      }),
    );
    const adapter = createAdapter({ allowedHosts: ['localhost'] });
    adapters.push(adapter);
    await adapter.check(`localhost:${port}/shop/api:1`);
    const check = await adapter.check(`localhost:${port}/shop/api:1`);
    expect(failure(check)).toBe('manifest repository-not-found');
  });
});

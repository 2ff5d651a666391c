import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip } from 'node:zlib';
import { WebClient } from '@slack/web-api';
import { singleTry } from '../../../src/slack/transport/client-options';
import { recordingLogger } from '../../support/slack-bench';

const MEGABYTE = 1024 * 1024;

describe('trust 9: an answer of Slack that is too long', () => {
  let server: Server;
  let written = 0;
  const listen = async (handler: Parameters<typeof createServer>[1]) => {
    written = 0;
    server = createServer(handler);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    return new WebClient('xoxb-1', singleTry(url, recordingLogger([])));
  };
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** 200 MB of spaces before the end of the JSON; what is given up is not written on. */
  const endless = (sink: NodeJS.WritableStream) => {
    const piece = Buffer.alloc(MEGABYTE, ' ');
    const more = (): void => {
      while (written < 200) {
        written += 1;
        if (!sink.write(piece)) return void sink.once('drain', more);
      }
      sink.end('{"ok":true}');
    };
    sink.on('error', () => undefined);
    more();
  };

  test('is not read to its end', async () => {
    const client = await listen((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      endless(response);
    });
    await expect(client.auth.test()).rejects.toThrow();
    expect(written).toBeLessThan(100);
  });

  test('nor when it is a bomb that unpacks to that', async () => {
    const client = await listen((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      const packed = createGzip();
      packed.pipe(response);
      endless(packed);
    });
    await expect(client.auth.test()).rejects.toThrow();
  });

  test('nor when it only says that it will be', async () => {
    const client = await listen((_request, response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': String(300 * MEGABYTE),
      });
      response.write('{');
    });
    await expect(client.auth.test()).rejects.toThrow();
  });

  test('and one of a usual size is', async () => {
    const client = await listen((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(`{"ok":true,"team_id":"T1","filler":"${'x'.repeat(MEGABYTE)}"}`);
    });
    expect((await client.auth.test()).team_id).toBe('T1');
  });
});

import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import { parseAddress, submoduleAddress } from '../../src/source/reach/address';
import { missingGit, startHttpGitHost } from '../support/git-host';
import { repositoriesFolder } from '../support/git-repository';
import { createSourceAdapter, failedAt, proofAt, type SourceAdapter } from '../support/source-adapter';

const packet = (data: string | Buffer) => {
  const bytes = Buffer.from(data as string);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
};
const band = (number: number, data: Buffer) => packet(Buffer.concat([Buffer.from([number]), data]));
const FLUSH = Buffer.from('0000');
const commit = 'a'.repeat(40);
const greeting = Buffer.concat([
  packet('version 2\n'),
  packet('ls-refs\n'),
  packet('fetch=shallow filter\n'),
  FLUSH,
]);
const references = Buffer.concat([
  packet(`${commit} HEAD symref-target:refs/heads/main\n`),
  packet(`${commit} refs/heads/main\n`),
  FLUSH,
]);

function pack(entries: readonly Buffer[], count = entries.length): Buffer {
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  head.writeUInt32BE(count, 8);
  const body = Buffer.concat([head, ...entries]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

/** Head of a pack entry: kind and size. */
function entry(kind: number, size: number, data: Buffer): Buffer {
  const bytes: number[] = [];
  let byte = (kind << 4) | (size % 16);
  for (let left = Math.floor(size / 16); left > 0; left = Math.floor(left / 128)) {
    bytes.push(byte | 128);
    byte = left % 128;
  }
  return Buffer.concat([Buffer.from([...bytes, byte]), deflateSync(data)]);
}

describe('a git host that lies', () => {
  let server: Server;
  let adapter: SourceAdapter;
  let answerFetch: (
    write: (piece: Buffer) => boolean,
    end: () => void,
    onDrain: (again: () => void) => void,
  ) => void;
  let greet = greeting;

  beforeAll(async () => {
    const listener: RequestListener = (request, response) => {
      if (request.method === 'GET') {
        response.writeHead(200, { 'Content-Type': 'application/x-git-upload-pack-advertisement' }).end(greet);
        return;
      }
      let body = '';
      request.on('data', (piece) => {
        body += piece;
      });
      request.on('end', () => {
        response.writeHead(200, { 'Content-Type': 'application/x-git-upload-pack-result' });
        if (body.includes('ls-refs')) response.end(references);
        else {
          answerFetch(
            (piece) => response.write(piece),
            () => response.end(),
            (again) => response.once('drain', again),
          );
        }
      });
    };
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    adapter = createSourceAdapter();
  });

  beforeEach(() => {
    greet = greeting;
  });

  afterAll(async () => {
    adapter.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const check = () => adapter.check(`http://127.0.0.1:${(server.address() as AddressInfo).port}/shop/api`);
  const sends = (...pieces: readonly Buffer[]) => {
    answerFetch = (write, end) => {
      write(packet('packfile\n'));
      for (const piece of pieces) write(piece);
      write(FLUSH);
      end();
    };
  };

  test.each([
    ['a blob that unpacks to more than it says', entry(3, 10, Buffer.alloc(5_000_000))],
    ['a tree that claims to be huge', entry(2, 2_000_000_000, Buffer.alloc(10))],
    ['an unknown kind of object', entry(5, 3, Buffer.from('abc'))],
    [
      'a difference without a base',
      Buffer.concat([Buffer.from([0x73]), Buffer.alloc(20, 7), deflateSync(Buffer.from('abc'))]),
    ],
    ['bytes that are not compressed', Buffer.concat([Buffer.from([0x33]), Buffer.from('abcdef')])],
  ])('%s ends the check with a clear line', async (_what, bytes) => {
    sends(band(1, pack([bytes])));
    const found = await check();
    expect(failedAt(found)).toBe('tree unknown');
    expect(proofAt(found, 'tree')).toContain('broken');
  });

  test('more objects than it may claim, a wrong sum, and no pack at all', async () => {
    for (const bytes of [
      pack([], 4_000_000_000),
      Buffer.concat([pack([]).subarray(0, 12), Buffer.alloc(20)]),
      Buffer.from('nothing'),
    ]) {
      sends(band(1, bytes));
      expect(failedAt(await check())).toBe('tree unknown');
    }
  });

  test('differences that each make a large object of a small pack are not all made', async () => {
    const size = 3_900_000;
    const base = entry(2, size, Buffer.alloc(size));
    const number = (value: number) => {
      const bytes: number[] = [];
      for (let left = value; ; left = Math.floor(left / 128)) {
        if (left < 128) return Buffer.from([...bytes, left]);
        bytes.push((left % 128) | 128);
      }
    };
    // Sizes of both, and one copy of the whole base.
    const delta = Buffer.concat([
      number(size),
      number(size),
      Buffer.from([0xf0, size & 255, (size >> 8) & 255, size >> 16]),
    ]);
    const packed = deflateSync(delta);
    let at = base.length;
    const differences = Array.from({ length: 400 }, () => {
      const offset = [at & 127];
      for (let left = Math.floor(at / 128) - 1; left >= 0; left = Math.floor(left / 128) - 1)
        offset.unshift((left & 127) | 128);
      const bytes = Buffer.concat([
        Buffer.from([(6 << 4) | (delta.length % 16)]),
        Buffer.from(offset),
        packed,
      ]);
      at += bytes.length;
      return bytes;
    });
    const before = process.memoryUsage().arrayBuffers;
    sends(band(1, pack([base, ...differences])));
    const found = await check();
    expect(proofAt(found, 'tree')).toContain('too large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(120_000_000);
  });

  test('a blob that claims to be huge is not allocated, and left out', async () => {
    const before = process.memoryUsage().arrayBuffers;
    sends(band(1, pack([entry(3, 2_000_000_000, Buffer.alloc(10))])));
    expect(failedAt(await check())).toBe('tree unknown');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
  });

  test('another object than the one that was asked for', async () => {
    const tree = entry(2, 0, Buffer.alloc(0));
    sends(band(1, pack([tree])));
    const found = await check();
    expect(proofAt(found, 'tree')).toContain('not what was asked for');
  });

  test.each([
    ['progress', 2],
    ['a pack', 1],
  ])('%s without end is not read without end', async (_what, number) => {
    let sent = 0;
    answerFetch = (write, end, onDrain) => {
      write(packet('packfile\n'));
      const more = () => {
        while (sent < 200_000_000) {
          sent += 60_000;
          if (!write(band(number, Buffer.alloc(60_000)))) return onDrain(more);
        }
        end();
      };
      more();
    };
    const found = await check();
    expect(found.outcome).not.toBe('readable');
    expect(sent).toBeLessThan(60_000_000);
  });

  test('words of the host in control characters do not come through', async () => {
    greet = packet('ERR \u001b[31mRepository not\u0007 found\u001b[0m\n');
    const found = await check();
    expect(failedAt(found)).toBe('repository git-repo-not-found');
    expect(/\p{Cc}/u.test(proofAt(found, 'repository'))).toBe(false);
  });

  test('what is not git’s protocol', async () => {
    greet = Buffer.from('zzzz garbage');
    expect(proofAt(await check(), 'repository')).toContain('not git’s protocol');
  });
});

describe('addresses', () => {
  test.each([
    ['-oProxyCommand=touch', 'hyphen'],
    ['ext::sh -c touch% /tmp/x', 'blank'],
    ['ext::sh', 'a program that git would run'],
    ['file:///etc/passwd', 'not a way'],
    ['git://github.com/a/b', 'not a way'],
    ['https://github.com', 'no repository'],
    ['https://github.com/../../etc', 'upwards'],
    ['ssh://-oProxyCommand=x/y', 'no host name'],
    ['git@-x:repo', 'no host name'],
    ['github.com/shop/api', 'https:// in front'],
    ['https://github.com/shop/a\u0000b', 'control character'],
    ['', 'empty'],
    [`https://github.com/${'a'.repeat(2000)}`, 'too long'],
  ])('%j is refused: %s', (address, problem) => {
    const parsed = parseAddress(address);
    expect(parsed).toEqual({ ok: false, problem: expect.stringContaining(problem) });
  });

  test('a login in an address is left out of whatever is shown', () => {
    const parsed = parseAddress('https://ada:secret@github.com/shop/api');
    expect(JSON.stringify(parsed)).not.toContain('secret');
  });

  test('a submodule’s relative address stays at its host', () => {
    const parent = parseAddress('https://github.com/shop/api');
    if (!parent.ok) throw new Error('it is fine');
    expect(submoduleAddress('../ui.git', parent.address)).toMatchObject({
      ok: true,
      address: { path: '/shop/ui.git' },
    });
    expect(submoduleAddress('../../../../x', parent.address).ok).toBe(false);
  });
});

const withGit = missingGit('git').length > 0 ? describe.skip : describe;

withGit('a repository that was made to hurt', () => {
  test('submodules that point inside, and a Dockerfile of 10 MB', async () => {
    const folder = repositoriesFolder();
    const big = `FROM scratch\n${'# padding\n'.repeat(1_000_000)}`;
    folder.make('shop/api', {
      Dockerfile: big,
      'README.md': 'x\n',
      '.gitmodules':
        '[submodule "a"]\n\tpath = a\n\turl = http://169.254.169.254/latest\n[submodule "b"]\n\tpath = b\n\turl = ext::sh -c id\n',
      a: { commit: '1'.repeat(40) },
      b: { commit: '2'.repeat(40) },
    });
    const host = await startHttpGitHost(folder.root);
    const adapter = createSourceAdapter();
    const found = await adapter.look(`${host.url}/shop/api`, {}, async (tree, check) => {
      const read = await tree.read(['Dockerfile']);
      return { check, read: read.size, gaps: tree.gaps };
    });
    adapter.close();
    await host.close();
    folder.remove();
    expect(found.read).toBe(0);
    expect(found.gaps.join()).toContain('Dockerfile was not read');
    expect(found.check.notes.join()).toContain('metadata address');
    expect(found.check.findings.map(({ cause, detail }) => [cause, detail])).toEqual([
      ['git-submodule-failed', expect.stringContaining('cannot be used')],
    ]);
  });
});

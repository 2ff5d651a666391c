import { Budget, GitClient, type Wire } from '../../../src/source/git/client';
import type { Take } from '../../../src/source/git/packets';

/** A server that cuts its pack into packets of at most one byte, as many as `count`. */
function crumbs(count: number, byte: readonly number[]): Wire {
  const answer = (take: Take) => {
    const chunk = Buffer.from([1, ...byte]);
    let done = take(Buffer.from('packfile\n'));
    for (let sent = 0; sent < count && !done; sent += 1) done = take(chunk.subarray(0));
    if (!done) take('flush');
    return Promise.resolve();
  };
  return {
    authority: 'git.shop.example',
    now: () => 0,
    greet: (take) => {
      for (const text of ['version 2\n', 'fetch=shallow filter\n']) take(Buffer.from(text));
      take('flush');
      return Promise.resolve();
    },
    ask: (_body, take) => answer(take),
    askBeginning: (_body, take) => answer(take),
    close: () => undefined,
  };
}

describe('an answer in crumbs', () => {
  const asked = async (count: number, byte: readonly number[]) => {
    const client = new GitClient(crumbs(count, byte), new Budget(20_000_000));
    await client.greet();
    return client;
  };

  test.each<[string, readonly number[]]>([
    ['empty ones', []],
    ['ones of a byte', [7]],
  ])('%s are not kept one by one', async (_what, byte) => {
    const client = await asked(100_000, byte);
    let kept = 0;
    const { concat } = Buffer;
    const watched = jest.spyOn(Buffer, 'concat').mockImplementation((pieces, length) => {
      kept = Math.max(kept, pieces.length);
      return concat(pieces, length);
    });
    const pack = await client.fetch({ wants: [] });
    watched.mockRestore();
    expect(pack.equals(Buffer.alloc(100_000 * byte.length, byte[0]))).toBe(true);
    expect(kept).toBeLessThan(1000);
  });

  test('are counted once when only the head of a pack is wanted', async () => {
    const client = await asked(2000, []);
    const reduced = jest.spyOn(Array.prototype, 'reduce');
    await client.sizeOf('a'.repeat(40));
    const walks = reduced.mock.calls.length;
    reduced.mockRestore();
    expect(walks).toBeLessThan(10);
  });
});

/** What a git host may cost and say while a commit is fetched. */
import { GitRefused } from '../../src/source/git/packets';
import type { Repository } from '../../src/source/git/repository';
import { fetchCommit, withSlashes } from '../../src/source/revision';

const id = '0123456789'.repeat(4);

test.each<[string, boolean]>([
  ['shallow fetches are not allowed', true],
  ['the server does not support --depth', true],
  ['unexpected deepen line', true],
  ['exceeded maximum tree depth', false],
  ['maximum allowed tree depth 2048 was exceeded', false],
  ['object nesting depth too large', false],
])('“%s” is about a shallow clone: %s', async (words, isShallow) => {
  const refused: string[] = [];
  const fetch = async ({ depth }: { depth?: number }) => {
    if (depth !== undefined) throw new GitRefused(words);
  };
  const repository = { client: { canAskById: true, canCut: true }, fetch } as unknown as Repository;
  const asked = fetchCommit(repository, id, (why) => refused.push(why));
  if (isShallow) await asked;
  else await expect(asked).rejects.toThrow(words);
  expect(refused).toHaveLength(isShallow ? 1 : 0);
});

test('the references are not searched for every part of a deep directory', () => {
  let read = 0;
  const reference = {
    id,
    get name() {
      read += 1;
      return 'refs/heads/other';
    },
  };
  const directory = Array.from({ length: 400 }, () => 'a').join('/');
  expect(withSlashes('main', directory, { all: [reference], head: undefined, headId: id })).toBeUndefined();
  expect(read).toBeLessThanOrEqual(24);
});

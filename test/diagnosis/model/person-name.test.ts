import { personName } from '../../../src/diagnosis/model/person-name';
import { readCommit } from '../../../src/source/git/objects';

describe('the name of whoever made a commit', () => {
  test.each([
    ['Mara Lindqvist', 'Mara Lindqvist'],
    ['Mara Lindqvist <mara@fernwood.example>', 'Mara Lindqvist'],
    ['Mara (mara@fernwood.example)', 'Mara'],
    ['dependabot[bot]', 'dependabot[bot]'],
    ['mara@fernwood.example', undefined],
    ['<mara@fernwood.example>', undefined],
    ['', undefined],
  ])('%s is %s', (given, name) => {
    expect(personName(given)).toBe(name);
  });

  test('is short, whatever somebody wrote, and read in linear time', () => {
    expect(personName('x'.repeat(100_000))).toHaveLength(80);
    expect(personName('<'.repeat(100_000))).toBeUndefined();
  });

  test('of git is no address, though git lets people give theirs as their name', () => {
    const commit = (author: string) =>
      readCommit(
        Buffer.from(
          `tree ${'a'.repeat(40)}\nauthor ${author} 1764000000 +0100\ncommitter x <x@x> 1 +0000\n\nwords`,
        ),
      )?.author;
    expect(commit('Mara <mara@fernwood.example>')).toBe('Mara');
    expect(commit('mara@fernwood.example <mara@fernwood.example>')).toBe('somebody');
  });
});

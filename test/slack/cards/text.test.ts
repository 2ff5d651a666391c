import fc from 'fast-check';
import { saidIn } from '../../../src/slack/cards/said';
import { dotted, excerpt, sentence } from '../../../src/slack/cards/text';

describe('an excerpt of what a machine said', () => {
  const image = 'private.de.icr.io/shop/shop-api:1.4.2';

  test('is the whole when it fits, in one line', () => {
    expect(excerpt('one\n\n  two', 20)).toBe('one two');
  });

  test('names long names once, before anything is cut', () => {
    const message = `Failed to pull image "${image}": failed to resolve reference "${image}": ${image}: not found`;
    expect(excerpt(message, 110)).toBe(
      `Failed to pull image "${image}": failed to resolve reference "…": …: not found`,
    );
  });

  test('shortens digests', () => {
    const digest = `sha256:${'0123456789ab'.padEnd(64, 'c')}`;
    expect(excerpt(`the image ${digest} is gone`, 60)).toBe('the image sha256:0123456789ab is gone');
  });

  test('loses its middle, never its end', () => {
    const long = `begin ${'word '.repeat(200)}end`;
    const cut = excerpt(long, 60);
    expect(cut).toMatch(/^begin .* … .* end$/);
  });

  test('loses whole words, names and addresses too', () => {
    const long = `${'word '.repeat(12)}https://registry-1.docker.io/v2/shop/api/manifests/1 and ${'more '.repeat(40)}the end`;
    expect(excerpt(long, 150)).toMatch(/^(?:word )+… (?:more )+the end$/);
  });

  test('is never longer than it may be, and holds no half of a character', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.constant('😀'.repeat(9000))),
        fc.integer({ min: 40, max: 300 }),
        (text, max) => {
          const cut = excerpt(text, max);
          expect(cut.length).toBeLessThanOrEqual(max);
          expect(cut).not.toMatch(/\p{Surrogate}/u);
        },
      ),
    );
  });
});

test('the dot between items of small print never begins a line', () => {
  expect(dotted(['one', 'two'])).toMatch(/^one\u00a0+· +two$/);
});

test('a sentence is cut between words', () => {
  expect(sentence('ended after eight of six hundred seconds', 22)).toBe('ended after eight of …');
  expect(sentence('short', 22)).toBe('short');
  expect(sentence(`take the address ${'https://long.example/'.repeat(3)}`, 60)).toBe('take the address …');
});

describe('what is said already', () => {
  test.each([
    ['The secret x does not exist.', 'the secret “x” does not exist', true],
    ['us.icr.io answered 403 DENIED: no rights', '403 denied', true],
    ['The build run was stopped at its timeout.', 'timeout', false],
    ['timeout', 'Timeout', true],
    ['The container ended with exit code 0.', 'container_failed_exit_code_0', false],
    ['The secret x does not exist.', 'The secret x is for another registry.', false],
    [
      'The secret x is gone from project p.',
      'The secret x, needed for the pull, is gone from the project.',
      true,
    ],
  ])('%s | %s: %s', (said, text, same) => {
    expect(saidIn([said], text)).toBe(same);
  });
});

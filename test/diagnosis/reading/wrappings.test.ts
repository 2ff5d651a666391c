import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCorpus } from '../../../scripts/corpus';
import { fitsAround, wrappings } from '../../../scripts/wrappings';
import { explain } from '../../../src/diagnosis/verdict/text/explain';

/** Texts that real tools printed, with the cause that is true of each. */
const lab = readdirSync(join(__dirname, 'lab'))
  .sort()
  .flatMap((name) => readCorpus(join(__dirname, 'lab', name)));

/** Each wrapping is tried on its own share of the texts; `npm run -s accuracy -- --wrapped` tries all on all. */
const SHARE = 41;

describe('what stands around a text does not change the cause that it shows', () => {
  test.each(wrappings.map((wrapping, at) => [wrapping.name, wrapping, at] as const))(
    '%s',
    (_, wrapping, at) => {
      const share = lab.filter(
        (message, number) => number % SHARE === at % SHARE && fitsAround(wrapping, message),
      );
      const changed = share.flatMap(({ id, cause, also, text }) => {
        const plain = explain(text).cause;
        const { cause: found } = explain(wrapping.wrap(text));
        return found === plain || found === cause || also.includes(found) ? [] : [`${id}: ${found}`];
      });
      expect(share.length).toBeGreaterThan(5);
      expect(changed).toEqual([]);
    },
  );
});

describe('the name that stands before every line', () => {
  const lines = ['$ docker build .', 'E: Unable to locate package libmoon', 'exited with code 100'];
  const prefixed = (names: readonly string[]) =>
    lines.map((line, at) => `${names[at % names.length]}${line}`).join('\n');

  test.each([
    ['of a collector that nobody knows', ['[tides-7] ']],
    ['with a colon', ['[tides]: ']],
    ['of one of several programs', ['[web] ', '[worker] ']],
    ['with a bar', ['tides/web | ']],
    ['with an arrow', ['tides > ']],
    ['behind a time', ['2026-05-01T10:20:30Z [tides] ']],
  ])('is taken off: %s', (_, names) => {
    expect(explain(prefixed(names)).cause).toBe('package-version-not-found');
  });

  test('stays where it says how serious the line is, or which step it is of', () => {
    const levels = ['[ERROR] ', '[INFO] '];
    expect(explain(prefixed(levels)).cause).toBe(explain(lines.join('\n')).cause);
    const well = '[INFO] compiled 3 files\n[INFO] the last error is gone\n[INFO] BUILD SUCCESS';
    expect(explain(well).cause).toBe('healthy-no-problem');
  });
});

import { StoreError } from '../../src/alerts';
import { Masker } from '../../src/diagnosis/model/secrets';
import { availableAlerts } from '../../src/slack/available-alerts';
import { errorCard } from '../../src/slack/failure';
import { storeError } from '../../src/store/errors';

const lines: string[] = [];
const logger = { error: (...words: unknown[]) => void lines.push(words.join(' ')) };
beforeEach(() => {
  lines.length = 0;
});

/** What people are told when the database answers with this. */
async function told(error: Error): Promise<string> {
  const card = await availableAlerts(() => Promise.reject(error), logger)().catch((failure: unknown) =>
    errorCard(failure, { masker: new Masker(), logger: logger as never }),
  );
  return JSON.stringify(card);
}

describe('trust 13: a database in trouble', () => {
  test.each([
    [
      Object.assign(new Error('could not extend file "base/5/1259": No space left on device'), {
        code: '53100',
      }),
      /no room/,
    ],
    [
      Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
      /free some room/,
    ],
    [
      Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), { code: 'ECONNREFUSED' }),
      /does not answer/,
    ],
  ])('people are told the store’s words, and none of the database’s (%#)', async (raw, words) => {
    const card = await told(storeError(raw));
    expect(card).toMatch(words);
    expect(card).not.toContain(raw.message);
    expect(card).not.toContain('something went wrong');
    expect(lines.join()).toContain('alerts are not available');
  });

  test('words that nobody has looked at stay in the log', async () => {
    const card = await told(new Error('PGlite failed to initialize properly at /srv/data with hunter2'));
    expect(card).not.toMatch(/PGlite|hunter2|srv/);
    expect(lines.join()).toContain('hunter2');
  });

  test('what the store says itself is told as it is', async () => {
    expect(await told(new StoreError('Stop it, choose another DATA_DIR.'))).toContain(
      'choose another DATA_DIR',
    );
  });
});

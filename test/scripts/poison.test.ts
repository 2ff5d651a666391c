import { type Questioner, questioner } from '../../scripts/poison/questions';
import { liveText, poisons, spotsOf } from '../../scripts/poison/venom';

const lost: unknown[] = [];
const note = (error: unknown) => void lost.push(error);
beforeAll(() => void process.on('unhandledRejection', note));
afterAll(() => void process.off('unhandledRejection', note));

describe('trust 1: whatever one text in the answers of a service is, a question gets its card', () => {
  let asking: Questioner;
  beforeAll(async () => {
    asking = await questioner();
  }, 60_000);
  afterAll(() => asking.close());

  test('texts stand in many places', () => {
    expect(asking.cases.length).toBeGreaterThan(200);
    const systems = new Set(asking.cases.map(({ spot }) => spot.split(' ')[0]));
    expect([...systems].sort()).toEqual(
      expect.arrayContaining(['code-engine', 'iam', 'kubernetes', 'registry']),
    );
  });

  // All places are tried by `npm run -s poison`.
  test.each(Object.entries(poisons).map(([name, change], at) => [name, change, at] as const))(
    '%s',
    async (_name, change, at) => {
      const faults: string[] = [];
      for (const [number, each] of asking.cases.entries()) {
        if (number % 45 !== at * 5) continue;
        faults.push(...(await asking.ask(each, change)).map((fault) => `${each.spot}: ${fault}`));
      }
      expect(faults).toEqual([]);
      expect(lost).toEqual([]);
    },
    60_000,
  );
});

describe('what is taken for harm', () => {
  test.each<[string, unknown, number]>([
    ['half a character', { text: 'a\ud83d' }, 1],
    ['a control', { blocks: [{ text: 'a\u0007' }] }, 1],
    ['a character that turns text around', { text: 'a\u202eb' }, 1],
    ['a mention in markup', { type: 'mrkdwn', text: 'x <!channel>' }, 1],
    ['the same where Slack reads no markup', { type: 'plain_text', text: 'x <!channel>' }, 0],
    ['line breaks and tabs', { type: 'mrkdwn', text: 'a\n\tb 😀' }, 0],
  ])('%s', (_what, message, count) => {
    expect(liveText([message])).toHaveLength(count);
  });

  test('poison goes where it is meant to go, and nowhere else', () => {
    const reply = {
      status: 200,
      type: 'application/json',
      body: '{"items":[{"name":"a","n":1},{"name":"b"}],"name":"c"}',
    };
    const spots = new Set<string>();
    const change = poisons['a number'];
    const { body } = spotsOf('code-engine', spots, { spot: 'code-engine .items[].name', change })(reply);
    expect(JSON.parse(String(body))).toEqual({ items: [{ name: 7, n: 1 }, { name: 7 }], name: 'c' });
    expect([...spots]).toEqual(['code-engine .items[].name', 'code-engine .name']);
    expect(spotsOf('kubernetes', spots)({ ...reply, type: 'text/plain' }).body).toBe(reply.body);
    expect(
      spotsOf('registry', spots)({ ...reply, type: 'application/octet-stream', body: Buffer.from('x') }).body,
    ).toEqual(Buffer.from('x'));
  });
});

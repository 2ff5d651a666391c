import { startStandIns } from '../../playground/src/index';
import { createWorld } from '../../playground/src/scenarios';
import { observedBot } from '../../src/main';
import { Rounds } from '../support/rounds';

jest.setTimeout(60_000);

describe('the way from a command to its card, where every exchange takes alike', () => {
  const rounds = new Rounds();
  let delayed = false;
  let bot: ReturnType<typeof observedBot>;
  let standIns: Awaited<ReturnType<typeof startStandIns>>;

  beforeAll(async () => {
    standIns = await startStandIns(createWorld(), (arrival) =>
      delayed ? rounds.before(arrival) : Promise.resolve(),
    );
    // What is counted is no time, so no deadline may end it.
    const deadlines = { deadlineMs: 60_000, requestTimeoutMs: 60_000 };
    bot = observedBot({ ...standIns.environment, LOG_LEVEL: 'error', PORT: '0' }, deadlines);
    const { port } = await bot.start();
    standIns.slack.connect(`http://127.0.0.1:${port}/slack/events`);
    // As a bot at rest: its database is open. Somebody else asked for something that no cloud knows.
    await standIns.slack.people.sendSlashCommand('watches', { user: 'U0BEN' });
    await bot.idle();
    delayed = true;
  });

  afterAll(async () => {
    delayed = false;
    rounds.open();
    await bot.stop();
    await standIns.close();
  });

  const ask = (command: string) =>
    rounds.until(
      (async () => {
        await standIns.slack.people.sendSlashCommand(command);
        await bot.idle();
      })(),
    );

  test('is seven exchanges when nothing is known', async () => {
    const chain = await ask('build shop-api');
    expect(chain.length).toBeLessThanOrEqual(7);
    // Who asks and what is asked about are found out at the same time.
    expect(chain[0]).toEqual(
      expect.arrayContaining(['slack POST /api/users.info', 'iam POST /identity/token']),
    );
    expect(chain.at(-1)).toContain('slack POST /api/chat.update');
  });

  test('is three when everything with a known lifetime is known', async () => {
    const chain = await ask('build shop-api');
    expect(chain.length).toBeLessThanOrEqual(3);
    const everything = chain.flat().join('\n');
    expect(everything).not.toContain('identity/token');
    expect(everything).not.toContain('/config');
    // Whether the key still works is asked each time.
    expect(everything).toContain('/secrets/');
  });

  test('is told by the report, without what is somebody’s own', () => {
    const [cold, warm] = bot.reports.slice(-2).map(({ exchanges }) => exchanges);
    // The card itself is no exchange of the report.
    expect(cold?.chain).toHaveLength(6);
    expect(warm?.chain).toHaveLength(2);
    expect(JSON.stringify(cold)).not.toMatch(/shop|eebcb445|ngv4mjwpqh5/);
    expect(cold?.all.find(({ path }) => path.endsWith('/log'))).toMatchObject({
      system: 'kubernetes',
      method: 'GET',
      path: '/api/v1/namespaces/*/pods/*/log',
      status: 200,
      tries: 1,
      after: expect.any(Number),
    });
  });
});

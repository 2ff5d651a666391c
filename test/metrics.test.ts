import { Metrics } from '../src/metrics';
import { type Stack, startStack } from './support/stack';

// The first question of a process loads all that reads texts.
jest.setTimeout(60_000);

let stack: Stack;
let url: string;

beforeAll(async () => {
  stack = await startStack({ settings: { LOG_LEVEL: 'error' } });
  url = stack.slack.delivery.requestUrl?.replace('/slack/events', '/metrics') ?? '';
  await stack.ask('build shop-api');
});

afterAll(() => stack.stop());

const figures = async () => (await fetch(url)).text();
const value = async (series: string) =>
  Number(
    (await figures())
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.split(' ')[1],
  );

describe('GET /metrics', () => {
  test('times the acknowledgement and the card', async () => {
    expect(await value('ce_image_ack_seconds_count')).toBe(1);
    expect(await value('ce_image_card_seconds_count{kind="diagnose",result="answered"}')).toBe(1);
  });

  test('counts causes with their confidence', async () => {
    expect(await value('ce_image_causes_total{cause="dockerfile-not-found",confidence="proven"}')).toBe(1);
  });

  test('counts exchanges by system and status', async () => {
    expect(await value('ce_image_exchange_seconds_count{system="iam",status="200"}')).toBeGreaterThan(0);
    expect(await value('ce_image_exchange_seconds_count{system="kubernetes",status="200"}')).toBeGreaterThan(
      3,
    );
  });

  test('tells the delay of the event loop', async () => {
    expect(await value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  });

  test('tells of each part that GET /ready names whether it works', async () => {
    for (const part of ['slack', 'iam', 'database'])
      expect(await value(`ce_image_ready{part="${part}"}`)).toBe(1);
  });

  test('names nobody and nothing of the account', async () => {
    expect(await figures()).not.toMatch(/shop|eebcb445|U0ADA|fernwood/);
  });

  test('wants its token where one is set', async () => {
    const closed = await startStack({ settings: { METRICS_TOKEN: 'canary-of-the-metrics' } });
    try {
      const guarded = closed.slack.delivery.requestUrl?.replace('/slack/events', '/metrics') ?? '';
      expect((await fetch(guarded)).status).toBe(401);
      const authorization = 'Bearer canary-of-the-metrics';
      const read = await fetch(guarded, { headers: { authorization } });
      expect(read.status).toBe(200);
      expect(closed.everythingSaid()).not.toContain('canary-of-the-metrics');
    } finally {
      await closed.stop();
    }
  });
});

describe('figures of alerts', () => {
  const at = async (figuresOf: { waiting: number; oldest?: number; failingLooks: number } | undefined) => {
    const metrics = new Metrics();
    metrics.alerts(
      async () => figuresOf,
      () => 70_000,
    );
    return (await metrics.text()).body;
  };

  test('tell size and age of the outbox, and which looks fail', async () => {
    const body = await at({ waiting: 3, oldest: 10_000, failingLooks: 2 });
    expect(body).toContain('ce_image_outbox_messages 3');
    expect(body).toContain('ce_image_outbox_age_seconds 60');
    expect(body).toContain('ce_image_looks_failing 2');
  });

  test('leave a sample of what works and what does not when the database is gone', async () => {
    const metrics = new Metrics();
    metrics.alerts(
      () => Promise.reject(new Error('gone')),
      () => 0,
    );
    metrics.ready(async () => ({ slack: 'ready', iam: 'ready', database: 'not ready' }));
    const { body } = await metrics.text();
    expect(body).toContain('ce_image_ready{part="slack"} 1');
    expect(body).toContain('ce_image_ready{part="iam"} 1');
    expect(body).toContain('ce_image_ready{part="database"} 0');
  });

  test('are absent where there is no database', async () => {
    expect(await at(undefined)).not.toMatch(/^ce_image_outbox_messages \d/m);
  });
});

import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type WebhookEvent, webhookEvent } from '../../src/alerts';
import { systemClock } from '../../src/core';
import type { Exchange } from '../../src/diagnosis/model/exchange';
import type { Follow } from '../../src/diagnosis/model/follow';
import { Secret } from '../../src/diagnosis/model/secrets';
import { createWebhooks } from '../../src/webhook';
import { signedHeaders } from '../../src/webhook/sign';
import { readWebhooks } from '../../src/webhook-settings';
import {
  type AlertBench,
  benchOn,
  FakeCloud,
  ManualTime,
  MINUTE,
  RecordingMessenger,
} from '../alerts/support/bench';
import { onBothDatabases } from '../support/stores';

const KEY = Buffer.from('a key of thirty-two bytes, or so.');
const SECRET = `whsec_${KEY.toString('base64')}`;

interface Received {
  readonly event: WebhookEvent;
  readonly id: string;
  readonly isSigned: boolean;
}

/** A receiver on loopback, which checks what it is sent as the specification of Standard Webhooks has it. */
class Receiver {
  readonly received: Received[] = [];
  /** How the next requests are answered; 204 when there is nothing more. */
  readonly answers: (number | 'hang' | readonly [number, Readonly<Record<string, string>>])[] = [];
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      this.received.push({
        event: JSON.parse(body) as WebhookEvent,
        id: String(request.headers['webhook-id']),
        isSigned: isSigned(request, body),
      });
      const answer = this.answers.shift() ?? 204;
      if (answer === 'hang') return;
      if (typeof answer === 'number') response.writeHead(answer).end();
      else response.writeHead(answer[0], answer[1]).end();
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get types(): string[] {
    return this.received.map(({ event }) => event.type.replace('incident.', ''));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function isSigned({ headers }: IncomingMessage, body: string): boolean {
  const mac = createHmac('sha256', KEY)
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
    .digest('base64');
  const isFresh = Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp'])) < 300;
  const given = String(headers['webhook-signature']).split(' ');
  return isFresh && given.some((each) => equal(each, `v1,${mac}`));
}

function equal(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

const settingsFor = (host: string, more: Readonly<Record<string, string>> = {}) =>
  readWebhooks({
    ALERT_WEBHOOKS: `ops=http://${host}/hooks/ce?token=t0ken`,
    ALERT_WEBHOOK_SECRETS: `ops=${SECRET}`,
    ALERT_WEBHOOK_ALLOWED_HOSTS: host,
    ...more,
  });

onBothDatabases((databases) => {
  let receiver: Receiver;
  let host: string;
  let bench: AlertBench;
  let exchanges: Exchange[];
  let followed: string[];

  beforeEach(async () => {
    exchanges = [];
    followed = [];
    receiver = new Receiver();
    host = await receiver.start();
    const follow: Follow = (name, work) => {
      followed.push(name);
      return work({ tell: () => undefined });
    };
    bench = benchOn(await databases.fresh(), { webhooks: hooks(), follow });
  });
  afterEach(() => receiver.close());

  const hooks = () => {
    const { webhooks, mistakes } = settingsFor(host);
    expect(mistakes).toEqual([]);
    return createWebhooks({
      webhooks,
      clock: systemClock,
      timeoutMs: 300,
      onExchange: (one) => exchanges.push(one),
    });
  };
  const fail = async (name = 'api') => {
    bench.cloud.shop.build(name, 'failed', bench.time.at);
    await bench.pass(2 * MINUTE);
  };
  const incidentId = () => bench.slack.shown('incident')[0]?.view.incident.id ?? '';

  test('is told of the whole life of an incident, signed, each event in the documented form', async () => {
    await bench.watchShop({ webhook: 'ops' });
    bench.cloud.shop.build('api', 'failed', bench.time.at, {
      gitCommitSha: 'aaaaaaaaaa',
      gitCommitAuthor: 'Mara Lindqvist <mara@fernwood.example>',
    });
    await bench.pass(2 * MINUTE);
    await fail();
    await bench.alerts.assign(incidentId(), 'U2', 'U1');
    await bench.pass(MINUTE);
    bench.cloud.shop.build('api', 'succeeded', bench.time.at);
    await bench.pass(2 * MINUTE);
    await fail();
    await bench.alerts.resolve(incidentId(), 'U1');
    await bench.pass(MINUTE);
    expect(receiver.types).toEqual(['opened', 'updated', 'updated', 'resolved', 'opened', 'resolved']);
    for (const { event, id, isSigned: signed } of receiver.received) {
      expect(signed).toBe(true);
      expect(webhookEvent.strict().parse(event).id).toBe(id);
      expect(event.incident.id).toBe(incidentId());
    }
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(6);
    const events = receiver.received.map(({ event }) => event.incident);
    expect(events[2]).toMatchObject({ failures: 2, assigned: { to: 'U2', by: 'U1' } });
    expect(events[3]?.resolved).toMatchObject({ how: 'fixed' });
    expect(events[4]).toMatchObject({ episode: 2, state: 'open' });
    expect(events[5]?.resolved).toMatchObject({ how: 'by-hand', by: 'U1' });
    expect(JSON.stringify(events)).not.toMatch(/@fernwood|t0ken/);
    expect(bench.problems).toEqual([]);
  });

  test('is followed: each event is a piece of work, each attempt an exchange without a word of the address', async () => {
    await bench.watchShop({ webhook: 'ops' });
    receiver.answers.push(500);
    await fail();
    await bench.pass(5 * MINUTE);
    expect(receiver.types).toEqual(['opened', 'opened']);
    expect(followed.filter((name) => name === 'webhook')).toHaveLength(2);
    expect(exchanges).toMatchObject([
      { system: 'webhook', method: 'POST', status: 500 },
      { system: 'webhook', method: 'POST', status: 204 },
    ]);
    expect(JSON.stringify(exchanges)).not.toMatch(/t0ken|hooks/);
  });

  test('that fails or hangs is asked again, after growing pauses, with the same id; nothing overtakes', async () => {
    await bench.watchShop({ webhook: 'ops' });
    receiver.answers.push(500, 'hang', 503);
    const from = bench.time.at;
    await fail();
    bench.cloud.shop.build('api', 'succeeded', bench.time.at);
    await bench.pass(10 * MINUTE);
    expect(receiver.types).toEqual(['opened', 'opened', 'opened', 'opened', 'resolved']);
    expect(new Set(receiver.received.slice(0, 4).map(({ id }) => id)).size).toBe(1);
    expect(bench.time.at - from).toBeGreaterThan(0);
    expect(bench.problems.join('\n')).toContain('HTTP 500');
    // Slack does not wait for it.
    expect(bench.slack.shown('incident')).toHaveLength(1);
  });

  test('is waited for as long as it asks', async () => {
    await bench.watchShop({ webhook: 'ops' });
    receiver.answers.push([429, { 'retry-after': '300' }]);
    await fail();
    await bench.pass(2 * MINUTE);
    expect(receiver.received).toHaveLength(1);
    await bench.pass(3 * MINUTE);
    expect(receiver.received).toHaveLength(2);
  });

  test('that is gone is not asked again for this event, and the list of watches says so', async () => {
    await bench.watchShop({ webhook: 'ops' });
    receiver.answers.push(410);
    await fail();
    await bench.pass(10 * MINUTE);
    expect(receiver.received).toHaveLength(1);
    expect((await bench.alerts.watches('C1')).webhooks).toMatchObject([
      { name: 'ops', trouble: { reason: 'HTTP 410' } },
    ]);
    await fail();
    expect(receiver.types).toEqual(['opened', 'updated']);
    expect((await bench.alerts.watches('C1')).webhooks).toEqual([{ name: 'ops' }]);
  });

  test('that refuses one event gets the next ones', async () => {
    await bench.watchShop({ webhook: 'ops' });
    receiver.answers.push(400, 400, 400, 400, 400);
    await fail();
    await fail('other');
    await bench.pass(10 * MINUTE);
    expect(receiver.received).toHaveLength(6);
    expect(receiver.received.at(-1)?.event.incident.workload.name).toBe('other');
  });

  test('is not led elsewhere', async () => {
    await bench.watchShop({ webhook: 'ops' });
    receiver.answers.push([302, { location: `http://${host}/elsewhere` }]);
    await fail();
    expect(receiver.received.length).toBeGreaterThan(0);
    expect(bench.problems.join('\n')).toContain('redirects are not followed');
  });

  test('several instances send each event once', async () => {
    const shared = { cloud: new FakeCloud(), slack: new RecordingMessenger(), time: new ManualTime() };
    bench = benchOn(await databases.fresh(), { ...shared, webhooks: hooks(), owner: 'one' });
    const second = benchOn(await databases.again(), { ...shared, webhooks: hooks(), owner: 'two' });
    await bench.watchShop({ webhook: 'ops', notify: [{ kind: 'here' }], remindAfter: 5 * MINUTE });
    bench.cloud.shop.build('api', 'failed', bench.time.at);
    for (let at = 0; at < 30; at += 1) {
      bench.time.at += 30_000;
      await Promise.all([bench.alerts.tick(), second.alerts.tick()]);
    }
    expect(receiver.types).toEqual(['opened', 'updated']);
    // The reminder is an update, and is made once.
    expect(shared.slack.notes).toEqual(['reminder']);
  });

  test('of the operator’s default is told where a watch says nothing, and not where it says off', async () => {
    bench = benchOn(await databases.fresh(), { webhooks: hooks(), rules: { webhook: 'ops' } });
    await bench.watchShop();
    await fail();
    expect(receiver.types).toEqual(['opened']);
    await bench.watchShop({ webhook: 'off' });
    await fail('other');
    expect(receiver.types).toEqual(['opened']);
  });

  test('hears nothing of what its channel may not see any more', async () => {
    let told: 'all' | 'nothing' = 'all';
    bench = benchOn(await databases.fresh(), { webhooks: hooks(), audience: async () => told });
    await bench.watchShop({ webhook: 'ops' });
    told = 'nothing';
    await fail();
    expect(receiver.received).toEqual([]);
  });

  test.each(['all', 'no-logs'] as const)('of a channel that is told %s', async (told) => {
    bench = benchOn(await databases.fresh(), { webhooks: hooks(), audience: async () => told });
    const LINE = 'customer Jane Doe has no address';
    const { cloud } = bench;
    const investigate = cloud.investigate.bind(cloud);
    cloud.investigate = async (subject) => {
      const report = await investigate(subject);
      return { ...report, findings: report.findings.map((each) => ({ ...each, headline: LINE })) };
    };
    await bench.watchShop({ webhook: 'ops' });
    await fail();
    expect(receiver.received).toHaveLength(1);
    expect(JSON.stringify(receiver.received).includes(LINE)).toBe(told === 'all');
  });

  test('keeps neither its address nor its secret in the database', async () => {
    const store = await databases.fresh();
    bench = benchOn(store, { webhooks: hooks() });
    await bench.watchShop({ webhook: 'ops' });
    receiver.answers.push(500);
    await fail();
    const stored = JSON.stringify([
      await store.subscriptionsIn('C1'),
      await store.channel('webhook:ops'),
      await store.openIncidents('C1'),
      bench.problems,
    ]);
    expect(stored).not.toMatch(new RegExp(`${host}|whsec_|t0ken`));
  });
});

describe('the settings of webhooks', () => {
  const secrets = `ops=${SECRET}`;
  test.each([
    [{ ALERT_WEBHOOKS: 'ops=http://hooks.example/x', ALERT_WEBHOOK_SECRETS: secrets }, 'without TLS for ops'],
    [{ ALERT_WEBHOOKS: 'ops=https://hooks.example/x' }, 'has no secret for ops'],
    [
      { ALERT_WEBHOOKS: 'ops=https://a:b@hooks.example/x', ALERT_WEBHOOK_SECRETS: secrets },
      'without a login',
    ],
    [{ ALERT_WEBHOOKS: 'https://hooks.example/x' }, 'without a name'],
    [{ ALERT_WEBHOOKS: 'off=https://hooks.example/x' }, 'without a name'],
    [{ ALERT_WEBHOOKS: 'ops=https://hooks.example', ALERT_WEBHOOK_SECRETS: 'ops=short' }, 'shorter than 24'],
    [{ ALERT_WEBHOOK_SECRETS: secrets }, 'does not name'],
    [{ ALERT_WEBHOOK_DEFAULT: 'jira' }, 'names no webhook'],
  ])('%j is refused with words', (given, words) => {
    const { mistakes } = readWebhooks(given);
    expect(mistakes.map((each) => each.join(' ')).join('\n')).toContain(words);
    expect(JSON.stringify(mistakes)).not.toContain(SECRET);
  });

  test.each(['https://127.0.0.1:9/x', 'https://169.254.169.254/latest', 'https://hooks.internal/x'])(
    'a private address is not asked unless it is allowed: %s',
    async (address) => {
      const { webhooks, mistakes } = readWebhooks({
        ALERT_WEBHOOKS: `ops=${address}`,
        ALERT_WEBHOOK_SECRETS: secrets,
      });
      expect(mistakes).toEqual([]);
      const hooks = createWebhooks({
        webhooks,
        clock: systemClock,
        resolve: async () => [{ address: '10.1.2.3', family: 4 }],
      });
      const sent = hooks.send('ops', { id: 'id', body: '{}' }, new AbortController().signal);
      await expect(sent).rejects.toMatchObject({
        word: expect.stringContaining('ALERT_WEBHOOK_ALLOWED_HOSTS'),
      });
    },
  );
});

describe('a signature', () => {
  test('is that of the specification’s own example', () => {
    const headers = signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}', [
      new Secret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'),
    ]);
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  test('is made with each secret while one takes another’s place', () => {
    const headers = signedHeaders('id', 1, '{}', [new Secret('new'), new Secret('old')]);
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
  });
});

test('the example in docs/webhook.md has the documented form', () => {
  const page = readFileSync(join(__dirname, '../../docs/webhook.md'), 'utf8');
  const [, example = ''] = /```json\n([\s\S]+?)```/.exec(page) ?? [];
  expect(webhookEvent.strict().parse(JSON.parse(example)).type).toBe('incident.opened');
  for (const type of webhookEvent.shape.type.options) expect(page).toContain(`\`${type}\``);
  for (const name of Object.keys(webhookEvent.shape.incident.shape)) expect(page).toContain(`\`${name}\``);
});

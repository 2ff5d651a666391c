import type { Logger } from '@slack/bolt';
import { type SlackStandIn, startSlackStandIn } from '../../../playground/src/slack';
import { systemTime } from '../../../src/alerts';
import { Secret } from '../../../src/diagnosis/model/secrets';
import { clientOptions } from '../../../src/slack/transport/client-options';
import { SocketLink } from '../../../src/slack/transport/socket-link';
import { PauseTime } from '../../support/pause-time';

const silent = (): Logger => {
  const nothing = () => undefined;
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    setLevel: nothing,
    setName: nothing,
    getLevel: () => 'error' as ReturnType<Logger['getLevel']>,
  };
};

/** Real milliseconds of one call; in production ten seconds. */
const CALL_MS = 60;

describe('the Socket Mode connection', () => {
  let slack: SlackStandIn;
  let link: SocketLink;
  let time: PauseTime;
  let dead: string[];

  beforeEach(async () => {
    slack = await startSlackStandIn();
    time = new PauseTime();
    dead = [];
    link = new SocketLink({
      appToken: new Secret(slack.appToken),
      clientOptions: () => ({ ...clientOptions(slack.apiUrl, silent()), timeout: CALL_MS }),
      logger: silent(),
      time,
      onEnvelope: ({ ack }) => void ack(),
      onDead: (reason) => dead.push(reason),
      attemptMs: 300,
    });
  });

  afterEach(async () => {
    await link.stop();
    await slack.close();
  });

  const outages = [
    ['refuses', { cut: true }],
    ['answers 503', { status: 503 }],
    ['answers 429', { status: 429, retryAfter: 30 }],
    ['answers with an error of its own', { error: 'internal_error' }],
    ['hangs', { hang: true }],
  ] as const;
  const lengths = [5, 60, 600] as const;

  test.each(lengths.flatMap((seconds) => outages.map(([how, answer]) => [seconds, how, answer] as const)))(
    'comes back after %i s in which Slack %s',
    async (seconds, _how, answer) => {
      await link.start();
      slack.faults.add({ method: 'apps.connections.open', answer });
      // A call that hangs takes the ten seconds that are given to it; here they are over sooner.
      if ('hang' in answer) void passWhileItHangs(slack, time);
      const before = time.now();
      time.after(seconds * 1000, () => slack.faults.clear());
      await slack.delivery.breakConnections();
      expect(await acknowledged(slack)).toBe(200);
      expect(link.state).toMatchObject({ connected: true });
      expect(time.now() - before).toBeGreaterThanOrEqual(seconds * 1000);
      expect(time.now() - before).toBeLessThan(seconds * 1000 + 60_000);
      expect(dead).toEqual([]);
    },
  );

  test('is closed at once while Slack hangs', async () => {
    await link.start();
    slack.faults.add({ method: 'apps.connections.open', answer: { hang: true } });
    const hangs = slack.faults.next();
    void slack.delivery.breakConnections();
    await hangs;
    const before = performance.now();
    await link.stop();
    expect(performance.now() - before).toBeLessThan(CALL_MS / 2);
  });

  test.each(['warning', 'refresh_requested', 'link_disabled'] as const)(
    'connects anew when Slack disconnects with %s, at once',
    async (reason) => {
      await link.start();
      const before = time.now();
      await slack.delivery.refreshConnections(reason);
      expect(await acknowledged(slack)).toBe(200);
      expect(time.now()).toBe(before);
    },
  );

  test('says that it is away, for how long, and why', async () => {
    await link.start();
    slack.faults.add({ method: 'apps.connections.open', answer: { status: 503 } });
    const away = new Promise<void>((resolve) => time.after(60_000, resolve));
    void slack.delivery.breakConnections();
    await away;
    expect(link.state).toMatchObject({ connected: false, trouble: 'HTTP 503' });
    expect(time.now() - link.state.since).toBeGreaterThanOrEqual(60_000);
  });

  test('a token that Slack refuses is said at the start', async () => {
    slack.faults.add({ method: 'apps.connections.open', answer: { error: 'invalid_auth' } });
    await expect(link.start()).rejects.toThrow('Slack does not accept SLACK_APP_TOKEN (invalid_auth).');
  });

  test('a token that is revoked later ends the process after a minute, with the reason', async () => {
    await link.start();
    slack.faults.add({ method: 'apps.connections.open', answer: { error: 'token_revoked' } });
    void slack.delivery.breakConnections();
    await until(() => dead.length > 0);
    expect(dead).toEqual(['Slack answers, and no connection comes of it: token_revoked']);
  });

  test('sockets that are never greeted end the process after a minute', async () => {
    await link.start();
    slack.delivery.greets = false;
    void slack.delivery.breakConnections();
    await until(() => dead.length > 0);
    expect(dead[0]).toContain('was not greeted');
  });

  test('an outage at the very start is waited for', async () => {
    slack.faults.add({ method: 'apps.connections.open', times: 3, answer: { status: 503 } });
    await link.start();
    expect(await acknowledged(slack)).toBe(200);
  });
});

async function passWhileItHangs(slack: SlackStandIn, time: PauseTime): Promise<void> {
  for (;;) {
    await slack.faults.next();
    time.pass(10_000);
  }
}

async function acknowledged(slack: SlackStandIn): Promise<number> {
  await until(() => slack.delivery.connections > 0);
  const { status } = await slack.delivery.deliver('events_api', { event: { type: 'app_mention' } });
  return status;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await systemTime.sleep(5, new AbortController().signal);
}

import type { SlackStandIn } from '../../../playground/src/slack';
import type { Fault } from '../../../playground/src/slack/faults';
import { PauseTime } from '../../support/pause-time';
import { fakeDiagnosis } from '../../support/reports';
import { type Bench, startBench } from '../../support/slack-bench';

let bench: Bench;
let time: PauseTime;

beforeEach(async () => {
  time = new PauseTime();
  bench = await startBench(fakeDiagnosis(), { app: { time } });
});
afterEach(() => bench.stop());

/** What a person sees of the bot's answers. */
function seen({ state }: SlackStandIn): readonly string[] {
  return state.messages
    .filter(({ byBot, deleted }) => byBot && !deleted)
    .map(({ text }) => text.slice(0, 14));
}

const down: Fault['answer'] = { status: 503 };

describe('an answer that meets Slack’s own trouble', () => {
  test.each<[string, Fault['answer']]>([
    ['503', down],
    ...[400, 403, 404, 408].map((status): [string, Fault['answer']] => [String(status), { status }]),
    ['429 without Retry-After', { status: 429 }],
    ['ratelimited', { error: 'ratelimited' }],
    ['a word that no list knows', { error: 'external_channel_migrating' }],
    ['a cut connection', { cut: true }],
  ])('(%s) is there once the trouble is over', async (_name, answer) => {
    bench.slack.faults.add({ method: '*', times: 9, answer });
    await bench.slack.people.sendMention('app shop-api');
    await bench.app.idle();
    expect(seen(bench.slack)).toEqual(['❌ App shop-api']);
    expect(time.now()).toBeGreaterThan(1_000_000);
  });

  test('reaches the asker of a slash command too, when neither channel nor response_url worked', async () => {
    bench.slack.faults.add({ method: '*', times: 12, answer: down });
    await bench.slack.people.sendSlashCommand('app shop-api');
    await bench.app.idle();
    expect(seen(bench.slack).some((text) => text.startsWith('❌ App shop'))).toBe(true);
  });

  test('is not taken for arrived when the response_url says no with a 200', async () => {
    bench.slack.faults.add({ method: '*', times: 8, answer: { error: 'internal_error' } });
    await bench.slack.people.sendSlashCommand('help');
    await bench.app.idle();
    expect(bench.slack.state.messages.filter(({ onlyFor }) => onlyFor === 'U0ADA')).toHaveLength(1);
  });

  test('is given up after 25 minutes', async () => {
    const began = time.now();
    bench.slack.faults.add({ method: '*', answer: { error: 'internal_error' } });
    await bench.slack.people.sendMention('help');
    await bench.app.idle();
    expect(time.now() - began).toBeGreaterThanOrEqual(25 * 60_000);
    expect(bench.log.join('\n')).toContain('could not show the failure');
  });

  test('that will not pass is not waited for', async () => {
    bench.slack.faults.add({ method: '*', answer: { error: 'is_archived' } });
    await bench.slack.people.sendMention('help');
    await bench.app.idle();
    expect(time.now()).toBe(1_000_000);
  });
});

describe('a modal that Slack does not take', () => {
  test('arrives in plain words, and is counted', async () => {
    await bench.slack.people.sendMention('app shop-api');
    await bench.app.idle();
    const message = bench.slack.state.messages.find(({ byBot }) => byBot);
    if (!message) throw new Error('no answer');
    bench.slack.faults.add({ method: 'views.update', times: 1, answer: { error: 'invalid_arguments' } });
    await bench.slack.people.clickButton({ message }, 'Show log');
    await bench.app.idle();
    const [view] = [...bench.slack.state.views.values()];
    const blocks = view?.payload.blocks as { type: string }[];
    expect(blocks.map(({ type }) => type)).toEqual(['section']);
    expect(JSON.stringify(blocks)).toContain('shop-api');
    expect(bench.app.degraded()).toEqual({ headline: 1 });
  });
});

import type { Message } from '../../playground/src/slack';
import { fakeDiagnosis } from '../support/reports';
import { type Bench, startBench } from '../support/slack-bench';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench(fakeDiagnosis());
});
afterEach(() => bench.stop());

function answers(): Message[] {
  return bench.slack.state.messages.filter(({ byBot, deleted }) => byBot && !deleted);
}

const words = (message: Message | undefined) => JSON.stringify(message?.blocks);

describe('an answer in a channel', () => {
  test('says who asked, by a name that calls nobody', async () => {
    await bench.slack.people.sendSlashCommand('app shop-api', { user: 'U0BEN' });
    await bench.app.idle();
    const [answer] = answers();
    expect(words(answer)).toContain('Asked by @ben');
    expect(words(answer)).not.toContain('<@U0BEN>');
    await bench.slack.people.clickButton({ message: answer as Message }, 'Check again', { user: 'U0CHI' });
    await bench.app.idle();
    expect(words(answer)).toContain('Asked by @chi');
    expect(words(answer)).not.toContain('@ben');
  });

  test.each(['help', 'nonsense --what'])('is not signed when the asker alone sees it: %s', async (text) => {
    await bench.slack.people.sendSlashCommand(text);
    await bench.app.idle();
    expect(answers()).toMatchObject([{ onlyFor: 'U0ADA' }]);
    expect(words(answers()[0])).not.toContain('Asked by');
  });

  test('that the bot is not in is posted anew when the waiting note cannot be edited', async () => {
    await bench.slack.people.sendSlashCommand('app shop-api', { channel: 'general' });
    await bench.app.idle();
    expect(answers().map(({ text, channel }) => [channel, text.slice(0, 14)])).toEqual([
      ['C0GENERAL', '❌ App shop-api'],
    ]);
  });
});

describe('an answer in a direct message', () => {
  test('stands below the question, and in a thread only where one was begun', async () => {
    const { message } = await bench.slack.people.sendDirectMessage('app shop-api');
    await bench.app.idle();
    expect(answers().at(-1)?.threadTs).toBeUndefined();
    expect(words(answers().at(-1))).not.toContain('Asked by');
    await bench.slack.people.sendDirectMessage('app shop-api', { threadTs: message.ts });
    await bench.app.idle();
    expect(answers().at(-1)?.threadTs).toBe(message.ts);
  });
});

describe('what only the presser sees', () => {
  test('stays in the thread of the message that was pressed', async () => {
    await bench.slack.people.sendMention('app shop-api');
    await bench.app.idle();
    const [answer] = answers();
    expect(answer?.threadTs).toBeDefined();
    bench.slack.faults.add({ method: 'views.open', answer: { error: 'internal_error' } });
    await bench.slack.people.clickButton({ message: answer as Message }, 'Show log');
    await bench.app.idle();
    expect(answers().at(-1)).toMatchObject({ onlyFor: 'U0ADA', threadTs: answer?.threadTs });
  });
});

/** One question, recorded and asked again of the record. */
import { answerOf } from '../src/cli/answer';
import { answeredBy } from '../src/cli/record';
import { withReplay } from '../src/cli/replay';
import { renderMessage } from '../src/cli/terminal';
import { questionIn } from '../src/cli/why';
import { composeCore, systemClock } from '../src/core';
import { Masker } from '../src/diagnosis/model/secrets';
import type { Recording } from '../src/record/exchange';
import { Recorder } from '../src/record/recorder';
import { scrub } from '../src/record/scrub';
import { openSettings, readCloudSettings } from '../src/settings';
import type { Command } from '../src/slack/question/command';

const aside = (line: string) => {
  throw new Error(`nobody waits, and nothing goes wrong within: ${line}`);
};

/** Asks the world, and makes a record of it. */
export async function recorded(
  command: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly recording: Recording; readonly masker: Masker }> {
  const words = command.split(' ');
  const masker = new Masker();
  const recorder = new Recorder(systemClock.now);
  const at = new Date(systemClock.now()).toISOString();
  const { diagnosis } = composeCore(readCloudSettings(env), { masker, wire: recorder });
  const told = await answerOf(questionIn(words) as Command, { diagnosis, masker, aside, silent: true });
  const about = {
    at,
    version: 'test',
    asked: ['why', ...words],
    login: 'API key',
    settings: openSettings(env),
    answered: answeredBy(told),
  } as const;
  return { recording: scrub(about, recorder.exchanges, masker), masker };
}

/** Asks the record. */
export function replayed(
  recording: Recording,
): Promise<{ readonly answered: Recording['answered']; readonly unanswered: readonly string[] }> {
  return withReplay(recording, async ({ core: { diagnosis }, masker, replayer }) => {
    const question = questionIn(recording.asked.slice(1)) as Command;
    const told = await answerOf(question, { diagnosis, masker, aside, silent: true });
    return { answered: answeredBy(told), unanswered: [...replayer.unanswered] };
  });
}

/** Asks the record, and draws the card as a terminal shows it. */
export function replayedCard(recording: Recording): Promise<string> {
  return withReplay(recording, async ({ core: { diagnosis }, masker }) => {
    const question = questionIn(recording.asked.slice(1)) as Command;
    const { card } = await answerOf(question, { diagnosis, masker, aside, silent: true });
    return card ? renderMessage(card, { color: false, width: 100, bare: true }) : '';
  });
}

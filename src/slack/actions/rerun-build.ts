/** *Re-run build* on a card that somebody asked for. The same rights and the same guard as on the card of an alert. */
import type { ProjectRef } from '../../diagnosis/model/subject';
import { settle } from '../answer/settle';
import { aboutOf } from '../audit';
import { notAllowedCard } from '../cards/access';
import { type Card, header, section } from '../cards/blocks';
import { rerunStartedCard } from '../cards/rerun';
import type { Dependencies } from '../dependencies';
import type { DiagnoseCommand } from '../question/command';
import { parseCommand } from '../question/parse';
import {
  answerPress,
  askerOf,
  failedCard,
  failureWord,
  messageKey,
  type Press,
  pressedValue,
  replyBelow,
} from './pressed';

/** The run is told below the card, which stays. Whoever presses again while it starts starts nothing new. */
export function rerunAsked(deps: Dependencies) {
  return async ({ ack, body, client, respond }: Press) => {
    await ack();
    const reply = replyBelow(body, client, respond, deps);
    const asker = askerOf(body, client, deps);
    const command = parseCommand(pressedValue(body));
    const note = (result: string, project?: ProjectRef) =>
      deps.audit.note({
        who: asker,
        kind: 'did',
        action: 'rerun',
        about: aboutOf(command),
        result,
        ...(project && { project }),
      });
    await deps.flights.run(`${messageKey(body)}:rerun`, () =>
      deps.work.track(async () => {
        const started = async (): Promise<Card> => {
          if (command.do !== 'diagnose') return goneCard();
          return start(command, asker, note, deps);
        };
        const card = await started().catch((error: unknown) => {
          note(failureWord(error));
          return failedCard(error, deps);
        });
        await answerPress(reply, card, deps);
      }),
    );
  };
}

async function start(
  command: DiagnoseCommand,
  asker: ReturnType<typeof askerOf>,
  note: (result: string, project?: ProjectRef) => void,
  deps: Dependencies,
): Promise<Card> {
  const settled = await settle('resource', command, asker, deps);
  if ('unsettled' in settled) {
    note('not found');
    return settled.unsettled;
  }
  const { subject, permission } = settled;
  if (!permission.acts(subject.project)) {
    note('refused', subject.project);
    return notAllowedCard(subject.project.name);
  }
  const alerts = await deps.alerts();
  const { run } = await alerts.rerunBuild(subject);
  note(`started ${run}`, subject.project);
  return rerunStartedCard(subject, run);
}

function goneCard(): Card {
  const text = 'This card is of another time';
  return { text, blocks: [header(text), section('Ask about the build again.')] };
}

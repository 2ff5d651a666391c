/** Buttons of an incident's card. The card itself is edited by the outbox; what only concerns the person is said to
 * them alone. */
import type { Alerts, Pressed, SnoozeMode } from '../../alerts';
import { causeOf } from '../../diagnosis/causes/index';
import { permitted } from '../answer/permitted';
import type { Deed } from '../audit';
import type { Card } from '../cards/blocks';
import { goneCard } from '../cards/gone';
import type { Dependencies } from '../dependencies';
import { EphemeralReply } from '../sending/reply';
import {
  answerPress,
  askerOf,
  failedCard,
  failureWord,
  messageKey,
  type Press,
  pressedValue,
  threadOf,
} from './pressed';

type Act = (
  alerts: Alerts,
  value: string,
  user: string,
) => Promise<Pressed | { readonly run: string } | 'gone'>;

export const acknowledgeIncident: Act = (alerts, id, user) => alerts.acknowledge(id, user);
export const unacknowledgeIncident: Act = (alerts, id, user) => alerts.unacknowledge(id, user);
export const resolveIncident: Act = (alerts, id, user) => alerts.resolve(id, user);
export const checkIncident: Act = (alerts, id) => alerts.checkAgain(id);
export const rerunBuild: Act = (alerts, id, user) => alerts.rerun(id, user);
/** The option's value is `mode:incident`. */
export const snoozeIncident: Act = async (alerts, value, user) => {
  const at = value.indexOf(':');
  const mode = value.slice(0, at);
  if (mode !== 'hour' && mode !== 'tomorrow' && mode !== 'change') return 'gone';
  return alerts.snooze(value.slice(at + 1), user, mode satisfies SnoozeMode);
};

/** The option's value is `me:incident`, or `nobody:incident`. */
export const assignIncident: Act = async (alerts, value, user) => {
  const at = value.indexOf(':');
  const whom = value.slice(0, at);
  if (whom !== 'me' && whom !== 'nobody') return 'gone';
  return alerts.assign(value.slice(at + 1), whom === 'me' ? user : undefined, user);
};

/** Whoever presses again while it is being done starts nothing new. */
export function onIncident(act: Act, deps: Dependencies) {
  return async ({ ack, body, client, respond }: Press) => {
    await ack();
    const value = pressedValue(body);
    const [action] = body.actions;
    const asker = askerOf(body, client, deps);
    let about: Pick<Deed, 'about' | 'project'> = { about: 'an incident' };
    const note = (result: string) =>
      deps.audit.note({
        who: asker,
        kind: 'did',
        action: wordOf(action?.action_id, value),
        ...about,
        result,
      });
    const tell = (card: Card) =>
      answerPress(new EphemeralReply(respond, deps.sender, { threadTs: threadOf(body) }), card, deps);
    await deps.flights.run(`${messageKey(body)}:${action?.action_id}`, () =>
      deps.work.track(async () => {
        try {
          const found = await permitted(
            incidentOf(value),
            asker,
            deps,
            act === checkIncident ? 'see' : 'act',
          );
          if (found.incident)
            about = { about: causeOf(found.incident.cause).title, project: found.incident.subject.project };
          if ('refused' in found) {
            note(found.incident ? 'refused' : 'not found');
            return await tell(found.refused);
          }
          const done = await act(found.alerts, value, asker.user);
          note(done === 'gone' ? 'not found' : 'run' in done ? `started ${done.run}` : 'done');
          if (done === 'gone') await tell(goneCard());
        } catch (error) {
          note(failureWord(error));
          // No build can be started from it.
          await tell(error instanceof RangeError ? goneCard() : failedCard(error, deps));
        }
      }),
    );
  };
}

/** `acknowledge`, or `snooze (hour)`: what was pressed, as the audit names it. */
function wordOf(actionId: string | undefined, value: string): string {
  const word = (actionId ?? '').replace(/^incident_/, '').replaceAll('_', ' ');
  const mode = value.slice(0, Math.max(0, value.indexOf(':')));
  return mode ? `${word} (${mode})` : word;
}

/** Values are `incident`, or `mode:incident`. */
function incidentOf(value: string): string {
  return value.slice(value.indexOf(':') + 1);
}

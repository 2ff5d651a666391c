/** Buttons of an incident's card. The card itself is edited by the outbox; what only concerns the person is said to
 * them alone. */
import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { type Alerts, AlreadyRuns, type Pressed, type SnoozeMode } from '../../alerts';
import { SourceError } from '../../diagnosis/model/evidence';
import { notAllowedCard } from '../cards/access';
import { type Card, header, section } from '../cards/blocks';
import { alreadyRunsCard } from '../cards/rerun';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import { EphemeralReply } from '../sending/reply';
import { partsOf } from '../workspaces/place';
import { askerOf, messageKey, pressedValue, threadOf } from './pressed';

type Act = (
  alerts: Alerts,
  value: string,
  user: string,
) => Promise<Pressed | { readonly run: string } | 'gone'>;

export const acknowledgeIncident: Act = (alerts, id, user) => alerts.acknowledge(id, user);
export const muteIncident: Act = (alerts, id, user) => alerts.mute(id, user);
export const checkIncident: Act = (alerts, id, user) => alerts.checkAgain(id, user);
export const rerunBuild: Act = (alerts, id, user) => alerts.rerun(id, user);
/** The option's value is `mode:incident`. */
export const snoozeIncident: Act = async (alerts, value, user) => {
  const at = value.indexOf(':');
  const mode = value.slice(0, at);
  if (mode !== 'hour' && mode !== 'tomorrow' && mode !== 'change') return 'gone';
  return alerts.snooze(value.slice(at + 1), user, mode satisfies SnoozeMode);
};

/** Whoever presses again while it is being done starts nothing new. */
export function onIncident(act: Act, deps: Dependencies) {
  return async ({
    ack,
    body,
    client,
    respond,
  }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs) => {
    await ack();
    const value = pressedValue(body);
    const [action] = body.actions;
    const tell = (card: Card) =>
      deps.persistence
        .show(() => new EphemeralReply(respond, deps.sender, { threadTs: threadOf(body) }).answer(card))
        .catch((error: unknown) => deps.logger.error('could not answer a press:', error));
    await deps.flights.run(`${messageKey(body)}:${action?.action_id}`, () =>
      deps.work.track(async () => {
        try {
          const alerts = await deps.alerts();
          const { workspace } = partsOf(deps.placeOf('', body));
          const id = incidentOf(value);
          // Another workspace's incident does not exist for this one.
          const own = await alerts.isOf(workspace, id);
          const project = own ? (await alerts.incident(id))?.subject.project : undefined;
          const permission = await deps.access.of(askerOf(body, client, deps));
          // One that is not seen is not there.
          if (!project || !permission.sees(project)) return await tell(goneCard());
          if (act !== checkIncident && !permission.acts(project))
            return await tell(notAllowedCard(project.name));
          if ((await act(alerts, value, body.user.id)) === 'gone') await tell(goneCard());
        } catch (error) {
          if (error instanceof AlreadyRuns) return await tell(alreadyRunsCard(error));
          await tell(
            error instanceof SourceError || !(error instanceof RangeError)
              ? errorCard(error, deps)
              : goneCard(),
          );
        }
      }),
    );
  };
}

/** Values are `incident`, or `mode:incident`. */
function incidentOf(value: string): string {
  return value.slice(value.indexOf(':') + 1);
}

function goneCard(): Card {
  const text = 'This incident is not kept any more';
  return {
    text,
    blocks: [
      header(text),
      section('It ended long ago. Ask about the resource itself with `/ce-image NAME`.'),
    ],
  };
}

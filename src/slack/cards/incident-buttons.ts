/** What can be done about an incident, below its card. */
import type { ActionsBlock } from '@slack/types';
import type { Incident, SnoozeMode } from '../../alerts';
import type { Report } from '../../diagnosis/model/report';
import { commandFor } from '../question/about';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import { actions, button, menu, present } from './blocks';
import type { Part } from './budget';
import { checkSourceButton } from './check-source';
import { whatChangedButton } from './report-changes';
import { isUploaded, rerunButton } from './rerun';

type Element = ActionsBlock['elements'][number];

/** What can be done about an incident, as far as its state and report allow. */
export function buttonsPart(incident: Incident, report: Report | undefined): Part | undefined {
  const { id: value, subject } = incident;
  const log = incident.evidenceId
    ? button('Show log', actionIds.keptLog, { value: incident.evidenceId })
    : button('Show log', actionIds.showLog, { value: formatCommand(commandFor(subject)) });
  const elements =
    incident.state === 'open'
      ? present<Element>(
          incident.acknowledged
            ? button('Un-acknowledge', actionIds.unacknowledge, { value })
            : button('Acknowledge', actionIds.acknowledge, { value, style: 'primary' }),
          assignMenu(incident),
          button('Resolve', actionIds.resolve, { value }),
          button('Check again', actionIds.checkIncident, { value }),
          report && whatChangedButton(report),
          report && checkSourceButton(report),
          subject.kind === 'build' && !(report && isUploaded(report))
            ? rerunButton(actionIds.rerun, value, subject.name)
            : undefined,
          log,
          snoozeMenu(value),
          incident.muted ? undefined : button('Mute…', actionIds.mute, { value }),
        )
      : present(log);
  return elements.length === 0 ? undefined : { importance: 80, versions: [[actions(elements)], []] };
}

const snoozes: readonly (readonly [SnoozeMode, string])[] = [
  ['hour', 'For 1 hour'],
  ['tomorrow', 'Until tomorrow'],
  ['change', 'Until it changes'],
];

/** Option values are `mode:incident`. */
function snoozeMenu(incidentId: string) {
  const choices = snoozes.map(([mode, label]) => ({ label, value: `${mode}:${incidentId}` }));
  return menu(actionIds.snooze, 'Snooze', choices);
}

/** Option values are `whom:incident`. */
function assignMenu({ id, assigned }: Incident) {
  return menu(actionIds.assign, assigned ? 'Reassign' : 'Assign', [
    { label: 'To me', value: `me:${id}` },
    { label: 'To somebody else…', value: `other:${id}` },
    ...(assigned ? [{ label: 'To nobody', value: `nobody:${id}` }] : []),
  ]);
}

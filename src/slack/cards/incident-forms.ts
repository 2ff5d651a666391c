/** The forms of an incident: to whom it is assigned, and what is muted for how long. */
import type { KnownBlock, ModalView } from '@slack/types';
import type { Incident, MuteLength } from '../../alerts';
import { causeOf } from '../../diagnosis/causes';
import { capitalised } from '../../diagnosis/model/text';
import { commandFor } from '../question/about';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import {
  button,
  type Card,
  context,
  input,
  plain,
  plainText,
  rich,
  run,
  section,
  withoutButtons,
} from './blocks';
import { incidentTitle } from './incident';
import { notOpenedCard } from './not-opened';
import { code, escapeMrkdwn, line } from './text';
import { named } from './wording';

export const ASSIGN_VIEW = 'assign_incident';
export const MUTE_VIEW = 'mute_incident';

/** Block ids; each holds one element whose action id is `value`. */
export const assignInputs = { to: 'to' } as const;
export const muteInputs = { what: 'what', length: 'length' } as const;

/** What a form remembers, as its `private_metadata`. */
export interface IncidentFormMemory {
  readonly incident: string;
  readonly channel: string;
}

export type IncidentForm = 'assign' | 'mute';

/** A form of an incident until the incident is read. */
export function loadingIncidentForm(form: IncidentForm, memory: IncidentFormMemory): ModalView {
  return view(form, memory, [rich(run(plain('🔎 Reading the incident…')))], false);
}

/** A form of an incident that cannot be used, with the reason. */
export function problemIncidentForm(form: IncidentForm, memory: IncidentFormMemory, card: Card): ModalView {
  return view(form, memory, withoutButtons(card.blocks), false);
}

/**
 * How the same is done without the form.
 * @param incident where whoever asked may act on it
 */
export function typedIncidentCard(
  form: IncidentForm,
  { incident: id }: IncidentFormMemory,
  incident?: Incident,
): Card {
  if (form === 'assign') {
    return notOpenedCard({
      title: '👤 Nobody was assigned',
      again: button('Try again', actionIds.assign, { value: `other:${id}` }),
    });
  }
  const own = incident?.thing.kind === 'workload' ? incident.subject : undefined;
  const words = own && `/ce-image ${formatCommand({ ...commandFor(own), do: 'mute', length: '8h' })}`;
  return notOpenedCard({
    title: '🔔 Nothing was muted',
    typed: words && code(words, 500),
    again: button('Try again', actionIds.mute, { value: id }),
  });
}

/** @param user who asked for it: offered first */
export function assignView(memory: IncidentFormMemory, incident: Incident, user: string): ModalView {
  return view(
    'assign',
    memory,
    [
      about(incident),
      input(assignInputs.to, 'Who takes it on', {
        type: 'users_select',
        action_id: 'value',
        placeholder: plainText('Choose a person'),
        initial_user: incident.assigned?.to ?? user,
      }),
      context('They are mentioned in its thread. Reminders end.'),
    ],
    true,
  );
}

const lengths: readonly (readonly [MuteLength, string])[] = [
  ['1h', 'For 1 hour'],
  ['8h', 'For 8 hours'],
  ['tomorrow', 'Until tomorrow, 09:00 of your time'],
  ['forever', 'Until somebody unmutes it'],
];

/** What is shared by many is muted by its cause alone. */
export function muteView(memory: IncidentFormMemory, incident: Incident): ModalView {
  const { thing, cause, subject } = incident;
  const own = thing.kind === 'workload';
  const options = [
    ...(own
      ? [
          {
            text: plainText(
              line(
                `${capitalised(named(subject.kind, subject.name))} of project ${subject.project.name}`,
                75,
              ),
            ),
            description: plainText('whatever the reason'),
            value: 'workload',
          },
        ]
      : []),
    {
      text: plainText(line(causeOf(cause).title, 75)),
      description: plainText('whatever fails with this cause, in this channel'),
      value: 'cause',
    },
  ];
  const [first] = options;
  return view(
    'mute',
    memory,
    [
      about(incident),
      input(muteInputs.what, 'What to mute here', {
        type: 'radio_buttons',
        action_id: 'value',
        options,
        ...(first ? { initial_option: first } : {}),
      }),
      input(muteInputs.length, 'For how long', {
        type: 'radio_buttons',
        action_id: 'value',
        options: lengths.map(lengthOption),
        initial_option: lengthOption(['8h', 'For 8 hours']),
      }),
      context('What still fails when it ends is told then. `/ce-image watches` lists and unmutes.'),
    ],
    true,
  );
}

function lengthOption([value, label]: readonly [MuteLength, string]) {
  return { text: plainText(label), value };
}

function about(incident: Incident): KnownBlock {
  return section(escapeMrkdwn(incidentTitle(incident, 1)));
}

const words = {
  assign: { id: ASSIGN_VIEW, title: 'Assign', submit: 'Assign' },
  mute: { id: MUTE_VIEW, title: 'Mute', submit: 'Mute' },
} as const;

function view(
  form: IncidentForm,
  memory: IncidentFormMemory,
  blocks: KnownBlock[],
  submittable: boolean,
): ModalView {
  const { id, title, submit } = words[form];
  return {
    type: 'modal',
    callback_id: id,
    title: plainText(title),
    close: plainText(submittable ? 'Cancel' : 'Close'),
    ...(submittable ? { submit: plainText(submit) } : {}),
    private_metadata: JSON.stringify(memory),
    blocks,
  };
}

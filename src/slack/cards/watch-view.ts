/** The modal that sets up a watch: the same as the command, with menus. */
import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { type Called, type Subscription, type WatchedKind, type Watches, watchedKinds } from '../../alerts';
import type { ProjectRef } from '../../diagnosis/model/subject';
import {
  type Card,
  context,
  header,
  input,
  plain,
  plainText,
  rich,
  run,
  section,
  textInput,
  withoutButtons,
} from './blocks';
import { projectMenu } from './project-menu';
import { line } from './text';

export const WATCH_VIEW = 'watch';

/** What the modal remembers, as its `private_metadata`. */
export interface WatchMemory {
  readonly channel: string;
  /** The thread in which the form was asked for. */
  readonly threadTs?: string;
}

/** Of the menu of groups, which asks the app as that of projects does. */
export const GROUPS_ACTION = 'groups';

/** Block ids of the inputs; each holds one element whose action id is `value`, but for {@link GROUPS_ACTION}. */
export const watchInputs = {
  project: 'project',
  kinds: 'kinds',
  name: 'name',
  exclude: 'exclude',
  minFailures: 'min_failures',
  quietFrom: 'quiet_from',
  quietTo: 'quiet_to',
  timeZone: 'time_zone',
  digestAt: 'digest_at',
  groups: 'notify_groups',
  people: 'notify_people',
  remind: 'remind',
  webhook: 'webhook',
} as const;

/** Characters of what is typed into one input. */
const MOST_TEXT = 100;

const kindLabels: Readonly<Record<WatchedKind, string>> = {
  builds: 'Builds',
  apps: 'Apps',
  jobs: 'Jobs',
  fleets: 'Fleets',
};

/** The form of a watch until the watch is read. */
export function loadingWatchView(memory: WatchMemory): ModalView {
  return view(memory, [rich(run(plain('🔎 Reading the projects…')))], false);
}

/** The form of a watch that cannot be used, with the reason. */
export function problemWatchView(memory: WatchMemory, card: Card): ModalView {
  return view(memory, withoutButtons(card.blocks), false);
}

/** The way without a form: what to type. `project`: the one that is meant, if that is known. */
export function typedWatchCard(project?: ProjectRef): Card {
  const title = '👁 How to watch a project';
  const name = project ? line(project.name, 80).replace(/[\s"`]/g, ' ') : 'PROJECT';
  const word = /\s/.test(name) ? `"${name}"` : name;
  return {
    text: title,
    blocks: [
      header(title),
      section(`Slack did not show the form. Type what you want instead:\n\`/ce-image watch ${word}\``),
      section(
        [
          `\`/ce-image watch ${word} --only apps,jobs --name "shop-*" --exclude "*-test"\``,
          `\`/ce-image watch ${word} --notify @oncall --remind 30m\``,
          `\`/ce-image watch ${word} --min-failures 2 --quiet 22:00-7:00 --tz Europe/Berlin --digest 9:00\``,
        ].join('\n'),
      ),
      context('`/ce-image projects` lists the projects, `/ce-image unwatch PROJECT` ends a watch.'),
    ],
  };
}

/**
 * The form, filled with what the channel has already.
 * @param any whether there is any project to choose
 * @param chosen the project that stands there at first; it need not be active
 */
export function watchView(
  memory: WatchMemory,
  any: boolean,
  chosen: ProjectRef | undefined,
  { subscriptions, channel }: Pick<Watches, 'subscriptions' | 'channel' | 'mutes'>,
  webhooks: readonly string[] = [],
): ModalView {
  if (!any) {
    return view(
      memory,
      [
        section(
          'This bot sees no active Code Engine project. Its service ID needs at least the Reader role on one.',
        ),
      ],
      false,
    );
  }
  const before = subscriptions.find(({ project }) => project.id === chosen?.id);
  const kind = (each: WatchedKind) => ({ text: plainText(kindLabels[each]), value: each });
  return view(
    memory,
    [
      input(
        watchInputs.project,
        'Project',
        projectMenu('Choose a project, or type a part of its name', chosen),
      ),
      input(watchInputs.kinds, 'What to watch', {
        type: 'checkboxes',
        action_id: 'value',
        options: watchedKinds.map(kind),
        initial_options: (before?.kinds ?? watchedKinds).map(kind),
      }),
      input(watchInputs.name, 'Only names like', textInput('shop-*', MOST_TEXT, before?.name), true),
      input(watchInputs.exclude, 'But not names like', textInput('*-test', MOST_TEXT, before?.exclude), true),
      input(watchInputs.minFailures, 'Failures in a row before a card', {
        type: 'number_input',
        action_id: 'value',
        is_decimal_allowed: false,
        initial_value: String(before?.minFailures ?? 1),
        min_value: '1',
        max_value: '100',
      }),
      ...callInputs(before, webhooks),
      context('For the whole channel:'),
      input(watchInputs.quietFrom, 'Quiet from', timepicker(channel?.quiet?.from), true),
      input(watchInputs.quietTo, 'Quiet to', timepicker(channel?.quiet?.to), true),
      input(watchInputs.digestAt, 'Daily digest at', timepicker(channel?.digestAt), true),
      input(
        watchInputs.timeZone,
        'Time zone of these times',
        textInput('Europe/Berlin', MOST_TEXT, channel?.timeZone ?? 'UTC'),
      ),
    ],
    true,
  );
}

/** A group, or everybody of the channel, in the menu of whom to call. */
export function calledOption(called: Called) {
  const value = 'id' in called ? called.id : `@${called.kind}`;
  return { text: plainText(line(('id' in called && called.name) || value, 75)), value };
}

const reminders: readonly (readonly [minutes: number, label: string])[] = [
  [0, 'Never'],
  [15, 'After 15 minutes'],
  [30, 'After 30 minutes'],
  [60, 'After 1 hour'],
  [240, 'After 4 hours'],
];

/** Who is called, reminded and told besides. */
function callInputs(before: Subscription | undefined, webhooks: readonly string[]): KnownBlock[] {
  const notify = before?.notify ?? [];
  const groups = notify.filter(({ kind }) => kind !== 'person').map(calledOption);
  const people = notify.flatMap((each) => (each.kind === 'person' && 'id' in each ? [each.id] : []));
  const minutes = (before?.remindAfter ?? 0) / 60_000;
  const known = reminders.some(([each]) => each === minutes);
  // What was typed as a command need not be one of the form's.
  const own = known ? [] : [[minutes, `After ${minutes} minutes`] as const];
  const reminder = ([value, label]: readonly [number, string]) => ({
    text: plainText(label),
    value: String(value),
  });
  const all = [...reminders, ...own];
  const chosen = all.find(([each]) => each === minutes);
  const hooks: readonly (readonly [value: string, label: string])[] = [
    ['default', 'As the operator has set it'],
    ['off', 'None'],
    ...webhooks.slice(0, 90).map((name) => [name, name] as const),
  ];
  const hook = ([value, label]: readonly [string, string]) => ({ text: plainText(line(label, 75)), value });
  const told = hooks.find(([value]) => value === (before?.webhook ?? 'default'));
  return [
    input(
      watchInputs.groups,
      'Groups to call when something fails',
      {
        type: 'multi_external_select',
        action_id: GROUPS_ACTION,
        placeholder: plainText('User groups, or everybody of the channel'),
        min_query_length: 0,
        ...(groups.length > 0 ? { initial_options: groups } : {}),
      },
      true,
    ),
    input(
      watchInputs.people,
      'People to call',
      {
        type: 'multi_users_select',
        action_id: 'value',
        placeholder: plainText('Nobody'),
        ...(people.length > 0 ? { initial_users: people } : {}),
      },
      true,
    ),
    input(
      watchInputs.remind,
      'Remind when nobody has taken it on',
      {
        type: 'static_select',
        action_id: 'value',
        options: all.map(reminder),
        ...(chosen ? { initial_option: reminder(chosen) } : {}),
      },
      true,
    ),
    ...(webhooks.length === 0
      ? []
      : [
          input(
            watchInputs.webhook,
            'Webhook that is told as well',
            {
              type: 'static_select',
              action_id: 'value',
              options: hooks.map(hook),
              ...(told ? { initial_option: hook(told) } : {}),
            },
            true,
          ),
        ]),
  ];
}

function view(memory: WatchMemory, blocks: KnownBlock[], submittable: boolean): ModalView {
  return {
    type: 'modal',
    callback_id: WATCH_VIEW,
    title: plainText('Watch a project'),
    close: plainText('Cancel'),
    ...(submittable ? { submit: plainText('Watch') } : {}),
    private_metadata: JSON.stringify(memory),
    blocks,
  };
}

function timepicker(value: string | undefined): InputBlock['element'] {
  return { type: 'timepicker', action_id: 'value', ...(value ? { initial_time: value } : {}) };
}

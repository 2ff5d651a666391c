/** The modal that sets up a watch: the same as the command, with menus. */
import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { type WatchedKind, type Watches, watchedKinds } from '../../alerts';
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
  /** The channel among those of all workspaces. */
  readonly place: string;
  /** The thread in which the form was asked for. */
  readonly threadTs?: string;
}

/** Block ids of the inputs; each holds one element whose action id is `value`. */
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
} as const;

/** Characters of what is typed into one input. */
const MOST_TEXT = 100;

const kindLabels: Readonly<Record<WatchedKind, string>> = {
  builds: 'Builds',
  apps: 'Apps',
  jobs: 'Jobs',
  fleets: 'Fleets',
};

export function loadingWatchView(memory: WatchMemory): ModalView {
  return view(memory, [rich(run(plain('🔎 Reading the projects…')))], false);
}

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
      section(`Slack did not open the form. Type what you want instead:\n\`/ce-image watch ${word}\``),
      section(
        [
          `\`/ce-image watch ${word} --only apps,jobs --name "shop-*" --exclude "*-test"\``,
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
  { subscriptions, channel }: Watches,
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

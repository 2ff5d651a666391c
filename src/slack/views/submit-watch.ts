/** The submitted form of `watch`: the same question as the command. */
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { isTimeZone, watchedKinds } from '../../alerts';
import { answer } from '../answer';
import { somebodyAt } from '../answer/asker';
import { GROUPS_ACTION, watchInputs } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';
import type { WatchCommand } from '../question/command';
import { NoteReply } from '../sending/reply';
import { readWatchMemory } from './watch-memory';

/** The form of a watch was sent. */
export function submitWatch(deps: Dependencies) {
  return async ({
    ack,
    body,
    client,
    view,
  }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs) => {
    const memory = readWatchMemory(view.private_metadata);
    const given = (block: string) => view.state.values[block]?.value;
    const project = given(watchInputs.project)?.selected_option?.value;
    const timeZone = given(watchInputs.timeZone)?.value?.trim() || 'UTC';
    const from = given(watchInputs.quietFrom)?.selected_time;
    const to = given(watchInputs.quietTo)?.selected_time;
    const kinds = watchedKinds.filter((kind) =>
      given(watchInputs.kinds)?.selected_options?.some(({ value }) => value === kind),
    );
    const errors = {
      ...(project ? {} : { [watchInputs.project]: 'Choose a project.' }),
      ...(kinds.length > 0 ? {} : { [watchInputs.kinds]: 'Choose at least one.' }),
      ...(isTimeZone(timeZone)
        ? {}
        : { [watchInputs.timeZone]: 'No such time zone. One is called Europe/Berlin.' }),
      ...(Boolean(from) === Boolean(to)
        ? {}
        : { [from ? watchInputs.quietTo : watchInputs.quietFrom]: 'Quiet hours need both times.' }),
      ...(memory
        ? {}
        : { [watchInputs.project]: 'This form is too old. Close it, and type /ce-image watch.' }),
    };
    if (Object.keys(errors).length > 0 || !project || !memory) {
      await ack({ response_action: 'errors', errors });
      return;
    }
    await ack();
    const { channel, threadTs } = memory;
    const user = body.user.id;
    await answer(
      {
        do: 'watch',
        project,
        kinds,
        name: given(watchInputs.name)?.value?.trim() || '*',
        exclude: given(watchInputs.exclude)?.value?.trim() || '*',
        minFailures: Math.max(1, Math.floor(Number(given(watchInputs.minFailures)?.value)) || 1),
        quiet: from && to ? { from, to } : 'off',
        timeZone,
        digestAt: given(watchInputs.digestAt)?.selected_time ?? 'off',
        ...callsGiven(view.state.values),
      },
      new NoteReply(client, { channel, threadTs }, user, deps.sender),
      somebodyAt({ user, channel, client }, body, deps),
      deps,
    );
  };
}

type Values = ViewSubmitAction['view']['state']['values'];

/** Whom to call and to tell; what the form did not ask stays as it was. */
function callsGiven(values: Values): Pick<WatchCommand, 'notify' | 'remindMinutes' | 'webhook'> {
  const given = (block: string) => values[block]?.value;
  const groups = values[watchInputs.groups]?.[GROUPS_ACTION];
  const people = given(watchInputs.people);
  const remind = given(watchInputs.remind);
  const webhook = given(watchInputs.webhook);
  const called = [
    ...(groups?.selected_options ?? []).map(({ value }) => value),
    ...(people?.selected_users ?? []),
  ];
  return {
    ...(groups || people ? { notify: called.length > 0 ? called : 'off' } : {}),
    ...(remind ? { remindMinutes: Number(remind.selected_option?.value) || 'off' } : {}),
    ...(webhook ? { webhook: webhook.selected_option?.value ?? 'default' } : {}),
  };
}

/** The submitted form of `watch`. */
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { z } from 'zod';
import { isTimeZone, watchedKinds } from '../../alerts';
import { alertsOf, watchProject } from '../answer/alert-answer';
import { errorCard } from '../answer/answer';
import type { Card } from '../cards/blocks';
import { watchInputs } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';

const memorySchema = z.object({ channel: z.string() });

export function submitWatch(deps: Dependencies) {
  return async ({
    ack,
    body,
    client,
    view,
  }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs) => {
    const { channel } = memorySchema.parse(JSON.parse(view.private_metadata));
    const given = (block: string) => view.state.values[block]?.value;
    const projectId = given(watchInputs.project)?.selected_option?.value;
    const timeZone = given(watchInputs.timeZone)?.value?.trim() || 'UTC';
    const from = given(watchInputs.quietFrom)?.selected_time;
    const to = given(watchInputs.quietTo)?.selected_time;
    const kinds = watchedKinds.filter((kind) =>
      given(watchInputs.kinds)?.selected_options?.some(({ value }) => value === kind),
    );
    const errors = {
      ...(projectId ? {} : { [watchInputs.project]: 'Choose a project.' }),
      ...(kinds.length > 0 ? {} : { [watchInputs.kinds]: 'Choose at least one.' }),
      ...(isTimeZone(timeZone)
        ? {}
        : { [watchInputs.timeZone]: 'No such time zone. One is called Europe/Berlin.' }),
      ...(Boolean(from) === Boolean(to)
        ? {}
        : { [from ? watchInputs.quietTo : watchInputs.quietFrom]: 'Quiet hours need both times.' }),
    };
    if (Object.keys(errors).length > 0 || !projectId) {
      await ack({ response_action: 'errors', errors });
      return;
    }
    await ack();
    await deps.work.track(async () => {
      const user = body.user.id;
      let card: Card;
      try {
        const [alerts, { projects }] = await Promise.all([alertsOf(deps), deps.diagnosis.projects()]);
        const project = projects.find(({ id }) => id === projectId);
        if (!project) throw new RangeError('the chosen project is gone');
        card = await watchProject(
          {
            kinds,
            name: given(watchInputs.name)?.value?.trim() || '*',
            exclude: given(watchInputs.exclude)?.value?.trim() || '*',
            minFailures: Math.max(1, Math.floor(Number(given(watchInputs.minFailures)?.value)) || 1),
            quiet: from && to ? { from, to } : 'off',
            timeZone,
            digestAt: given(watchInputs.digestAt)?.selected_time ?? 'off',
          },
          { id: project.id, name: project.name, region: project.region },
          alerts,
          { user, channel, client },
        );
      } catch (error) {
        card = errorCard(error, deps);
      }
      // Where the bot may not post, the person hears of it in their own messages.
      await client.chat
        .postEphemeral({ channel, user, text: card.text, blocks: card.blocks })
        .catch(() => client.chat.postMessage({ channel: user, text: card.text, blocks: card.blocks }))
        .catch((error: unknown) => deps.logger.error('could not tell what became of the watch:', error));
    });
  };
}

/** The user groups that the form of `watch` offers to call. Only whoever may watch something is told of them. */
import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { Called } from '../../alerts';
import { limits } from '../cards/blocks';
import { calledOption } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';
import { readWatchMemory } from '../views/watch-memory';
import { within } from '../work';

/** Slack waits three seconds for options. */
const PATIENCE_MS = 2500;
const everybody: readonly Called[] = [{ kind: 'here' }, { kind: 'channel' }];

/** Whom a watch can notify: everybody there, and the user groups that the search of its form finds. */
export function watchGroups({ access, directory, placeOf, projects, logger }: Dependencies) {
  return async ({
    ack,
    body,
    payload,
    client,
  }: SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs) => {
    const typed = payload.value.trim().replace(/^@/, '').toLowerCase();
    const memory = readWatchMemory(body.view?.private_metadata);
    if (!memory) return ack({ options: [] });
    const { channel } = memory;
    const place = placeOf(channel, body);
    const groupsFor = async () => {
      const [list, permission] = await Promise.all([
        projects.get(),
        access.of({ user: body.user.id, place }),
      ]);
      if (!list.projects.some((each) => permission.acts(each))) return [];
      const groups = (await directory.groups({ place, client })) ?? [];
      const fits = groups.filter(({ handle, name }) =>
        [handle, name].some((each) => each.toLowerCase().includes(typed)),
      );
      return [
        ...fits.map(({ id, handle }): Called => ({ kind: 'group', id, name: `@${handle}` })),
        ...everybody.filter(({ kind }) => kind.includes(typed)),
      ];
    };
    const found = await within(PATIENCE_MS, groupsFor(), () => undefined).catch((error: unknown) => {
      logger.warn('the groups for the form could not be read:', error);
      return undefined;
    });
    await ack({ options: (found ?? []).slice(0, limits.options).map(calledOption) });
  };
}

/** The projects that the form of `watch` offers while somebody types. */
import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { isUsable } from '../../diagnosis/model/platform';
import { limits } from '../cards/blocks';
import { projectOption } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';
import { readWatchMemory } from '../views/watch-memory';
import { within } from '../work';

/** Slack waits three seconds for options, and asks again at the next key. */
const PATIENCE_MS = 2500;

export function watchProjects({ access, projects, logger }: Dependencies) {
  return async ({
    ack,
    body,
    payload,
  }: SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs) => {
    const typed = payload.value.trim().toLowerCase();
    const memory = readWatchMemory(body.view?.private_metadata);
    if (!memory) return ack({ options: [] });
    const { channel } = memory;
    const allowed = Promise.all([projects.get(), access.of({ user: body.user.id, channel })]).then(
      ([list, permission]) => list.projects.filter((each) => permission.acts(each)),
    );
    const found = await within(PATIENCE_MS, allowed, () => undefined).catch((error: unknown) => {
      logger.warn('the projects for the form could not be read:', error);
      return undefined;
    });
    const active = (found ?? []).filter(isUsable);
    const fits = active.filter(({ id, name, region }) =>
      [name, region, id].some((each) => each.toLowerCase().includes(typed)),
    );
    // Whose name begins with it comes first.
    const first = (name: string) => (name.toLowerCase().startsWith(typed) ? 0 : 1);
    const sorted = [...fits].sort((a, b) => first(a.name) - first(b.name) || a.name.localeCompare(b.name));
    await ack({ options: sorted.slice(0, limits.options).map(projectOption) });
  };
}

/** The projects that a form offers while somebody types. */
import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { isUsable } from '../../diagnosis/model/platform';
import type { ProjectRef } from '../../diagnosis/model/subject';
import { limits } from '../cards/blocks';
import { projectOption } from '../cards/project-menu';
import type { Dependencies } from '../dependencies';
import { within } from '../work';

/** Slack waits three seconds for options, and asks again at the next key. */
const PATIENCE_MS = 2500;

/** Which projects a form is about. */
interface Form {
  /** Where it was opened, by its `private_metadata`; undefined: it is none of ours. */
  readonly opened: (
    privateMetadata: string | undefined,
  ) => { readonly channel?: string | undefined } | undefined;
  readonly may: (permission: Permission, project: ProjectRef) => boolean;
}

type Permission = Awaited<ReturnType<Dependencies['access']['of']>>;

/** The projects that a form's search finds, of those that this person may see. */
export function formProjects({ opened, may }: Form, { access, placeOf, projects, logger }: Dependencies) {
  return async ({
    ack,
    body,
    payload,
  }: SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs) => {
    const typed = payload.value.trim().toLowerCase();
    const memory = opened(body.view?.private_metadata);
    if (!memory) return ack({ options: [] });
    const user = body.user.id;
    // Slack takes a person's id for the direct message with them.
    const { channel = user } = memory;
    const allowed = Promise.all([projects.get(), access.of({ user, place: placeOf(channel, body) })]).then(
      ([list, permission]) => list.projects.filter((each) => may(permission, each)),
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

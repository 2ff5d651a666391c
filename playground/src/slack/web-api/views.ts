/** `views.*`. Source: docs.slack.dev/reference/methods, the page of each method. */
import type { Triggers } from '../handles';
import type { View } from '../workspace';
import type { Access } from './access';
import { viewOf } from './content';
import { viewJson } from './json';
import { type Answer, type Arguments, type Methods, Refusal } from './refusal';

/** Modals in a stack. Source: docs.slack.dev/surfaces/modals. */
const MOST_STACKED = 3;

export function views(access: Access, triggers: Triggers): Methods {
  const { workspace } = access;
  const shown = (view: View): Answer => ({ ok: true, view: viewJson(view, workspace) });

  const byTrigger = (given: Arguments): string => {
    const redeemed = triggers.redeem(given.trigger_id);
    if ('error' in redeemed) throw new Refusal(redeemed.error);
    return redeemed.user;
  };

  /** A view changes for whoever knows how it looks now. Source: docs.slack.dev/reference/methods/views.update, `hash`. */
  const unchanged = (view: View, given: Arguments): void => {
    if (given.hash !== undefined && given.hash !== view.hash) throw new Refusal('hash_conflict');
  };

  return {
    'views.open': (given) => {
      const payload = viewOf(given, 'modal');
      return shown(workspace.openView(byTrigger(given), payload));
    },
    'views.push': (given) => {
      const payload = viewOf(given, 'modal');
      const user = byTrigger(given);
      const stack = [...workspace.views.values()].filter(
        (each) => each.open && each.kind === 'modal' && each.user === user,
      );
      if (stack.length >= MOST_STACKED) throw new Refusal('push_limit_reached');
      return shown(workspace.openView(user, payload, stack[stack.length - 1]));
    },
    'views.update': (given) => {
      const payload = viewOf(given);
      const view =
        workspace.views.get(String(given.view_id ?? '')) ??
        [...workspace.views.values()].find(
          (each) => given.external_id !== undefined && each.payload.external_id === given.external_id,
        );
      if (!view?.open) throw new Refusal('not_found');
      if (payload.type !== view.kind) throw new Refusal('invalid_arguments');
      unchanged(view, given);
      workspace.updateView(view, payload);
      return shown(view);
    },
    'views.publish': (given) => {
      const user = access.user(given.user_id);
      const payload = viewOf(given, 'home');
      const home = [...workspace.views.values()].find(
        (each) => each.kind === 'home' && each.user === user.id,
      );
      if (!home) return shown(workspace.openView(user.id, payload));
      unchanged(home, given);
      workspace.updateView(home, payload);
      return shown(home);
    },
  };
}

/** The app was removed from a workspace. */
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Dependencies } from '../dependencies';

/** The app was taken out of a workspace: its tokens and watches go. */
export function appUninstalled(deps: Dependencies) {
  return ({ body }: SlackEventMiddlewareArgs<'app_uninstalled'> & AllMiddlewareArgs) =>
    deps.work.track(() => deps.uninstalled(body, 'removal'));
}

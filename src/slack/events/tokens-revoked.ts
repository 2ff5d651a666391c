/** Tokens of the app are not valid any more. Without the bot's, it is as good as removed. */
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Dependencies } from '../dependencies';

/** Tokens of a workspace are void: those of the bot go, with its watches. */
export function tokensRevoked(deps: Dependencies) {
  return async ({ body, event }: SlackEventMiddlewareArgs<'tokens_revoked'> & AllMiddlewareArgs) => {
    // Tokens of people are never asked for.
    if (!event.tokens.bot?.length) return;
    await deps.work.track(() => deps.uninstalled(body, 'revocation'));
  };
}

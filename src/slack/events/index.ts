import type { App } from '@slack/bolt';
import type { Dependencies } from '../dependencies';
import { appMention } from './app-mention';
import { appUninstalled } from './app-uninstalled';
import { tokensRevoked } from './tokens-revoked';

export function register(app: App, deps: Dependencies): void {
  app.event('app_mention', appMention(deps));
  app.event('app_uninstalled', appUninstalled(deps));
  app.event('tokens_revoked', tokensRevoked(deps));
}

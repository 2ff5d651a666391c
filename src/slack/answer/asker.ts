/** Who asked, and where. */
import type { WebClient } from '@slack/web-api';

export interface Asker {
  readonly user: string;
  readonly channel: string;
  readonly client: WebClient;
  /** Opens the form of `watch` for this channel; present where a modal can be opened. */
  readonly openWatchForm?: () => Promise<void>;
}

/** Who asked, and where. */
import type { WebClient } from '@slack/web-api';

export interface Asker {
  readonly user: string;
  readonly channel: string;
  /** The channel among those of all workspaces; what is watched belongs to it. */
  readonly place: string;
  readonly client: WebClient;
  /** What an answer that others see is signed with; absent where the question stands above it. */
  readonly name?: string;
  /** Opens the form of `watch` for this channel, and tells whether it is open; present where a modal can be opened. */
  readonly openWatchForm?: () => Promise<boolean>;
  /** Opens the form of the access rules, and tells whether it is open; present where a modal can be opened. */
  readonly openAccessForm?: () => Promise<boolean>;
}

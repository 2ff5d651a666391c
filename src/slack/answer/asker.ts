/** Who asked, and where. */
import type { WebClient } from '@slack/web-api';
import type { Thread } from '../dependencies';

export interface Asker {
  readonly user: string;
  readonly channel: string;
  /** The channel among those of all workspaces; what is watched belongs to it. */
  readonly place: string;
  /** The person among those of all workspaces. */
  readonly personPlace: string;
  /** A conversation of two. */
  readonly isDirect: boolean;
  /** Where the conversation goes on; absent: it is not remembered. */
  readonly thread?: Thread;
  readonly client: WebClient;
  /** The question was written, and no button pressed. */
  readonly isTyped?: true;
  /** What an answer that others see is signed with; absent where the question stands above it. */
  readonly name?: string;
  /** Opens the form of *Check an image*, and tells whether it is open. */
  readonly openImageForm?: () => Promise<boolean>;
  /** Opens the form of `watch` for this channel, and tells whether it is open; present where a modal can be opened. */
  readonly openWatchForm?: () => Promise<boolean>;
  /** Opens the form of the access rules, and tells whether it is open; present where a modal can be opened. */
  readonly openAccessForm?: () => Promise<boolean>;
}

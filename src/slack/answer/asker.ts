/** Who asked, and where. */
import type { WebClient } from '@slack/web-api';
import type { Begun } from '../../diagnosis/model/diagnosis';
import type { ProjectRef } from '../../diagnosis/model/subject';
import type { Dependencies, Thread } from '../dependencies';
import type { Reply } from '../sending/reply';
import type { Place } from '../workspaces/place';

/** Opens a form, or says through `reply` how the same is typed. Resolves with whether it is open; never rejects. */
export type OpenForm = (reply: Reply) => Promise<boolean>;

export interface Asker {
  readonly user: string;
  readonly channel: string;
  /** The channel among those of all workspaces; what is watched belongs to it. */
  readonly place: Place;
  /** The person among those of all workspaces. */
  readonly personPlace: Place;
  /** A conversation of two. */
  readonly isDirect: boolean;
  /** The project that is meant when none is named: the channel's, else the person's. Looked up once; never rejects. */
  readonly usualProject: () => Promise<ProjectRef | undefined>;
  /** Where the conversation goes on; absent: it is not remembered. */
  readonly thread?: Thread;
  readonly client: WebClient;
  /** What was done for the question before it is answered. */
  readonly begun?: Begun;
  /** The question was written, and no button pressed. */
  readonly isTyped?: true;
  /** What an answer that others see is signed with; absent where the question stands above it. */
  readonly name?: string;
  /** The form of *Check an image*; each form is present where a modal can be opened. */
  readonly openImageForm?: OpenForm;
  /** The form of `watch` for this channel. */
  readonly openWatchForm?: OpenForm;
  /** The form of the access rules. */
  readonly openAccessForm?: OpenForm;
}

/** What every request of Slack tells of whoever asks. */
type Somebody = Pick<
  Asker,
  'user' | 'channel' | 'place' | 'personPlace' | 'isDirect' | 'usualProject' | 'client'
>;

/** Somebody in a channel, named by the request `body` that came from there. */
export function somebodyAt(
  { user, channel, client }: Pick<Asker, 'user' | 'channel' | 'client'>,
  body: unknown,
  { placeOf, conversations }: Pick<Dependencies, 'placeOf' | 'conversations'>,
): Somebody {
  const place = placeOf(channel, body);
  const personPlace = placeOf(user, body);
  let usual: Promise<ProjectRef | undefined> | undefined;
  return {
    user,
    channel,
    place,
    personPlace,
    isDirect: isDirectMessage(channel),
    usualProject: () => {
      usual ??= conversations.defaultProject([place, personPlace]);
      return usual;
    },
    client,
  };
}

/** Whether the channel is a conversation of two. */
export function isDirectMessage(channel: string): boolean {
  return channel.startsWith('D');
}

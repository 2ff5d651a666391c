/** What every listener is given. */
import type { Logger } from '@slack/bolt';
import type { Alerts } from '../alerts';
import type { Diagnosis } from '../diagnosis/model/diagnosis';
import type { Follow } from '../diagnosis/model/follow';
import type { Masker } from '../diagnosis/model/secrets';
import type { AccessByPlace, StoredRulesSource } from './access';
import type { Audit } from './audit';
import type { Conversations } from './conversations';
import type { Directory } from './directory';
import type { EventLedger } from './event-ledger';
import type { FileSource } from './heard/files';
import type { KnownPeople } from './people';
import type { State } from './readiness';
import type { RecentProjects } from './recent-projects';
import type { Persistence } from './sending/persist';
import type { CardSender } from './sending/send';
import type { SingleFlight, WorkTracker } from './work';
import type { Place } from './workspaces/place';

export type { Thread } from './conversations';

/** Where answers are counted. */
export interface SlackMetrics {
  /** A request of Slack was acknowledged after `ms` milliseconds. */
  acknowledged(ms: number): void;
  /** @param kind a word of the bot's commands */
  answered(kind: string, result: string, ms: number): void;
  degraded(form: string): void;
  /** Slack did not take a message. @param kind a kind of DeliveryError */
  notSent(of: 'alert' | 'answer', kind: string): void;
  /** @param read the state of each part that a question takes, as `GET /ready` tells it; never rejects */
  ready(read: () => Promise<Readonly<Record<string, State>>>): void;
}

/** How a workspace is lost: the app was removed from it, or its bot token was revoked. */
export type Uninstalling = 'removal' | 'revocation';

export interface Dependencies {
  /** Its answers are masked. */
  readonly diagnosis: Diagnosis;
  readonly masker: Masker;
  /** Its lines are masked. */
  readonly logger: Logger;
  /** Sends every card. */
  readonly sender: CardSender;
  /** Shows answers again that met Slack's own trouble. */
  readonly persistence: Persistence;
  /** The projects of forms. */
  readonly projects: RecentProjects;
  /** The place of a channel or person, named by the request that came from there. */
  readonly placeOf: (id: string, body: unknown) => Place;
  /** The bot has no token any more for the workspace that the request names. */
  readonly uninstalled: (body: unknown, by: Uninstalling) => Promise<void>;
  /** Where files of messages are. */
  readonly files: FileSource;
  /** What was asked before, and the projects that are meant here. */
  readonly conversations: Conversations;
  /** What people are called. */
  readonly people: KnownPeople;
  /** People and user groups, looked up in Slack. */
  readonly directory: Directory;
  readonly ledger: EventLedger;
  /** Who may see and do what; asked wherever a question becomes a subject, and wherever a button is pressed. */
  readonly access: Pick<AccessByPlace, 'of' | 'told' | 'rules' | 'unknown'>;
  /** Who asked and did what is noted here. */
  readonly audit: Pick<Audit, 'note'>;
  /** The rules of access that administrators keep in the store; absent: the database keeps nothing. */
  readonly storedRules?: (place: Place) => StoredRulesSource;
  /** Rejects with AlertsUnavailable, whose message is safe to show, while they are not set up or the database does not answer. */
  readonly alerts: () => Promise<Alerts>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly work: WorkTracker;
  readonly flights: SingleFlight;
  /** Milliseconds after which even a quick question shows that it is being looked at. */
  readonly patienceMs: number;
  /** Absent: nobody counts. */
  readonly metrics?: SlackMetrics;
  /** Follows each question through the log and through traces. */
  readonly follow: Follow;
}

import type { AlertQueries } from '../../store/port';

/** What of the store is needed to write down what is to be told: the store itself, or a batch of which everything is written at once. */
export type Records = Pick<
  AlertQueries,
  | 'saveIncident'
  | 'saveAffected'
  | 'channel'
  | 'notice'
  | 'addNotice'
  | 'touchNotice'
  | 'replaceContent'
  | 'pendingNote'
  | 'pendingEvent'
  | 'growingDigest'
  | 'cardsSince'
  | 'heldCards'
  | 'absorbCards'
>;

/** Alerts as listeners ask for them: there, or a reason that people can read. */
import type { Logger } from '@slack/bolt';
import { type Alerts, StoreError } from '../alerts';

/** Alerts cannot be asked now. The message is safe to show. */
export class AlertsUnavailable extends Error {
  override readonly name = 'AlertsUnavailable';
}

/** @param alerts absent: not set up. What it rejects with has a message that is safe to show. */
export function availableAlerts(
  alerts: (() => Promise<Alerts>) | undefined,
  logger: Pick<Logger, 'error'>,
): () => Promise<Alerts> {
  return async () => {
    if (!alerts) throw new AlertsUnavailable('Alerts are not set up in this ce-image.');
    try {
      return await alerts();
    } catch (error) {
      logger.error('alerts are not available:', error);
      // Of the store's words people may see every one; whose words others are, nobody knows.
      const words =
        error instanceof StoreError ? error.message : 'Alerts are not available. The log says why.';
      throw new AlertsUnavailable(words);
    }
  };
}

/** Alerts as listeners ask for them: there, or a reason that people can read. */
import type { Logger } from '@slack/bolt';
import type { Alerts } from '../alerts';

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
      throw new AlertsUnavailable(error instanceof Error ? error.message : 'Alerts are not available.');
    }
  };
}

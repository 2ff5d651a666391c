/** What a person is told when something went wrong. */
import { randomBytes } from 'node:crypto';
import { StoreError } from '../alerts';
import { SourceError } from '../diagnosis/model/evidence';
import { maskDeep } from '../diagnosis/model/secrets';
import { AccessDenied } from './access';
import { AlertsUnavailable } from './available-alerts';
import { deniedCard } from './cards/access';
import type { Card } from './cards/blocks';
import { failureCard, sourceErrorCard } from './cards/notices';
import type { Dependencies } from './dependencies';
import type { Command } from './question/command';

/** The card of a failure. What is not the fault of a source is logged under the reference that the card shows. */
export function errorCard(
  error: unknown,
  deps: Pick<Dependencies, 'masker' | 'logger'>,
  retry?: Command,
): Card {
  if (error instanceof AccessDenied) return deniedCard(error.message);
  if (error instanceof AlertsUnavailable || error instanceof StoreError) {
    return sourceErrorCard({ reason: 'unreachable', message: error.message }, retry);
  }
  if (error instanceof SourceError) {
    const { reason, message, cure } = maskDeep(
      { reason: error.reason, message: error.message, cure: error.cure },
      deps.masker,
    );
    return sourceErrorCard({ reason, message, ...(cure === undefined ? {} : { cure }) }, retry);
  }
  const reference = randomBytes(4).toString('hex');
  deps.logger.error(`reference ${reference}:`, error);
  return failureCard(reference, retry);
}

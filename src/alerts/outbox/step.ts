/** What comes of a step of an incident's life: what is stored, and what is told. */
import type { Affected, Incident, Note } from '../../store/port';

export interface Step {
  readonly incident: Incident;
  readonly affected?: Affected;
  /** For the thread. */
  readonly notes: readonly Note[];
  /** `open`: a card is to be posted. `touch`: the one there is shows something else now. */
  readonly card: 'open' | 'touch' | 'none';
  /** What a webhook is told; absent: `opened` with a new card, `updated` when the card shows something else. */
  readonly news?: 'opened' | 'worse' | 'resolved';
}

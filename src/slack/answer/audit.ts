/** Who asked and did what. */
import { administratorsOnlyCard, auditCard } from '../cards/admin';
import type { AuditCommand } from '../question/command';
import { partsOf } from '../workspaces/place';
import { type Answerer, aside } from './answerer';

const DAY = 86_400_000;
const DAYS = 7;
const MOST_ENTRIES = 60;

export const audit: Answerer<AuditCommand, 'nothing'> = {
  needs: 'nothing',
  async answer({ user, project, days = DAYS }, { asker, permission }, deps) {
    if (!permission.administers) return aside(administratorsOnlyCard());
    const { workspace } = partsOf(asker.place);
    const found = await (await deps.alerts()).records.auditOf({
      since: deps.now() - days * DAY,
      most: MOST_ENTRIES,
      ...(workspace === undefined ? {} : { workspace }),
      ...(user === undefined ? {} : { user }),
      ...(project === undefined ? {} : { project }),
    });
    return aside(auditCard(found, days));
  },
};

/** No word of a resource in this channel, for a while. */
import { isWatched } from '../../alerts';
import { mutedCard, unmutableCard } from '../cards/watches';
import type { MuteCommand } from '../question/command';
import { type Answerer, aside, toAll } from './answerer';

export const mute: Answerer<MuteCommand, 'resource'> = {
  needs: 'resource',
  async answer({ length = 'forever' }, { subject, asker }, deps) {
    if (!isWatched(subject)) return aside(unmutableCard(subject));
    const alerts = await deps.alerts();
    const timeZone = await deps.directory.timeZone(asker);
    // Others in the channel must know why no card comes.
    return toAll(mutedCard(await alerts.muteWorkload(asker.place, subject, asker.user, length, timeZone)));
  },
};

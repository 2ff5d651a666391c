/** A cause that was muted here is told again. */
import { notAllowedCard } from '../cards/access';
import { unmutedCard } from '../cards/watches';
import type { UnmuteCommand } from '../question/command';
import { type Answerer, aside } from './answerer';

export const unmute: Answerer<UnmuteCommand, 'nothing'> = {
  needs: 'nothing',
  async answer({ cause }, { asker, permission }, deps) {
    const alerts = await deps.alerts();
    // A cause is muted for the whole channel: whoever may act on none of its projects does not change that.
    const projects = (await alerts.watches(asker.place)).subscriptions.map(({ project }) => project);
    const [first] = projects;
    if (first && !projects.some(permission.acts)) return aside(notAllowedCard(first.name));
    const ended = await alerts.unmute(asker.place, cause, asker.user);
    return aside(unmutedCard(cause, ended));
  },
};

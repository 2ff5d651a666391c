/** A cause that was muted here is told again. */
import { unmutedCard } from '../cards/watches';
import type { UnmuteCommand } from '../question/command';
import { type Answerer, aside } from './answerer';

export const unmute: Answerer<UnmuteCommand, 'nothing'> = {
  needs: 'nothing',
  async answer({ cause }, { asker }, deps) {
    const ended = await (await deps.alerts()).unmute(asker.place, cause, asker.user);
    return aside(unmutedCard(cause, ended));
  },
};

/** What was muted here is told again: a cause, or a resource. */
import type { MuteTarget } from '../../alerts';
import { projectsCalled } from '../../diagnosis/model/subject';
import { notAllowedCard } from '../cards/access';
import { severalMutedCard, unmutedCard } from '../cards/watches';
import type { UnmuteCommand } from '../question/command';
import { type Answerer, aside } from './answerer';

export const unmute: Answerer<UnmuteCommand, 'nothing'> = {
  needs: 'nothing',
  async answer(command, { asker, permission }, deps) {
    const alerts = await deps.alerts();
    const { subscriptions, mutes } = await alerts.watches(asker.place);
    if ('cause' in command) {
      // A cause is muted for the whole channel: whoever may act on none of its projects does not change that.
      const projects = subscriptions.map(({ project }) => project);
      const [first] = projects;
      if (first && !projects.some(permission.acts)) return aside(notAllowedCard(first.name));
      const target = { kind: 'cause', cause: command.cause } as const;
      return aside(unmutedCard(target, await alerts.unmute(asker.place, target, asker.user)));
    }
    // What was muted may be gone from Code Engine: it is looked for among the mutes.
    const found = mutes
      .map(({ target }) => target)
      .filter((target) => isMeant(command, target, permission.sees));
    const [target, ...others] = found;
    if (!target) return aside(unmutedCard(command.name, false));
    if (others.length > 0) return aside(severalMutedCard(found));
    const { project } = target.subject;
    if (!permission.acts(project)) return aside(notAllowedCard(project.name));
    return aside(unmutedCard(target, await alerts.unmute(asker.place, target, asker.user)));
  },
};

type Muted = Extract<MuteTarget, { kind: 'workload' }>;

function isMeant(
  { kind, name, project, region }: Extract<UnmuteCommand, { name: string }>,
  target: MuteTarget,
  sees: (project: Muted['subject']['project']) => boolean,
): target is Muted {
  if (target.kind !== 'workload') return false;
  const { subject } = target;
  return (
    subject.name === name &&
    (kind === undefined || subject.kind === kind) &&
    (region === undefined || subject.project.region === region) &&
    (project === undefined || projectsCalled([subject.project], project).length > 0) &&
    sees(subject.project)
  );
}

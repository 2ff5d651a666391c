/** The submitted form of *Assign*. */
import { AccessDenied } from '../access';
import { goneCard } from '../cards/gone';
import { assignInputs } from '../cards/incident-forms';
import type { Dependencies } from '../dependencies';
import type { Place } from '../workspaces/place';
import type { FormAct } from './submit-incident-form';

/** What the form *Assign* does. */
export function assignAct(deps: Dependencies): FormAct {
  return {
    action: 'assign',
    input: assignInputs.to,
    async act({ view, client }, { alerts, incident }, { user, place }) {
      const to = view.state.values[assignInputs.to]?.value?.selected_user;
      if (!to) return { refuse: 'Choose a person.' };
      if (incident.state === 'resolved') return { refuse: 'It is resolved already.' };
      const why = await unfit(to, place, incident.subject.project);
      if (why) return { refuse: why };
      if (!(await deps.directory.isPerson({ user: to, client })))
        return { refuse: 'That is no person who could take it on.' };
      if ((await alerts.assign(incident.id, to, user)) === 'gone') return { refuse: goneCard().text };
      return { done: `assigned to ${deps.people.nameOf(to) ?? to}` };
    },
  };

  /** Whoever cannot see the project cannot mend it. */
  async function unfit(to: string, place: Place, project: { id: string; name: string }) {
    try {
      const permission = await deps.access.of({ user: to, place });
      return permission.sees(project) ? undefined : `They are not allowed to see project ${project.name}.`;
    } catch (error) {
      if (!(error instanceof AccessDenied)) throw error;
      return 'They are not allowed to use ce-image, so they cannot take it on.';
    }
  }
}

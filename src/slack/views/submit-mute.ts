/** The submitted form of *Mute…*. */
import { muteLengths } from '../../alerts';
import { goneCard } from '../cards/gone';
import { muteInputs } from '../cards/incident-forms';
import type { Dependencies } from '../dependencies';
import type { FormAct } from './submit-incident-form';

/** What the form *Mute…* does. */
export function muteAct(deps: Dependencies): FormAct {
  return {
    action: 'mute',
    input: muteInputs.what,
    async act({ view, client }, { alerts, incident }, { user }) {
      const chosen = (block: string) => view.state.values[block]?.value?.selected_option?.value;
      const of = chosen(muteInputs.what) === 'workload' ? 'workload' : 'cause';
      const length = muteLengths.find((each) => each === chosen(muteInputs.length));
      if (!length) return { refuse: 'Choose for how long.' };
      const timeZone = length === 'tomorrow' ? await deps.directory.timeZone({ user, client }) : undefined;
      const done = await alerts.mute(incident.id, user, of, length, timeZone);
      if (done === 'gone') return { refuse: goneCard().text };
      return { done: `muted the ${of}, ${length}` };
    },
  };
}

/** A submitted form about an incident: its rights are asked again, and what was done is noted. */
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { causeOf } from '../../diagnosis/causes/index';
import { AccessDenied } from '../access';
import { type Permitted, permitted } from '../answer/permitted';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import type { Place } from '../workspaces/place';
import { readIncidentMemory } from './incident-form';

export type Submission = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** What a form does. `about` and `result`: as the audit has it. */
export interface FormAct {
  readonly action: string;
  /** Block id below which it is said why it was not done. */
  readonly input: string;
  /** Resolves with what was done, or with why it was not: a sentence for the person. Rejects as alerts and Slack do. */
  readonly act: (
    submission: Submission,
    found: Permitted,
    who: { readonly user: string; readonly place: Place },
  ) => Promise<{ readonly done: string } | { readonly refuse: string }>;
}

/** Characters of an error below an input that people read. */
const LONGEST_ERROR = 300;

/** A form of an incident was sent: it is checked, and done if this person is allowed to. */
export function submitIncidentForm({ action, input, act }: FormAct, deps: Dependencies) {
  return async (submission: Submission) => {
    const { ack, body, view } = submission;
    const refuse = (words: string) =>
      ack({ response_action: 'errors', errors: { [input]: words.slice(0, LONGEST_ERROR) } });
    const memory = readIncidentMemory(view.private_metadata);
    if (!memory) return refuse('This form is too old. Close it, and press the button again.');
    const user = body.user.id;
    const who = { user, place: deps.placeOf(memory.channel, body) };
    await deps.work.track(async () => {
      let about: { about: string; project?: { id: string; name: string } } = { about: 'an incident' };
      const note = (result: string) => deps.audit.note({ who, kind: 'did', action, ...about, result });
      try {
        const found = await permitted(memory.incident, who, deps);
        if (found.incident)
          about = { about: causeOf(found.incident.cause).title, project: found.incident.subject.project };
        if ('refused' in found) {
          note(found.incident ? 'refused' : 'not found');
          return await refuse(found.refused.text);
        }
        const outcome = await act(submission, found, who);
        if ('refuse' in outcome) {
          note('refused');
          return await refuse(outcome.refuse);
        }
        note(outcome.done);
        await ack();
      } catch (error) {
        note(error instanceof AccessDenied ? 'refused' : 'failed');
        await refuse(errorCard(error, deps).text);
      }
    });
  };
}

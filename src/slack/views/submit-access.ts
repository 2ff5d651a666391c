/** The submitted form of the access rules. */
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { z } from 'zod';
import { readRules } from '../access';
import { LONGEST_RULES, RULES_INPUT } from '../cards/access-view';
import { rulesCard } from '../cards/admin';
import type { Dependencies } from '../dependencies';
import { NoteReply } from '../sending/reply';
import type { Place } from '../workspaces/place';
import { readMemory } from './memory';

const memorySchema = z.object({ channel: z.string() });
/** Characters of an error below an input that people read. */
const LONGEST_ERROR = 600;

/** The form of the access rules was sent. */
export function submitAccess(deps: Dependencies) {
  return async ({
    ack,
    body,
    client,
    view,
  }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs) => {
    const refuse = (words: string) =>
      ack({ response_action: 'errors', errors: { [RULES_INPUT]: words.slice(0, LONGEST_ERROR) } });
    const memory = readMemory(memorySchema, view.private_metadata);
    if (!memory) return refuse('This form is too old. Close it, and type /ce-image access.');
    const yaml = (view.state.values[RULES_INPUT]?.value?.value ?? '').trim();
    const { id: user } = body.user;
    const { channel } = memory;
    const place = deps.placeOf(channel, body);
    const note = (result: string) =>
      deps.audit.note({
        who: { user, place },
        kind: 'did',
        action: 'put in force',
        about: yaml === '' ? 'no access rules' : 'access rules',
        result,
      });
    try {
      // A form carries no authority: its rights are asked again.
      if (!(await deps.access.of({ user, place })).administers) {
        note('refused');
        return await refuse('Only administrators change the access rules.');
      }
      const mistakes = await mistakesOf(yaml, place, deps);
      if (mistakes.length > 0) return await refuse(mistakes.join('\n'));
      await deps.storedRules?.(place).save(yaml === '' ? undefined : { yaml, by: user, at: deps.now() });
    } catch (error) {
      deps.logger.error('the access rules could not be kept:', error);
      note('failed');
      return refuse('The rules could not be kept: the database does not answer. Try again in a moment.');
    }
    await ack();
    note('done');
    await deps.work.track(async () => {
      const [found, unknown] = await Promise.all([deps.access.rules(place), deps.access.unknown(place)]);
      const card = rulesCard(found, (id) => deps.people.nameOf(id), false, unknown);
      await deps.persistence
        .show(() => new NoteReply(client, { channel }, user, deps.sender).answer(card))
        .catch((error: unknown) => deps.logger.error('could not answer a form:', error));
    });
  };
}

/** Why the rules cannot be put in force: a sentence each, with its line. */
async function mistakesOf(yaml: string, place: Place, deps: Dependencies): Promise<readonly string[]> {
  if ((await deps.access.rules(place))?.from === 'file' || !deps.storedRules) {
    return ['The access file (ACCESS_FILE) is in force and wins. Change the rules there.'];
  }
  if (yaml === '') return [];
  if (yaml.length > LONGEST_RULES)
    return [`More than ${LONGEST_RULES} characters belong into an access file.`];
  const found = readRules(yaml);
  if ('mistakes' in found) return found.mistakes;
  if (found.rules.rules.length === 0) return ['No rule: nobody but administrators would get in.'];
  return [];
}

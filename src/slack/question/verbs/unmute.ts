/** `unmute CAUSE`: a cause that was muted here is told again. */
import { catalogue } from '../../../diagnosis/causes/index';
import type { CauseId } from '../../../diagnosis/model/cause-id';
import { mistake, type UnmuteCommand } from '../command';
import type { Verb } from '../verb';

export const unmute: Verb<UnmuteCommand> = {
  words: ['unmute'],
  usage: 'unmute CAUSE',
  options: [],
  read({ values }) {
    const wrong = (problem: string) => mistake(problem, unmute.usage);
    if (values.length > 1) return wrong('unmute takes one name.');
    const cause = values[0]?.text;
    if (!cause) {
      return wrong(
        'unmute needs the id of a cause, such as container-oom-killed. watches lists what is muted here.',
      );
    }
    const id = cause.toLowerCase() as CauseId;
    if (!catalogue.has(id)) return wrong(`There is no cause ${cause}. watches lists what is muted here.`);
    return { do: 'unmute', cause: id };
  },
  write: ({ cause }) => ['unmute', cause],
};

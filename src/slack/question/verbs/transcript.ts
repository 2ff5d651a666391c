/** `logs NAME` and `events NAME`. */
import type { WorkloadKind } from '../../../diagnosis/model/subject';
import type { Mistake, TranscriptCommand } from '../command';
import { kindOf, kindWords, nameOf } from '../kinds';
import { nearest } from '../near';
import { type Given, scopePieces, type Verb } from '../verb';
import { named } from './named';

export const logs = transcript('logs', ['logs', 'log']);
export const events = transcript('events', ['events', 'event']);

function transcript(verb: 'logs' | 'events', words: readonly string[]): Verb<TranscriptCommand> {
  const usage = `${verb} [build|buildrun|app|job|jobrun|function|fleet] NAME`;
  return {
    words,
    usage,
    options: ['name', 'project', 'region', 'account'],
    read({ values, options, scope }: Given): TranscriptCommand | Mistake {
      const [first, second] = values;
      const kind = first && kindOf(first);
      if (kind)
        return named(verb, { kind, values: values.slice(1), options, scope, usage: `${verb} ${kind} NAME` });
      const kindBehind = second && values.length === 2 ? kindOf(second) : undefined;
      if (first && kindBehind) {
        const usageOfKind = `${verb} ${kindBehind} NAME`;
        return named(verb, { kind: kindBehind, values: [first], options, scope, usage: usageOfKind });
      }
      if (!first || !second?.text || first.quoted)
        return named(verb, { kind: undefined, values, options, scope, usage });
      const problem = `There is no kind of resource called ${first.text}.`;
      const meant = nearest(first.text.toLowerCase(), Object.keys(kindWords));
      if (!meant) return { do: 'mistake', problem, usage };
      const meantKind = kindWords[meant] as WorkloadKind;
      return {
        do: 'mistake',
        problem,
        nearest: { do: verb, kind: meantKind, name: nameOf(second), ...scope },
      };
    },
    write: ({ kind, name, ...scope }) => [
      verb,
      ...(kind ? [kind] : []),
      { value: name },
      ...scopePieces(scope),
    ],
  };
}

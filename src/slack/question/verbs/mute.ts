/** `mute NAME`, `unmute NAME` and `unmute CAUSE`: what this channel does not want to hear of, and wants to again. */
import { muteLengthOf } from '../../../alerts';
import { catalogue } from '../../../diagnosis/causes/index';
import type { CauseId } from '../../../diagnosis/model/cause-id';
import { type Mistake, type MuteCommand, mistake, type Named, type UnmuteCommand } from '../command';
import { kindOf, nameOf } from '../kinds';
import { type Given, option, type Piece, scopePieces, type Verb } from '../verb';

const KINDS = '[app|build|job|fleet]';

export const mute: Verb<MuteCommand> = {
  words: ['mute'],
  usage: `mute ${KINDS} NAME`,
  options: ['for', 'project', 'region', 'account'],
  read(given) {
    // `mute shop-api 2d`
    const last = given.values.length > 1 ? given.values.at(-1) : undefined;
    const behind = given.options.for === undefined && last && muteLengthOf(last.text) ? last : undefined;
    const values = behind ? given.values.slice(0, -1) : given.values;
    const named = namedIn({ ...given, values }, mute.usage);
    if ('problem' in named) return named;
    const wanted = behind?.text ?? given.options.for;
    const length = wanted === undefined ? undefined : muteLengthOf(wanted);
    if (wanted !== undefined && length === undefined) return noSuchLength();
    return { do: 'mute', ...named, ...(length ? { length } : {}) };
  },
  write: ({ length, ...named }) => ['mute', ...pieces(named), ...option('for', length)],
};

/** A length that there is not was asked for. */
export function noSuchLength(): Mistake {
  return mistake(
    '--for takes a time from 5m to 60d (30m, 8h, 2d), tomorrow or a day such as monday (nine o’clock), or forever.',
    `${mute.usage} --for 8h`,
  );
}

export const unmute: Verb<UnmuteCommand> = {
  words: ['unmute'],
  usage: `unmute ${KINDS} NAME|CAUSE`,
  options: ['project', 'region', 'account'],
  read(given) {
    const { values } = given;
    const [first] = values;
    const cause = first?.text.toLowerCase() as CauseId | undefined;
    // The name of an app may be a word, the id of a cause is one of ours; in quotes a name is meant.
    if (cause && values.length === 1 && !first?.quoted && catalogue.has(cause))
      return { do: 'unmute', cause };
    if (!first) {
      return mistake(
        'unmute needs the name of a resource, or the id of a cause such as container-oom-killed. watches lists what is muted here.',
        unmute.usage,
      );
    }
    const named = namedIn(given, unmute.usage);
    return 'problem' in named ? named : { do: 'unmute', ...named };
  },
  write: (command) =>
    'cause' in command
      ? ['unmute', command.cause]
      : ['unmute', ...pieces(command, catalogue.has(command.name as CauseId))],
};

/** A resource by kind and name, or by its name. */
function namedIn({ values, scope }: Given, usage: string): Named | Mistake {
  const [first, second, ...more] = values;
  const kind = first && second ? kindOf(first) : undefined;
  const name = kind ? second : first;
  if (!name?.text) return mistake('The name is missing.', usage);
  if (more.length > 0 || (second && !kind)) return mistake('One resource at a time.', usage);
  return { ...(kind ? { kind } : {}), name: nameOf(name), ...scope };
}

function pieces({ kind, name, ...scope }: Named, force = false): readonly Piece[] {
  return [...(kind ? [kind] : []), { value: name, force }, ...scopePieces(scope)];
}

/** Something to choose from: a menu, or buttons. The values are command lines. */
import type { KnownBlock } from '@slack/types';
import { actionIds } from './action-ids';
import { actions, button, context, limits, menu, present } from './blocks';
import { fitParts } from './budget';

export interface Choice {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}

/** A menu where all values fit one; buttons for what is left when none does. */
export function choice(
  lead: KnownBlock[],
  placeholder: string,
  choices: readonly Choice[],
  tail: KnownBlock[] = [],
): KnownBlock[] {
  const version = (most: number): KnownBlock[] => {
    const select = menu(actionIds.choose, placeholder, choices.slice(0, most));
    const more = choices.length - Math.min(most, choices.length);
    return [
      ...lead,
      ...(select ? [actions([select])] : buttons(choices.slice(0, MOST_BUTTONS))),
      ...(more > 0 ? [context(`… ${more} more: name the one you mean`)] : []),
      ...tail,
    ];
  };
  return fitParts([{ importance: 1, versions: [version(limits.options), version(40), version(15)] }]);
}

/** Buttons where they are few, else a menu. */
export function buttonsOrMenu(
  lead: KnownBlock[],
  placeholder: string,
  choices: readonly Choice[],
  tail: KnownBlock[] = [],
): KnownBlock[] {
  return choices.length <= MOST_BUTTONS
    ? [...lead, ...buttons(choices), ...tail]
    : choice(lead, placeholder, choices, tail);
}

/** Choices up to this many are buttons, more a menu. */
export const MOST_BUTTONS = 5;

/** Longest command line in a row of buttons: five of them must leave room for the text. */
const ROW_VALUE = 400;

/** A row of choices, without those whose value is longer than a button carries. */
export function buttons(choices: readonly Choice[]): KnownBlock[] {
  const elements = choices
    .filter(({ value }) => value.length <= ROW_VALUE)
    .flatMap(({ label, value }, at) => present(button(label, `${actionIds.runCommand}:${at}`, { value })));
  return elements.length > 0 ? [actions(elements)] : [];
}

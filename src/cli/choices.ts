/** What a card lets people choose from by buttons and menus: in a terminal, commands to type. */
import { actionIds } from '../slack/cards/action-ids';
import { type Card, plain, preformatted, rich, run } from '../slack/cards/blocks';

type Block = Card['blocks'][number];

/** Commands behind `why`, in the order of the card. */
export function choicesOf({ blocks }: Pick<Card, 'blocks'>): readonly string[] {
  return blocks.flatMap((block) => choicesIn(block).map(({ command }) => command));
}

/** The card with its choices as lines, in the places of the buttons. */
export function withTypedChoices(card: Card): Card {
  const blocks = card.blocks.map((block) => {
    const choices = choicesIn(block);
    if (choices.length === 0) return block;
    // Projects stand in commands by their ids: behind each is what it is called.
    const lines = choices.map(({ command, label }) => `ce-image why ${command}  # ${label}`);
    return rich(run(plain('Type:')), preformatted(lines.join('\n'), Number.POSITIVE_INFINITY));
  });
  return { ...card, blocks };
}

interface TypedChoice {
  readonly command: string;
  /** As on the button. */
  readonly label: string;
}

function choicesIn(block: Block): readonly TypedChoice[] {
  if (block.type !== 'actions') return [];
  return block.elements.flatMap((element) => {
    if (element.type === 'static_select' && element.action_id === actionIds.choose) {
      return (element.options ?? []).flatMap(({ value, text }) => of(value, text.text));
    }
    // The same again is no choice.
    const isChoice =
      element.type === 'button' &&
      element.action_id?.startsWith(`${actionIds.runCommand}:`) &&
      element.text.text !== 'Try again';
    return isChoice ? of(element.value, element.text.text) : [];
  });
}

const of = (command: string | undefined, label: string): readonly TypedChoice[] =>
  command === undefined ? [] : [{ command, label }];

/** The form in which administrators write the access rules. */
import type { KnownBlock, ModalView } from '@slack/types';
import { actionIds } from './action-ids';
import {
  button,
  type Card,
  context,
  input,
  plain,
  plainText,
  rich,
  run,
  section,
  textInput,
  withoutButtons,
} from './blocks';
import { notOpenedCard } from './not-opened';

export const ACCESS_VIEW = 'access';
/** Block id of the text. */
export const RULES_INPUT = 'rules';
/** Characters: Slack's limit of a text input. */
export const LONGEST_RULES = 3000;

/** What the form remembers, as its `private_metadata`. */
export interface AccessMemory {
  readonly channel: string;
}

const EXAMPLE = `rules:
  - projects: shop-*
    see: [C0SHOP, S0TEAM]   # channels, people, groups; or: everyone
    act: [U0BEN]            # absent: whoever sees
    logs: asker             # absent: channel`;

/** What administrators do when the form does not come: rules are written in it, or in an access file. */
export function typedAccessCard(): Card {
  return notOpenedCard({
    title: '🔑 The access rules were not changed',
    again: button('Try again', actionIds.editAccess),
  });
}

/** The form of the access rules until they are read. */
export function loadingAccessView(memory: AccessMemory): ModalView {
  return view(memory, [rich(run(plain('🔎 Reading the rules…')))], false);
}

/** The form in which the access rules cannot be changed, with the reason. */
export function problemAccessView(memory: AccessMemory, card: Card): ModalView {
  return view(memory, withoutButtons(card.blocks), false);
}

/** Filled with the rules as they were written. */
export function accessView(memory: AccessMemory, yaml: string | undefined): ModalView {
  return view(
    memory,
    [
      section(
        'Who sees which projects, and who acts on them, as in an access file (docs/access.md). Administrators of the workspace always get in. Empty: every full member sees and does all.',
      ),
      input(
        RULES_INPUT,
        'Rules, in YAML',
        { ...textInput('rules: [{projects: shop-*, see: [C0SHOP]}]', LONGEST_RULES, yaml), multiline: true },
        true,
      ),
      context(`An example:\n\`\`\`${EXAMPLE}\`\`\``),
    ],
    true,
  );
}

function view(memory: AccessMemory, blocks: KnownBlock[], submits: boolean): ModalView {
  return {
    type: 'modal',
    callback_id: ACCESS_VIEW,
    private_metadata: JSON.stringify(memory),
    title: plainText('Access rules'),
    close: plainText(submits ? 'Cancel' : 'Close'),
    ...(submits ? { submit: plainText('Put in force') } : {}),
    blocks,
  };
}
